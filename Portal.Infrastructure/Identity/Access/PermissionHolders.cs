using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>Who has a permission in the zone today, through whichever role: whom to tell.</summary>
public sealed class PermissionHolders(TimeProvider clock)
{
    public async Task<IReadOnlyList<Guid>> OfAsync(PortalDbContext db, string permission, CancellationToken stop = default)
    {
        var today = Brussels.DayOf(clock.GetUtcNow());
        List<ZoneRole> roles = [.. Enum.GetValues<ZoneRole>().Where(r => ZoneRoles.PermissionsOf(r).Contains(permission))];
        var own = Permissions.IsForCustomRoles(permission)
            ? (await db.Set<CustomRole>().AsNoTracking().Select(r => new { r.Id, r.Permissions }).ToListAsync(stop)).Where(r => r.Permissions.Split(' ').Contains(permission)).Select(r => r.Id).ToList() : [];
        return await db.Set<Membership>().AsNoTracking()
            .Where(m => (m.EndsOn == null || m.EndsOn >= today) && (roles.Contains(m.Role) || (m.Role == ZoneRole.Custom && own.Contains(m.CustomRoleId))))
            .Where(m => !db.Set<StaffMember>().Any(s => s.PersonId == m.PersonId && s.LeavesOn < today))
            .Select(m => m.PersonId).Distinct().ToListAsync(stop);
    }
}
