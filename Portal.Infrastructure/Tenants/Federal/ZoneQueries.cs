using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;

namespace Portal.Tenants.Federal;

/// <summary>Which tenants to list.</summary>
/// <param name="Search">Part of a code, a name or a municipality, however it is written.</param>
public sealed record ZoneFilter(string? Search = null, ZoneState? State = null, string? ProvinceNis = null, TenantKind? Kind = null);

/// <summary>A tenant as the list shows it.</summary>
public sealed record ZoneRow(TenantInfo Zone, int Municipalities);

/// <summary>A decision about the state, and by whom.</summary>
public sealed record StateChangeRow(
    Guid Id, ZoneState State, DateOnly EffectiveOn, string Reason, string? DecidedBy, DateTimeOffset DecidedAt, DateTimeOffset? AppliedAt, DateTimeOffset? WithdrawnAt, string? Certificate)
{
    public bool IsPending => AppliedAt is null && WithdrawnAt is null;
}

/// <summary>The certificate of a zone's seal; never its key.</summary>
public sealed record ZoneSeal(string Name, string Issuer, DateTimeOffset ValidUntilAt);

/// <summary>All about one tenant that the federal police see.</summary>
/// <param name="Changes">Latest decided first.</param>
public sealed record ZoneDetail(TenantInfo Zone, IReadOnlyList<ZoneMunicipality> Municipalities, string? OutlineGeoJson, IReadOnlyList<StateChangeRow> Changes);

/// <summary>What the federal police see of zones and organisations: settings, never content.</summary>
public sealed class ZoneQueries(IDbContextFactory<PortalDbContext> contexts, TenantScopes tenants, CurrentUser user, TimeProvider clock)
{
    public const int PageSize = 100;

    static readonly IReadOnlySet<string> Nothing = new HashSet<string>();

    /// <summary>Tenants by code, beside the federal police itself. They are a few hundred at most: what is looked for is compared here, without accents.</summary>
    /// <param name="after">Code of the last one of the page before.</param>
    public async Task<IReadOnlyList<ZoneRow>> ListAsync(ZoneFilter filter, string? after = null, int size = PageSize, CancellationToken stop = default) =>
        [.. (await FoundAsync(filter, stop)).Where(r => after is null || string.CompareOrdinal(r.Zone.Code, after) > 0).Take(size)];

    public async Task<int> CountAsync(ZoneFilter filter, CancellationToken stop = default) => (await FoundAsync(filter, stop)).Count;

    async Task<IReadOnlyList<ZoneRow>> FoundAsync(ZoneFilter filter, CancellationToken stop)
    {
        if (!user.May(FederalPermissions.ReadZones)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var zones = await db.Set<TenantInfo>().AsNoTracking().Where(z => z.Kind != TenantKind.FederalPolice).OrderBy(z => z.Code).ToListAsync(stop);
        var municipalities = (await db.Set<ZoneMunicipality>().AsNoTracking().Select(m => new { m.ZoneCode, m.Name }).ToListAsync(stop)).ToLookup(m => m.ZoneCode, m => m.Name);
        var part = NameFolding.Fold(filter.Search);
        bool Has(string? text) => NameFolding.Fold(text).Contains(part, StringComparison.Ordinal);
        return
        [
            .. zones.Where(z => (filter.State is not { } state || z.State == state) && (filter.Kind is not { } kind || z.Kind == kind) && (filter.ProvinceNis is not { } nis || z.ProvinceNis == nis))
                .Where(z => part == "" || z.Code.StartsWith(part, StringComparison.Ordinal)
                    || new[] { z.NameNl, z.NameFr, z.NameDe, z.ShortNl, z.ShortFr, z.ShortDe }.Concat(municipalities[z.Code]).Any(Has))
                .Select(z => new ZoneRow(z, municipalities[z.Code].Count())),
        ];
    }

    /// <summary>A zone or an organisation; null for the federal police itself.</summary>
    public async Task<ZoneDetail?> FindAsync(string code, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ReadZones)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<TenantInfo>().AsNoTracking().SingleOrDefaultAsync(z => z.Code == code && z.Kind != TenantKind.FederalPolice, stop) is not { } zone) return null;
        var municipalities = await db.Set<ZoneMunicipality>().AsNoTracking().Where(m => m.ZoneCode == code).OrderBy(m => m.NisCode).ToListAsync(stop);
        var outline = await db.Set<ZoneOutline>().AsNoTracking().Where(o => o.ZoneCode == code).Select(o => o.GeoJson).SingleOrDefaultAsync(stop);
        var changes = await (
            from change in db.Set<ZoneStateChange>().AsNoTracking()
            join person in db.Set<Person>() on change.DecidedBy equals person.Id into people
            from person in people.DefaultIfEmpty()
            where change.ZoneCode == code
            orderby change.DecidedAt descending, change.Id descending
            select new StateChangeRow(change.Id, change.State, change.EffectiveOn, change.Reason, person == null ? null : person.DisplayName, change.DecidedAt, change.AppliedAt, change.WithdrawnAt, change.Certificate))
            .ToListAsync(stop);
        return new(zone, municipalities, outline, changes);
    }

    /// <summary>The seal in use, else the one that was in use last; null when there is none.</summary>
    public async Task<ZoneSeal?> SealOfAsync(string code, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ReadZones)) return null;
        return await tenants.InAsync(code, Nothing, async services =>
        {
            await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            var all = await db.Set<SealKey>().AsNoTracking().OrderByDescending(k => k.AddedAt).Select(k => new { k.Name, k.Issuer, k.ValidFromAt, k.ValidUntilAt }).ToListAsync(stop);
            var now = clock.GetUtcNow();
            var one = all.Find(k => k.ValidFromAt <= now && now <= k.ValidUntilAt) ?? all.FirstOrDefault();
            return one is null ? null : new ZoneSeal(one.Name, one.Issuer, one.ValidUntilAt);
        });
    }
}
