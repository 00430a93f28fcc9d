using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>Lets the first administrator of a tenant in, for who runs the portal; asks nobody's permission, and does nothing once there is an administrator.</summary>
public sealed class FirstAdministrator(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, ZoneDirectory zones, InvitationWriter writer, TimeProvider clock)
{
    /// <summary>The scope has chosen the tenant.</summary>
    public async Task<Result<InvitationCode>> InviteAsync(string address, CancellationToken stop = default)
    {
        if (await zones.FindAsync(tenant.Code, stop) is not { } zone) return Error.NotFound;
        if (EmailInput.Parse(address) is not { } email) return EmailInput.Unreadable;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (role, now, today) = (ZoneRoles.AdministratorOf(zone.Kind), clock.GetUtcNow(), Brussels.DayOf(clock.GetUtcNow()));
        if (await db.Set<Membership>().AnyAsync(m => m.Role == role && (m.EndsOn == null || m.EndsOn >= today), stop)) return InvitationErrors.HasAdministrator;
        // Called again, the link before dies.
        foreach (var before in await db.Set<Invitation>().Where(i => i.InvitedBy == null && i.AcceptedAt == null && i.RevokedAt == null).ToListAsync(stop)) before.Revoke(now);
        var (_, code) = await writer.AddAsync(db, email, email.Length <= Invitation.NameLength ? email : email[..Invitation.NameLength], zone.DefaultLanguage, role.ToString(), null, null, null, stop);
        await db.SaveChangesAsync(stop);
        return code;
    }
}
