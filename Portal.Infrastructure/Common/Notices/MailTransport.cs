using Microsoft.Extensions.Configuration;

namespace Portal.Common.Notices;

/// <summary>A mail ready to leave.</summary>
/// <param name="Id">Stays the same however often it is tried: a receiver recognises the second copy.</param>
/// <param name="Body">Plain text; lines end with a line feed.</param>
public sealed record OutgoingMail(Guid Id, string Recipient, string Language, string Subject, string Body);

/// <summary>How a try ended.</summary>
/// <param name="Problem">What the server answered, without any address; null when it took the mail.</param>
/// <param name="ForGood">The server will never take it.</param>
public readonly record struct MailOutcome(string? Problem, bool ForGood = false)
{
    public static MailOutcome Taken => default;

    public bool WasTaken => Problem is null;
}

/// <summary>Takes mails out of the portal: to a server, or into a folder where there is none.</summary>
public interface IMailTransport
{
    /// <summary>False when there is no way out: mails wait.</summary>
    bool IsReady { get; }

    /// <summary>Hands a mail over. What goes wrong is in the outcome; an exception means that the portal stops.</summary>
    Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken stop);
}

/// <summary>Settings under <c>Mail</c>.</summary>
/// <param name="Host">Server that takes the mails; null without one.</param>
/// <param name="From">Address that mails come from, with or without a name.</param>
/// <param name="Tls">STARTTLS is required.</param>
/// <param name="Timeout">Of one mail.</param>
/// <param name="Folder">Where mails go without a server, never in production.</param>
public sealed record MailSettings(string? Host, int Port, string? User, string? Password, string From, bool Tls, TimeSpan Timeout, string Folder)
{
    /// <exception cref="InvalidOperationException">A server without an address to send from.</exception>
    public static MailSettings Read(IConfiguration configuration, string contentRoot)
    {
        var mail = configuration.GetSection("Mail");
        var host = string.IsNullOrWhiteSpace(mail["Host"]) ? null : mail["Host"];
        if (host is not null && string.IsNullOrWhiteSpace(mail["From"])) throw new InvalidOperationException("Mail:Host is set and Mail:From is not: say from which address mails come.");
        return new(host, mail.GetValue("Port", 587), mail["User"], mail["Password"], mail["From"] ?? "portal@localhost", mail.GetValue("Tls", true), TimeSpan.FromSeconds(mail.GetValue("TimeoutSeconds", 30)),
            Path.GetFullPath(mail["Folder"] ?? Path.Combine(contentRoot, "..", ".data", "mail")));
    }
}

/// <summary>No server is set, in production: mails wait until there is one.</summary>
sealed class NoTransport : IMailTransport
{
    public bool IsReady => false;

    public Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken stop) => Task.FromResult(new MailOutcome("no server is set"));
}
