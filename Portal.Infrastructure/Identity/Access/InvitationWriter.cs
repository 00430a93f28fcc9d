using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>Adds invitations and their mails to a save; whoever calls it has asked for the permission.</summary>
public sealed class InvitationWriter(Outbox outbox, WriteInvitation write, ZoneDirectory zones, CurrentTenant tenant, AuditTrail audit, TimeProvider clock)
{
    /// <param name="by">Null for the portal itself.</param>
    /// <returns>With the word of the link, for who must show it; it is kept nowhere.</returns>
    public async Task<(Invitation Invitation, InvitationCode Code)> AddAsync(
        PortalDbContext db, string email, string name, string language, string roles, Guid? staffId, Guid? requestId, Guid? by, CancellationToken stop)
    {
        var code = InvitationCode.Create(tenant.Code);
        var invitation = new Invitation(tenant.Code, email, name, language, roles, staffId, requestId, code.Hash(), by, clock.GetUtcNow());
        db.Add(invitation);
        await MailAsync(db, invitation, code, stop);
        audit.RecordFor(db, by, InvitationActions.Sent, invitation, details: new { invitation.Email, invitation.Name, invitation.Roles });
        return (invitation, code);
    }

    /// <summary>A new link for an invitation; the old one dies with this save.</summary>
    public async Task<Result> RenewAsync(PortalDbContext db, Invitation invitation, CancellationToken stop)
    {
        var code = InvitationCode.Create(tenant.Code);
        if (invitation.Resend(code.Hash(), clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        await MailAsync(db, invitation, code, stop);
        audit.Record(db, InvitationActions.Resent, invitation, details: new { invitation.Email, invitation.SentCount });
        return Result.Ok;
    }

    async Task MailAsync(PortalDbContext db, Invitation invitation, InvitationCode code, CancellationToken stop)
    {
        var zone = await zones.FindAsync(tenant.Code, stop) ?? throw new InvalidOperationException("A tenant without a record.");
        await outbox.AddAsync(db, AccessMailKinds.Invitation, null, invitation.Email, invitation.Language, language => write(language, zone, invitation.Name, code, invitation.ExpiresAt), stop);
    }
}
