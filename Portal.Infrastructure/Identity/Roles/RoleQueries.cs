using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Tenants;

#pragma warning disable CA1304, CA1309, CA1311, CA1862, MA0011 // The database compares names, by its own rules

namespace Portal.Identity.Roles;

/// <summary>Whom to list.</summary>
/// <param name="Search">Part of name or e-mail, in any case.</param>
/// <param name="Role">Only who has this role now.</param>
/// <param name="Permission">Only who may do this now, by whatever role.</param>
public sealed record RoleFilter(string? Search = null, RoleRef? Role = null, string? Permission = null);

/// <summary>A role that somebody has or had.</summary>
public sealed record HeldRole(RoleRef Role, DateOnly? EndsOn, DateTimeOffset GrantedAt, string? GrantedBy, bool IsOver);

/// <summary>Somebody with an account in the zone.</summary>
/// <param name="LeavesOn">Last day of the staff member with this account; rights end with it.</param>
public sealed record RoleHolder(Guid PersonId, string Name, string Email, Guid? StaffId, DateOnly? LeavesOn, IReadOnlyList<HeldRole> Roles);

/// <summary>A role that the zone made.</summary>
/// <param name="Holders">How many have it now.</param>
public sealed record OwnRole(Guid Id, int Version, string Name, IReadOnlyList<string> Permissions, int Holders, bool IsMine);

/// <summary>Where a page of people ended.</summary>
public sealed record PersonPlace(string Name, Guid Id);

