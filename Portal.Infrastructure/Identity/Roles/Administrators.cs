using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Roles;

/// <summary>Keeps a tenant from losing its last administrator: somebody with the role without end, who is not about to leave.</summary>
public sealed class Administrators(ZoneDirectory zones, CurrentTenant tenant, TimeProvider clock)
{
    /// <summary>Call it in the save after which these people are no lasting administrators any more. Counts the change in the zone's policy: of two who remove each other at the same moment one is refused.</summary>
    /// <returns>Why not, or null.</returns>
    public async Task<Error?> LoseAsync(PortalDbContext db, IReadOnlyCollection<Guid> people, CancellationToken stop = default)
    {
        if (people.Count == 0) return null;
        // The policy before the people: what another save changes in between is either seen in the people, or met in the policy.
        var policy = db.Set<ZonePolicy>().Local.SingleOrDefault() ?? await db.Set<ZonePolicy>().SingleOrDefaultAsync(stop); // the same save may have made it
        var lasting = await LastingAsync(db, stop);
        if (!lasting.Any(people.Contains)) return null;
        if (lasting.All(people.Contains)) return RoleErrors.LastAdministrator;
        if (policy is null) db.Add(policy = new(tenant.Code, clock.GetUtcNow()));
        policy.AdministratorsChanged();
        return null;
    }

    /// <summary>Who is administrator without end, and is not about to leave.</summary>
    internal async Task<IReadOnlyList<Guid>> LastingAsync(PortalDbContext db, CancellationToken stop)
    {
        var role = ZoneRoles.AdministratorOf((await zones.FindAsync(tenant.Code, stop))!.Kind);
        return await db.Set<Membership>().AsNoTracking()
            .Where(m => m.Role == role && m.EndsOn == null && !db.Set<StaffMember>().Any(s => s.PersonId == m.PersonId && s.LeavesOn != null)).Select(m => m.PersonId).ToListAsync(stop);
    }

    /// <summary>Who is administrator today, for how long ever: for who should know of something.</summary>
    internal async Task<IReadOnlyList<Guid>> TodayAsync(PortalDbContext db, CancellationToken stop)
    {
        var (role, today) = (ZoneRoles.AdministratorOf((await zones.FindAsync(tenant.Code, stop))!.Kind), Brussels.DayOf(clock.GetUtcNow()));
        return await db.Set<Membership>().AsNoTracking()
            .Where(m => m.Role == role && (m.EndsOn == null || m.EndsOn >= today) && !db.Set<StaffMember>().Any(s => s.PersonId == m.PersonId && s.LeavesOn < today)).Select(m => m.PersonId).ToListAsync(stop);
    }

    /// <summary>Makes two saves that must not happen side by side meet in the zone's policy. Call it before reading what the other save may change.</summary>
    public async Task CountAsync(PortalDbContext db, CancellationToken stop = default) => (await db.PolicyAsync(tenant.Code, clock, stop)).AdministratorsChanged();
}

/// <summary>The zone's policy, which need not be there yet.</summary>
static class Policies
{
    /// <returns>The row, added to the context where the zone has none.</returns>
    public static async Task<ZonePolicy> PolicyAsync(this PortalDbContext db, string tenant, TimeProvider clock, CancellationToken stop)
    {
        if (db.Set<ZonePolicy>().Local.SingleOrDefault() is { } here) return here;
        if (await db.Set<ZonePolicy>().SingleOrDefaultAsync(stop) is { } known) return known;
        var policy = new ZonePolicy(tenant, clock.GetUtcNow());
        db.Add(policy);
        return policy;
    }
}
