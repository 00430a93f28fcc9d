using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Tenants;

/// <summary>A grant as both zones see it.</summary>
/// <param name="From">Code of the zone that shares.</param>
/// <param name="To">Code of the zone that reads.</param>
/// <param name="MayAnswer">The person may accept or refuse it: it waits, and somebody else offered it.</param>
public sealed record GrantRow(
    Guid Id, int Version, string From, string To, string Subject, string Purpose, DateOnly StartsOn, DateOnly EndsOn, GrantState State, string? OfferedBy, DateTimeOffset OfferedAt, string? AnsweredBy,
    DateTimeOffset? AnsweredAt, DateTimeOffset? WithdrawnAt, bool MayAnswer)
{
    public bool IsOpen => State is GrantState.Offered or GrantState.Coming or GrantState.InForce;
}

/// <summary>What this zone lets others read, and they this one.</summary>
public sealed class GrantQueries(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user, TimeProvider clock)
{
    /// <summary>Older ones stand in the audit.</summary>
    const int Most = 200;

    DateOnly Today => Brussels.DayOf(clock.GetUtcNow());

    /// <summary>Grants of this zone to others, latest first.</summary>
    public Task<IReadOnlyList<GrantRow>> GivenAsync(CancellationToken stop = default) => ListAsync(given: true, stop);

    /// <summary>Grants of others to this zone, latest first.</summary>
    public Task<IReadOnlyList<GrantRow>> ReceivedAsync(CancellationToken stop = default) => ListAsync(given: false, stop);

    /// <summary>Zones to which something can be offered.</summary>
    public async Task<IReadOnlyList<TenantInfo>> ZonesAsync(CancellationToken stop = default) => !user.May(TenantPermissions.ManageGrants) ? [] :
        [.. (await zones.AllAsync(stop)).Values.Where(z => IsOther(z, tenant.Code)).OrderBy(z => z.Code, StringComparer.Ordinal)];

    internal static bool IsOther(TenantInfo zone, string own) => zone.Code != own && zone.Kind == TenantKind.Zone && ZoneStates.IsOpen(zone.State);

    async Task<IReadOnlyList<GrantRow>> ListAsync(bool given, CancellationToken stop)
    {
        if (!user.May(TenantPermissions.ManageGrants)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var all = AcrossZones(db);
        var rows = await (given ? all.Where(g => g.Tenant == tenant.Code) : all.Where(g => g.Grantee == tenant.Code)).OrderByDescending(g => g.OfferedAt).Take(Most).ToListAsync(stop);
        var ids = rows.Select(g => g.OfferedBy).Concat(rows.Select(g => g.AnsweredBy).OfType<Guid>()).ToHashSet();
        var names = await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
        var today = Today;
        return [.. rows.Select(g => new GrantRow(g.Id, g.Version, g.Tenant, g.Grantee, g.Subject, g.Purpose, g.StartsOn, g.EndsOn, g.StateOn(today), names.GetValueOrDefault(g.OfferedBy), g.OfferedAt,
            g.AnsweredBy is { } who ? names.GetValueOrDefault(who) : null, g.AcceptedAt ?? g.RefusedAt, g.WithdrawnAt, !given && g.StateOn(today) == GrantState.Offered && g.OfferedBy != user.Id))];
    }

    /// <summary>Grants that this zone gives or gets; row-level security shows no others.</summary>
    internal static IQueryable<ZoneGrant> AcrossZones(PortalDbContext db) => db.Set<ZoneGrant>().AsNoTracking().IgnoreQueryFilters([PortalDbContext.TenantFilter]);
}
