using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

#pragma warning disable CA1304, CA1309, CA1311, CA1862, MA0011 // The database compares names, by its own rules

namespace Portal.Contacts;

/// <summary>Whom to look for.</summary>
/// <param name="Search">Parts of name, function or unit, in any order.</param>
/// <param name="Zone">Code of one zone; null for all.</param>
public sealed record DirectoryFilter(string? Search, string? Zone);

/// <summary>Where a page of the directory ended.</summary>
public sealed record DirectoryPlace(string SearchName, Guid Id);

/// <summary>Somebody who can be reached.</summary>
/// <param name="Zone">Code of the zone.</param>
/// <param name="Languages">Two-letter codes, separated by blanks.</param>
public sealed record DirectoryEntry(string Zone, Guid Id, string Name, string SearchName, string Function, string? Unit, string? Phone, string? Email, string Languages);

/// <summary>Who can be reached how: the own zone from its staff list, the others as far as they publish.</summary>
public sealed class DirectoryQueries(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    public const int PageSize = 60;

    /// <summary>People by last name; one more than <see cref="PageSize"/> when there are more.</summary>
    public async Task<IReadOnlyList<DirectoryEntry>> FindAsync(DirectoryFilter filter, DirectoryPlace? after = null, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadDirectory)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var all = Everybody(db, filter.Zone);
        foreach (var word in (filter.Search ?? "").ToLowerInvariant().Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries))
        {
            // Names are kept without accents; functions and units as they are written.
            var folded = NameFolding.Fold(word);
            all = all.Where(e => (folded != "" && e.SearchName.Contains(folded)) || e.Function.ToLower().Contains(word) || e.Unit!.ToLower().Contains(word));
        }

        var found = all;
        if (after is { } last) all = all.Where(e => string.Compare(e.SearchName, last.SearchName) > 0 || (e.SearchName == last.SearchName && e.Id.CompareTo(last.Id) > 0));
        var rows = await all.OrderBy(e => e.SearchName).ThenBy(e => e.Id).Take(PageSize + 1).ToListAsync(stop);
        await consultations.SearchedAsync(
            ConsultationActions.DirectorySearched, nameof(DirectoryCard), filter, rows.Count, rows.Count <= PageSize && after is null ? null : () => found.CountAsync(stop), after?.Id, rows is [var one] ? one.Id : default, stop);
        return [.. rows.Select(e => new DirectoryEntry(e.Zone, e.Id, e.Name, e.SearchName, e.Function, e.Unit, e.Phone, e.Email, e.Languages))];
    }

    /// <summary>The zones to choose from: the own one, and those that publish.</summary>
    public async Task<IReadOnlyList<TenantInfo>> ZonesAsync(CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadDirectory)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var codes = await Cards(db).Select(c => c.Tenant).Distinct().ToListAsync(stop);
        var known = await zones.AllAsync(stop);
        return [.. codes.Append(tenant.Code).Distinct().Order(StringComparer.Ordinal).Select(c => known.GetValueOrDefault(c)).OfType<TenantInfo>()];
    }

    /// <summary>What every zone publishes; row-level security opens this table to every tenant, to be read.</summary>
    static IQueryable<DirectoryCard> Cards(PortalDbContext db) => db.Set<DirectoryCard>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter]);

    IQueryable<Found> Everybody(PortalDbContext db, string? zone)
    {
        var (code, today) = (tenant.Code, Brussels.DayOf(clock.GetUtcNow()));
        var own =
            from s in db.Set<StaffMember>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter])
            join unit in db.Set<Unit>() on new { s.Tenant, Id = s.UnitId } equals new { unit.Tenant, Id = (Guid?)unit.Id } into units
            from unit in units.DefaultIfEmpty()
            where s.Tenant == code && (s.EntersOn == null || s.EntersOn <= today) && (s.LeavesOn == null || s.LeavesOn >= today)
            select new Found
            {
                Zone = s.Tenant,
                Id = s.Id,
                Name = s.FirstName + " " + s.LastName,
                SearchName = s.SearchName,
                Function = s.Function,
                Unit = unit.Name,
                Phone = s.Phone,
                Email = s.Email,
                Languages = s.Languages,
            };
        var others = Cards(db).Where(c => c.Tenant != code).Select(c => new Found
        {
            Zone = c.Tenant,
            Id = c.StaffId,
            Name = c.Name,
            SearchName = c.SearchName,
            Function = c.Function,
            Unit = c.Unit,
            Phone = c.Phone,
            Email = c.Email,
            Languages = c.Languages,
        });
        return zone is null ? own.Concat(others) : zone == code ? own : others.Where(e => e.Zone == zone);
    }

    sealed class Found
    {
        public required string Zone { get; init; }

        public required Guid Id { get; init; }

        public required string Name { get; init; }

        public required string SearchName { get; init; }

        public required string Function { get; init; }

        public string? Unit { get; init; }

        public string? Phone { get; init; }

        public string? Email { get; init; }

        public required string Languages { get; init; }
    }
}
