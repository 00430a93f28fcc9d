using Microsoft.AspNetCore.DataProtection;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Common.Notices;

/// <summary>Mails that are saved with what they tell of and sent afterwards.</summary>
public sealed class Outbox(ZoneDirectory zones, IDataProtectionProvider protection, CurrentTenant tenant, TimeProvider clock)
{
    /// <summary>Adds a mail to the save.</summary>
    /// <param name="language">Of who receives it; null takes the zone's.</param>
    /// <param name="write">The words in a language. A link that lets in may stand in the body, never in the subject.</param>
    public async Task AddAsync(PortalDbContext db, string kind, Guid? personId, string recipient, string? language, Func<string, MailText> write, CancellationToken stop = default)
    {
        var spoken = language ?? (await zones.FindAsync(tenant.Code, stop))?.DefaultLanguage ?? Languages.All[0];
        var text = write(spoken);
        db.Add(new OutboxMail(tenant.Code, kind, personId, recipient, spoken, text.Subject, Protector.Protect(text.Body), clock.GetUtcNow()));
    }

    /// <summary>The text of a mail, for who sends it.</summary>
    public string BodyOf(OutboxMail mail) => Protector.Unprotect(mail.ProtectedBody);

    IDataProtector Protector => protection.CreateProtector("portal.outbox." + tenant.Code);
}
