using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Common.Notices;

/// <summary>Hands mails to a server, one connection each.</summary>
sealed partial class SmtpTransport(MailSettings settings) : IMailTransport
{
    /// <summary>Refusals of the portal itself, not of the mail: the password may be wrong today and right tomorrow.</summary>
    static readonly int[] OfTheSender = [530, 534, 535, 538];

    public bool IsReady => true;

    public async Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(stop);
        limit.CancelAfter(settings.Timeout);
        try
        {
            using var client = new SmtpClient(settings.Host, settings.Port) { EnableSsl = settings.Tls };
            if (settings.User is { Length: > 0 } name) client.Credentials = new NetworkCredential(name, settings.Password);
            using var message = MailMessages.Of(mail, settings.From);
            await client.SendMailAsync(message, limit.Token).WaitAsync(limit.Token);
            return MailOutcome.Taken;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(string.Create(CultureInfo.InvariantCulture, $"no answer within {settings.Timeout.TotalSeconds:0} s"));
        }
        catch (SmtpException fault)
        {
            var code = (int)fault.StatusCode;
            return new(Answer(fault), code is >= 500 and < 600 && !OfTheSender.Contains(code));
        }
        catch (FormatException)
        {
            return new("the address cannot be used", ForGood: true);
        }
    }

    /// <summary>Servers repeat the address in their answer; who reads problems need not read addresses.</summary>
    static string Answer(SmtpException fault) =>
        Addresses().Replace(fault.InnerException is { } inner ? fault.Message + " " + inner.Message : fault.Message, "…");

    [GeneratedRegex(@"<?[^\s<>@]+@[^\s<>@]+>?", RegexOptions.None, 1000)]
    private static partial Regex Addresses();
}

/// <summary>Puts mails into a folder, one file each, for who develops and who tries the portal.</summary>
sealed class FolderTransport(MailSettings settings) : IMailTransport
{
    public bool IsReady => true;

    public async Task<MailOutcome> SendAsync(OutgoingMail mail, CancellationToken stop)
    {
        var making = Directory.CreateDirectory(Path.Combine(settings.Folder, ".new", mail.Id.ToString("N"))).FullName;
        try
        {
            using (var client = new SmtpClient { DeliveryMethod = SmtpDeliveryMethod.SpecifiedPickupDirectory, PickupDirectoryLocation = making })
            using (var message = MailMessages.Of(mail, settings.From))
                await client.SendMailAsync(message, stop);
            // Whole or not at all; the same mail again takes the place of itself.
            File.Move(Directory.GetFiles(making).Single(), Path.Combine(settings.Folder, MailFile.NameOf(mail.Id)), overwrite: true);
            return MailOutcome.Taken;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or SmtpException)
        {
            return new(fault.Message);
        }
        catch (FormatException)
        {
            return new("the address cannot be used", ForGood: true);
        }
        finally
        {
            Directory.Delete(making, recursive: true);
        }
    }
}

static class MailMessages
{
    public static MailMessage Of(OutgoingMail mail, string from)
    {
        var sender = new MailAddress(from);
        var message = new MailMessage(sender, new MailAddress(mail.Recipient))
        {
            Subject = mail.Subject,
            SubjectEncoding = Encoding.UTF8,
            Body = mail.Body.ReplaceLineEndings("\r\n"),
            BodyEncoding = Encoding.UTF8,
            BodyTransferEncoding = TransferEncoding.Base64,
        };
        message.Headers.Add("Message-ID", $"<{mail.Id:N}@{sender.Host}>");
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no answer from who is on leave
        message.Headers.Add("Content-Language", mail.Language);
        return message;
    }
}
