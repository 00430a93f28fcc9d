using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>Which roles somebody may be let in with.</summary>
public sealed class RoleChoice(ZoneDirectory zones, CurrentTenant tenant, CurrentUser user)
{
    /// <summary>Roles that can be chosen in the own tenant: built-in ones without an end, and the zone's own with their names.</summary>
    public async Task<(IReadOnlyList<ZoneRole> BuiltIn, IReadOnlyDictionary<Guid, string> Own)> OfferedAsync(PortalDbContext db, CancellationToken stop)
    {
        var own = await db.Set<CustomRole>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(stop);
        return ([.. ZoneRoles.In(await KindAsync(stop)).Where(r => !ZoneRoles.NeedsEnd(r) && !IsTooHigh(ZoneRoles.PermissionsOf(r)))],
            own.Where(r => !IsTooHigh(r.Permissions.Split(' '))).ToDictionary(r => r.Id, r => r.Name));
    }

    /// <returns>Why these roles cannot be given together by this person; null when they can.</returns>
    public async Task<Error?> CheckAsync(PortalDbContext db, IReadOnlyCollection<RoleRef> roles, CancellationToken stop)
    {
        if (roles.Count == 0) return InvitationErrors.RolesMissing;
        if (roles.Any(r => ZoneRoles.NeedsEnd(r.Role))) return InvitationErrors.RoleNeedsEnd;
        if (await KnownAsync(db, roles, stop) is var known && known.Count != roles.Count) return InvitationErrors.RoleUnknown;
        var own = roles.Select(r => r.CustomRoleId).ToList();
        var permissions = ZoneRoles.PermissionsOf(roles.Select(r => r.Role)).Concat(
            (await db.Set<CustomRole>().AsNoTracking().Where(r => own.Contains(r.Id)).Select(r => r.Permissions).ToListAsync(stop)).SelectMany(p => p.Split(' ')));
        if (IsTooHigh(permissions)) return InvitationErrors.RoleTooHigh;
        if (RoleRef.Format(roles).Length > Invitation.RolesLength) return AccessErrors.FilterTooLong;
        return ZoneRoles.Conflict([.. roles.Select(r => r.Role)]) is null ? null : InvitationErrors.RolesConflict;
    }

    /// <summary>Those of the roles that exist in the tenant.</summary>
    public async Task<IReadOnlyList<RoleRef>> KnownAsync(PortalDbContext db, IReadOnlyCollection<RoleRef> roles, CancellationToken stop)
    {
        var builtIn = ZoneRoles.In(await KindAsync(stop));
        var asked = roles.Where(r => r.Role == ZoneRole.Custom).Select(r => r.CustomRoleId).ToList();
        var own = asked.Count == 0 ? [] : await db.Set<CustomRole>().AsNoTracking().Where(r => asked.Contains(r.Id)).Select(r => r.Id).ToListAsync(stop);
        return [.. roles.Where(r => r.Role == ZoneRole.Custom ? own.Contains(r.CustomRoleId) : builtIn.Contains(r.Role))];
    }

    /// <summary>Whoever may let people in but not give roles does not make administrators: they could invite themselves.</summary>
    bool IsTooHigh(IEnumerable<string> permissions) => !user.May(IdentityPermissions.ManageRoles)
        && permissions.Any(p => p is IdentityPermissions.ManageRoles or IdentityPermissions.ManageAccess or IdentityPermissions.ManageKeys or TenantPermissions.ManagePolicy or TenantPermissions.ManageGrants);

    async Task<TenantKind> KindAsync(CancellationToken stop) => (await zones.FindAsync(tenant.Code, stop))?.Kind ?? TenantKind.Zone;
}
