using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants.Federal;

/// <summary>A municipality as somebody tells of it.</summary>
public sealed record MunicipalityInput(string? Nis, string? Name)
{
    public bool IsValid => Nis is { Length: ZoneMunicipality.NisLength } && Nis.All(char.IsAsciiDigit) && !string.IsNullOrWhiteSpace(Name) && Name.Trim().Length <= ZoneMunicipality.NameLength;
}

/// <summary>Zones and organisations come about, change and are drawn. None is ever deleted: a code is not given twice.</summary>
public sealed class ZoneService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <param name="code">Of a zone; an organisation gets the next free one.</param>
    /// <returns>The code.</returns>
    public async Task<Result<string>> CreateAsync(TenantKind kind, string? code, ZoneFacts facts, IReadOnlyList<MunicipalityInput> municipalities, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageZones)) return Error.Forbidden;
        if (kind == TenantKind.FederalPolice) return ZoneErrors.CodeInvalid;
        if (Check(municipalities) is { } wrong) return wrong;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (kind == TenantKind.Organisation) code = await NextOrganisationAsync(db, stop);
        var made = TenantInfo.Found(kind, code, facts);
        if (!made.Succeeded) return made.Error;
        db.Add(made.Value);
        db.AddRange(municipalities.Select(m => new ZoneMunicipality(made.Value.Code, m.Nis!, m.Name!.Trim())));
        audit.Record(db, ZoneActions.Created, nameof(TenantInfo), made.Value.AuditId, details: new { code = made.Value.Code, after = FactsOf(made.Value, municipalities.Select(m => m.Nis!)) });
        if (await SaveAsync(db, stop) is { } refused) return refused;
        return made.Value.Code;
    }

    /// <param name="version">The version that the person saw.</param>
    public async Task<Result> ChangeAsync(string code, int version, ZoneFacts facts, IReadOnlyList<MunicipalityInput> municipalities, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageZones)) return Error.Forbidden;
        if (Check(municipalities) is { } wrong) return wrong;
        return await OnZoneAsync(code, version, async (db, zone) =>
        {
            var known = await db.Set<ZoneMunicipality>().Where(m => m.ZoneCode == code).ToListAsync(stop);
            var before = FactsOf(zone, known.Select(m => m.NisCode));
            var (facts0, places0) = (zone.Facts, known.Select(m => (m.NisCode, m.Name)).ToHashSet());
            if (zone.Describe(facts) is { Succeeded: false } refused) return refused;
            var places = municipalities.Select(m => (NisCode: m.Nis!, Name: m.Name!.Trim())).ToHashSet();
            if (facts0 == zone.Facts && places.SetEquals(places0)) return Result.Ok;
            Replace(db, code, known, places);
            audit.Record(db, ZoneActions.Changed, nameof(TenantInfo), zone.AuditId, details: new { code, before, after = FactsOf(zone, places.Select(p => p.NisCode)) });
            return Result.Ok;
        }, stop);
    }

    /// <summary>The code that somebody completed by hand turned out to be the official one.</summary>
    public Task<Result> ConfirmCodeAsync(string code, int version, CancellationToken stop = default) => OnZoneAsync(code, version, (db, zone) =>
    {
        if (!zone.IsProvisional) return Task.FromResult(Result.Ok); // somebody else did it
        zone.ConfirmCode();
        audit.Record(db, ZoneActions.CodeConfirmed, nameof(TenantInfo), zone.AuditId, details: new { code });
        return Task.FromResult(Result.Ok);
    }, stop);

    /// <summary>Draws the zone from a GeoJSON file.</summary>
    public Task<Result> DrawAsync(string code, int version, byte[] geoJson, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageZones)) return Task.FromResult<Result>(Error.Forbidden);
        var shape = ZoneShape.Read(geoJson);
        return !shape.Succeeded ? Task.FromResult<Result>(shape.Error) : OnZoneAsync(code, version, async (db, zone) =>
        {
            if (zone.State == ZoneState.Erased) return ZoneErrors.IsErased;
            var now = clock.GetUtcNow();
            if (await db.Set<ZoneOutline>().SingleOrDefaultAsync(o => o.ZoneCode == code, stop) is { } outline) outline.Replace(shape.Value.ToGeoJson(), now);
            else db.Add(new ZoneOutline(code, shape.Value.ToGeoJson(), now));
            zone.Touch();
            audit.Record(db, ZoneActions.OutlineReplaced, nameof(TenantInfo), zone.AuditId, details: new { code, polygons = shape.Value.Polygons.Count, points = shape.Value.PointCount });
            return Result.Ok;
        }, stop);
    }

    public Task<Result> RemoveOutlineAsync(string code, int version, CancellationToken stop = default) => OnZoneAsync(code, version, async (db, zone) =>
    {
        if (await db.Set<ZoneOutline>().SingleOrDefaultAsync(o => o.ZoneCode == code, stop) is not { } outline) return Result.Ok;
        db.Remove(outline);
        zone.Touch();
        audit.Record(db, ZoneActions.OutlineRemoved, nameof(TenantInfo), zone.AuditId, details: new { code });
        return Result.Ok;
    }, stop);

    async Task<Result> OnZoneAsync(string code, int version, Func<PortalDbContext, TenantInfo, Task<Result>> change, CancellationToken stop)
    {
        if (!user.May(FederalPermissions.ManageZones)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<TenantInfo>().SingleOrDefaultAsync(z => z.Code == code && z.Kind != TenantKind.FederalPolice, stop) is not { } zone) return Error.NotFound;
        if (zone.Version != version) return ZoneErrors.ChangedMeanwhile;
        if (await change(db, zone) is { Succeeded: false } refused) return refused;
        if (!db.ChangeTracker.Entries<AuditLine>().Any()) return Result.Ok; // nothing changed
        return await SaveAsync(db, stop) is { } error ? error : Result.Ok;
    }

    async Task<Error?> SaveAsync(PortalDbContext db, CancellationToken stop)
    {
        var error = await db.TrySaveAsync(database, ZoneErrors.ChangedMeanwhile, ZoneErrors.CodeTaken, stop);
        zones.Forget();
        return error;
    }

    static async Task<string> NextOrganisationAsync(PortalDbContext db, CancellationToken stop)
    {
        var codes = await db.Set<TenantInfo>().Where(z => z.Kind == TenantKind.Organisation).Select(z => z.Code).ToListAsync(stop);
        return codes.Select(c => int.Parse(c, CultureInfo.InvariantCulture) + 1).Append(TenantInfo.FirstOrganisationCode).Max().ToString(CultureInfo.InvariantCulture);
    }

    internal static void Replace(PortalDbContext db, string code, IEnumerable<ZoneMunicipality> known, IReadOnlyCollection<(string NisCode, string Name)> places)
    {
        foreach (var one in known)
        {
            if (places.Contains((one.NisCode, one.Name))) continue;
            if (places.FirstOrDefault(p => p.NisCode == one.NisCode) is { NisCode: not null } renamed) one.Rename(renamed.Name);
            else db.Remove(one);
        }

        var codes = known.Select(m => m.NisCode).ToHashSet();
        db.AddRange(places.Where(p => !codes.Contains(p.NisCode)).Select(p => new ZoneMunicipality(code, p.NisCode, p.Name)));
    }

    static Error? Check(IReadOnlyList<MunicipalityInput> municipalities) =>
        municipalities.Any(m => !m.IsValid) ? ZoneErrors.MunicipalityInvalid
        : municipalities.GroupBy(m => m.Nis).FirstOrDefault(g => g.Count() > 1) is { } twice ? ZoneErrors.MunicipalityTwice(twice.Key!) : null;

    /// <summary>What the audit keeps of a tenant.</summary>
    internal static object FactsOf(TenantInfo z, IEnumerable<string> municipalities) => new
    {
        z.NameNl,
        z.NameFr,
        z.NameDe,
        z.ShortNl,
        z.ShortFr,
        z.ShortDe,
        Province = z.ProvinceNis,
        z.DocumentLanguages,
        z.DefaultLanguage,
        Modules = z.Modules.ToString(),
        z.ReadsKeptDays,
        z.ConfirmedHitsKeptDays,
        z.PredecessorCodes,
        z.SuccessorCode,
        Municipalities = string.Join(' ', municipalities.Order(StringComparer.Ordinal)),
    };
}
