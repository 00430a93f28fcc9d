using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>Who administers a tenant, as the federal police see it: names, and invitations that are open.</summary>
public sealed record AdministratorsOfZone(IReadOnlyList<string> Names, IReadOnlyList<InvitationRow> Open)
{
    public static AdministratorsOfZone None { get; } = new([], []);
}

/// <summary>The federal police invite the first administrator of a tenant. Written down in both audits.</summary>
public sealed class ZoneAdministrators(TenantScopes scopes, ZoneDirectory zones, IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    static readonly HashSet<string> Inviting = [IdentityPermissions.ManageAccess, IdentityPermissions.ManageRoles];

    public async Task<AdministratorsOfZone> LookAsync(string code, CancellationToken stop = default)
    {
        if (await RoleAsync(code, stop) is not { } role) return AdministratorsOfZone.None;
        var today = Brussels.DayOf(clock.GetUtcNow());
        return await scopes.InAsync(code, Inviting, async s =>
        {
            await using var db = await s.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            var names = await db.Set<Membership>().Where(m => m.Role == role && (m.EndsOn == null || m.EndsOn >= today) && !db.Set<StaffMember>().Any(s => s.PersonId == m.PersonId && s.LeavesOn < today))
                .Join(db.Set<Person>(), m => m.PersonId, p => p.Id, (m, p) => p.DisplayName).OrderBy(n => n).ToListAsync(stop);
            var open = await s.GetRequiredService<InvitationQueries>().ListAsync(new(InvitationState.Open), stop: stop);
            return new AdministratorsOfZone(names, [.. open.Rows.Where(i => RoleRef.Parse(i.Roles).Any(r => r.Role == role))]);
        });
    }

    public async Task<Result> InviteAsync(string code, string? email, string? name, string? language, CancellationToken stop = default)
    {
        if (await RoleAsync(code, stop) is not { } role) return Error.Forbidden;
        if (EmailInput.Parse(email) is { } address && await IsOwnAsync(address, stop)) return RoleErrors.OwnRoles; // the federal police look at no zone's content
        var made = await scopes.InAsync(code, Inviting, s => s.GetRequiredService<InvitationService>().InviteAsync(new(email, name, language, [new(role)]), stop));
        if (!made.Succeeded) return made.Error;
        await WriteDownAsync(InvitationActions.AdministratorInvited, code, made.Value, stop);
        return Result.Ok;
    }

    public Task<Result> ResendAsync(string code, Guid invitation, CancellationToken stop = default) => ChangeAsync(code, invitation, InvitationActions.Resent, s => s.ResendAsync(invitation, stop), stop);

    public Task<Result> RevokeAsync(string code, Guid invitation, CancellationToken stop = default) => ChangeAsync(code, invitation, InvitationActions.Revoked, s => s.RevokeAsync(invitation, stop), stop);

    async Task<Result> ChangeAsync(string code, Guid invitation, string action, Func<InvitationService, Task<Result>> change, CancellationToken stop)
    {
        // Nothing but invitations of administrators: the zone's other people are the zone's own.
        if (!(await LookAsync(code, stop)).Open.Any(i => i.Id == invitation)) return Error.NotFound;
        var done = await scopes.InAsync(code, Inviting, s => change(s.GetRequiredService<InvitationService>()));
        if (done.Succeeded) await WriteDownAsync(action, code, invitation, stop);
        return done;
    }

    /// <returns>The role of the tenant's administrators; null when the person may not ask or there is no such tenant.</returns>
    async Task<ZoneRole?> RoleAsync(string code, CancellationToken stop) =>
        user.May(FederalPermissions.ManageZones) && tenant.CodeOrNone == TenantInfo.FederalCode && await zones.FindAsync(code, stop) is { } zone && ZoneStates.IsOpen(zone.State) ? ZoneRoles.AdministratorOf(zone.Kind) : null;

    async Task<bool> IsOwnAsync(string address, CancellationToken stop)
    {
        var account = address.ToUpperInvariant();
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<Person>().AnyAsync(p => p.Id == user.Id && p.NormalizedEmail == account, stop);
    }

    async Task WriteDownAsync(string action, string code, Guid invitation, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        audit.Record(db, action, nameof(TenantInfo), TenantInfo.AuditIdOf(code), details: new { zone = code, invitation });
        await db.SaveChangesAsync(stop);
    }
}
