using Portal.Audit;
using Portal.Common.Notices;
using Portal.Persistence;

namespace Portal.Identity.Account;

/// <summary>Writes a mail about an account in a language.</summary>
/// <param name="kind">One of <see cref="AccountMails"/>, or an action of the account.</param>
/// <param name="arguments">Values of the placeholders.</param>
/// <param name="link">Address in the portal, or null.</param>
public delegate MailText ComposeAccountMail(string kind, string language, IReadOnlyList<string> arguments, string? link);

/// <summary>Kinds of mail that no action of the audit stands for.</summary>
public static class AccountMails
{
    /// <summary>A link to a new password.</summary>
    public const string PasswordForgotten = "account.password_forgotten";
}

/// <summary>Tells a person, and the audit, what happened to the account, in the save in which it happens. Works in the federal tenant, to which accounts belong.</summary>
public sealed class AccountNews(PortalDbContext db, Outbox outbox, ComposeAccountMail compose, AuditTrail audit)
{
    const string ObjectKind = "Person";

    /// <param name="language">Of who asks, for a person who chose none.</param>
    public async Task TellAsync(Person person, string action, string language, params string[] arguments)
    {
        audit.Record(db, action, ObjectKind, person.Id);
        await MailAsync(person, action, language, arguments, null);
    }

    public Task MailAsync(Person person, string kind, string language, IReadOnlyList<string> arguments, string? link) =>
        outbox.AddAsync(db, kind, person.Id, person.Email!, person.Language ?? language, spoken => compose(kind, spoken, arguments, link));
}