/// <summary>Who has which role, and so which right.</summary>
public sealed class RoleQueries(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    public const int PageSize = 50;

    bool MayAsk => user.May(IdentityPermissions.ManageRoles) || user.May(IdentityPermissions.ManageAccess);

    DateOnly Today => Brussels.DayOf(clock.GetUtcNow());

    /// <summary>People with an account in the zone, by name.</summary>
    public async Task<IReadOnlyList<RoleHolder>> PeopleAsync(RoleFilter filter, PersonPlace? after = null, int size = PageSize, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var people = await FilteredAsync(db, filter, stop);
        if (after is { } last) people = people.Where(p => string.Compare(p.DisplayName, last.Name) > 0 || (p.DisplayName == last.Name && p.Id.CompareTo(last.Id) > 0));
        var page = await people.OrderBy(p => p.DisplayName).ThenBy(p => p.Id).Take(size).Select(p => new { p.Id, p.DisplayName, p.Email }).ToListAsync(stop);
        await consultations.SearchedAsync(
            ConsultationActions.RolesListed, nameof(Person), filter, page.Count, page.Count < size && after is null ? null : () => CountAsync(filter, stop), after?.Id, page is [var one] ? one.Id : default, stop);
        var (ids, today) = (page.Select(p => p.Id).ToList(), Today);
        var roles = (await (
            from m in db.Set<Membership>().AsNoTracking()
            join giver in db.Set<Person>() on m.GrantedBy equals giver.Id into givers
            from giver in givers.DefaultIfEmpty()
            where ids.Contains(m.PersonId)
            orderby m.Role, m.CustomRoleId
            select new { m.PersonId, m.Role, m.CustomRoleId, m.EndsOn, m.GrantedAt, GrantedBy = giver == null ? null : giver.DisplayName }).ToListAsync(stop)).ToLookup(m => m.PersonId);
        var staff = await db.Set<StaffMember>().AsNoTracking().Where(s => s.PersonId != null && ids.Contains(s.PersonId.Value)).ToDictionaryAsync(s => s.PersonId!.Value, s => new { s.Id, s.LeavesOn }, stop);
        return [.. page.Select(p => new RoleHolder(p.Id, p.DisplayName, p.Email ?? "", staff.GetValueOrDefault(p.Id)?.Id, staff.GetValueOrDefault(p.Id)?.LeavesOn,
            [.. roles[p.Id].Select(r => new HeldRole(new(r.Role, r.CustomRoleId), r.EndsOn, r.GrantedAt, r.GrantedBy, r.EndsOn < today))]))];
    }

    public async Task<int> CountAsync(RoleFilter filter, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return 0;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await (await FilteredAsync(db, filter, stop)).CountAsync(stop);
    }

    /// <summary>One person with the roles in the zone; null for somebody without an account there.</summary>
    public async Task<RoleHolder?> FindAsync(Guid person, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var email = await InZone(db).Where(p => p.Id == person).Select(p => p.Email).SingleOrDefaultAsync(stop);
        return email is null ? null : (await PeopleAsync(new(Search: email), stop: stop)).SingleOrDefault(p => p.PersonId == person);
    }

    /// <summary>The zone's own roles, by name; also for who invites.</summary>
    public async Task<IReadOnlyList<OwnRole>> OwnAsync(CancellationToken stop = default)
    {
        if (!MayAsk) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var today = Today;
        var counts = await db.Set<Membership>().AsNoTracking().Where(m => m.Role == ZoneRole.Custom && (m.EndsOn == null || m.EndsOn >= today))
            .GroupBy(m => m.CustomRoleId).Select(g => new { g.Key, Count = g.Count(), Mine = g.Any(m => m.PersonId == user.Id) }).ToDictionaryAsync(g => g.Key, stop);
        var roles = await db.Set<CustomRole>().AsNoTracking().OrderBy(r => r.Name).ToListAsync(stop);
        return [.. roles.Select(r => new OwnRole(r.Id, r.Version, r.Name, r.PermissionList, counts.GetValueOrDefault(r.Id)?.Count ?? 0, counts.GetValueOrDefault(r.Id)?.Mine ?? false))];
    }

    /// <summary>The built-in roles that people of this zone may have.</summary>
    public async Task<IReadOnlyList<ZoneRole>> BuiltInAsync(CancellationToken stop = default) => MayAsk && await zones.FindAsync(tenant.Code, stop) is { } zone ? ZoneRoles.In(zone.Kind) : [];

    /// <summary>What a role of the zone's own may contain.</summary>
    public async Task<IReadOnlyList<string>> ChoosableAsync(CancellationToken stop = default) => MayAsk && await zones.FindAsync(tenant.Code, stop) is { } zone ? CustomRole.ChoosableIn(zone.Kind, zone.Modules) : [];

    static IQueryable<Person> InZone(PortalDbContext db) =>
        db.Set<Person>().AsNoTracking().Where(p => db.Set<Membership>().Any(m => m.PersonId == p.Id) || db.Set<StaffMember>().Any(s => s.PersonId == p.Id));

    async Task<IQueryable<Person>> FilteredAsync(PortalDbContext db, RoleFilter filter, CancellationToken stop)
    {
        var (people, today) = (InZone(db), Today);
        if (filter.Search?.Trim().ToLowerInvariant() is { Length: > 0 } part) people = people.Where(p => p.DisplayName.ToLower().Contains(part) || p.Email!.ToLower().Contains(part));
        if (filter.Role is { } role)
            people = people.Where(p => db.Set<Membership>().Any(m => m.PersonId == p.Id && m.Role == role.Role && m.CustomRoleId == role.CustomRoleId && (m.EndsOn == null || m.EndsOn >= today)));
        if (filter.Permission is not { } permission) return people;
        var builtIn = Enum.GetValues<ZoneRole>().Where(r => ZoneRoles.PermissionsOf(r).Contains(permission)).ToList();
        var own = (await db.Set<CustomRole>().AsNoTracking().ToListAsync(stop)).Where(r => r.PermissionList.Contains(permission)).Select(r => r.Id).ToList();
        return people.Where(p => !db.Set<StaffMember>().Any(s => s.PersonId == p.Id && s.LeavesOn < today)
            && db.Set<Membership>().Any(m => m.PersonId == p.Id && (m.EndsOn == null || m.EndsOn >= today) && (builtIn.Contains(m.Role) || own.Contains(m.CustomRoleId))));
    }
}
