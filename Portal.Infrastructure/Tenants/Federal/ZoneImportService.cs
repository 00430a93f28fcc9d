using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants.Federal;

/// <summary>What a row of a file would do.</summary>
public enum ImportEffect
{
    New,
    Changed,
    Unchanged,

    /// <summary>The code is missing, and nothing else is wrong.</summary>
    CodeMissing,
    Faulty,
}

/// <summary>One field that would change; empty texts where nothing stands.</summary>
/// <param name="Column">As files call it.</param>
public sealed record FieldDifference(string Column, string Before, string After);

/// <param name="Version">Of the zone that is there; null when it is new.</param>
/// <param name="IsCompleted">Its code was completed by hand.</param>
public sealed record ImportRow(int Number, string Code, string Name, ImportEffect Effect, IReadOnlyList<FieldDifference> Differences, IReadOnlyList<ColumnProblem> Problems, string Note, int? Version, bool IsCompleted);

/// <param name="Ignored">Headers of columns that the portal has no use for.</param>
public sealed record ImportPreview(IReadOnlyList<ImportRow> Rows, IReadOnlyList<string> Ignored)
{
    public int Count(ImportEffect effect) => Rows.Count(r => r.Effect == effect);
}

/// <summary>Takes zones from a list: shows first what would happen, then saves what was chosen, all of it or nothing.</summary>
public sealed class ZoneImportService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, CurrentUser user, AuditTrail audit)
{
    sealed record Plan(ZoneFileRow Row, TenantInfo? Zone, List<ZoneMunicipality> Known, ImportRow Shown);

    /// <param name="completed">Codes that somebody completed by hand, by number of the row.</param>
    public async Task<Result<ImportPreview>> PreviewAsync(byte[] content, IReadOnlyDictionary<int, string> completed, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageZones)) return Error.Forbidden;
        var file = ZoneFile.Read(content, completed);
        if (!file.Succeeded) return file.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return new ImportPreview([.. (await PlanAsync(db, file.Value, completed, stop)).Select(p => p.Shown)], file.Value.Ignored);
    }

    /// <summary>Saves the chosen rows in one transaction.</summary>
    /// <param name="chosen">The version that the person saw, by number of the row; null for a new zone.</param>
    /// <param name="working">New zones work at once; else they are being set up.</param>
    /// <returns>How many zones came or changed.</returns>
    public async Task<Result<int>> ApplyAsync(byte[] content, IReadOnlyDictionary<int, string> completed, IReadOnlyDictionary<int, int?> chosen, bool working, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageZones)) return Error.Forbidden;
        var file = ZoneFile.Read(content, completed);
        if (!file.Succeeded) return file.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var done = 0;
        foreach (var plan in (await PlanAsync(db, file.Value, completed, stop)).Where(p => chosen.ContainsKey(p.Row.Number)))
        {
            if (plan.Shown.Version != chosen[plan.Row.Number]) return ZoneErrors.ChangedMeanwhile;
            if (plan.Shown.Effect is not (ImportEffect.New or ImportEffect.Changed)) continue;
            if (Apply(db, plan, working) is { } wrong) return wrong;
            done++;
        }

        if (await db.TrySaveAsync(database, ZoneErrors.ChangedMeanwhile, ZoneErrors.CodeTaken, stop) is { } error) return error;
        zones.Forget();
        return done;
    }

    Error? Apply(PortalDbContext db, Plan plan, bool working)
    {
        var (row, zone) = (plan.Row, plan.Zone);
        if (zone is null)
        {
            var made = TenantInfo.Found(TenantKind.Zone, row.Code, row.Upon(new()), working ? ZoneState.Active : ZoneState.Preparing, plan.Shown.IsCompleted);
            if (!made.Succeeded) return made.Error;
            zone = made.Value;
            db.Add(zone);
        }
        else if (zone.Describe(row.Upon(zone.Facts)) is { Succeeded: false } refused)
        {
            return refused.Error;
        }

        if (row.Municipalities is { } places) ZoneService.Replace(db, zone.Code, plan.Known, places.ToHashSet());
        audit.Record(db, ZoneActions.Imported, nameof(TenantInfo), zone.AuditId, details: new { code = zone.Code, row = row.Number, isNew = plan.Zone is null, state = zone.State.ToString(), changes = plan.Shown.Differences });
        return null;
    }

    static async Task<List<Plan>> PlanAsync(PortalDbContext db, ZoneFile file, IReadOnlyDictionary<int, string> completed, CancellationToken stop)
    {
        var known = await db.Set<TenantInfo>().ToDictionaryAsync(z => z.Code, stop);
        var places = (await db.Set<ZoneMunicipality>().ToListAsync(stop)).ToLookup(m => m.ZoneCode);
        var codes = file.Rows.Select(r => r.Code).ToHashSet();
        return [.. file.Rows.Select(row => PlanOf(row, known, places, codes, completed))];
    }

    static Plan PlanOf(ZoneFileRow row, Dictionary<string, TenantInfo> known, ILookup<string, ZoneMunicipality> places, HashSet<string> codes, IReadOnlyDictionary<int, string> completed)
    {
        // A row without a code whose municipalities are those of a zone that was completed by hand before is that zone.
        if (row.Code == "" && row.Municipalities is { Count: > 0 } theirs
            && known.Values.FirstOrDefault(z => z.IsProvisional && !codes.Contains(z.Code) && places[z.Code].Select(m => m.NisCode).ToHashSet().SetEquals(theirs.Select(m => m.NisCode))) is { } earlier)
            row = row with { Code = earlier.Code, Problems = [.. row.Problems.Where(p => p.Error != ZoneErrors.RowCodeMissing)] };
        var zone = known.GetValueOrDefault(row.Code);
        var now = row.Code == "" ? [] : places[row.Code].ToList();
        var problems = row.Problems.ToList();
        var byHand = row.Told["code"] == "" && completed.ContainsKey(row.Number);
        if (zone is null) problems.AddRange(row.Missing());
        // A code by hand is a guess: it never changes a zone whose code is known to be its own.
        if (zone is { Kind: not TenantKind.Zone } || (byHand && zone is { IsProvisional: false })) problems.Add(new("code", ZoneErrors.CodeTaken));
        var before = zone?.Facts ?? new ZoneFacts() with { DocumentLanguages = "" };
        var after = row.Upon(zone?.Facts ?? new());
        var differences = problems.Count > 0 ? [] : Differences(before, after, now, row.Municipalities);
        if (zone?.State == ZoneState.Erased && differences.Count > 0) problems.Add(new("code", ZoneErrors.IsErased));
        var effect = problems.Count > 0 ? problems.TrueForAll(p => p.Error == ZoneErrors.RowCodeMissing) ? ImportEffect.CodeMissing : ImportEffect.Faulty
            : zone is null ? ImportEffect.New : differences.Count > 0 ? ImportEffect.Changed : ImportEffect.Unchanged;
        var name = string.Join(" / ", new[] { "name_nl", "name_fr", "name_de" }.Select(c => row.Told.GetValueOrDefault(c)).Where(n => !string.IsNullOrEmpty(n)).Distinct());
        return new(row, zone, now, new(row.Number, row.Code, name, effect, differences, problems, row.Note, zone?.Version, zone is null && byHand));
    }

    static List<FieldDifference> Differences(ZoneFacts before, ZoneFacts after, List<ZoneMunicipality> known, IReadOnlyList<(string NisCode, string Name)>? told)
    {
        static string Places(IEnumerable<(string NisCode, string Name)> all) => string.Join("; ", all.OrderBy(m => m.NisCode, StringComparer.Ordinal).Select(m => $"{m.NisCode} {m.Name}"));
        var now = known.Select(m => (m.NisCode, m.Name)).ToList();
        List<FieldDifference> all =
        [
            new("name_nl", before.NameNl ?? "", after.NameNl ?? ""), new("name_fr", before.NameFr ?? "", after.NameFr ?? ""), new("name_de", before.NameDe ?? "", after.NameDe ?? ""),
            new("short_nl", before.ShortNl ?? "", after.ShortNl ?? ""), new("short_fr", before.ShortFr ?? "", after.ShortFr ?? ""), new("short_de", before.ShortDe ?? "", after.ShortDe ?? ""),
            new("main_language", before.DocumentLanguages, after.DocumentLanguages), new("default_language", before.DefaultLanguage ?? "", after.DefaultLanguage ?? ""), new("province_nis", before.ProvinceNis ?? "", after.ProvinceNis ?? ""),
            new("predecessor_codes", before.PredecessorCodes ?? "", after.PredecessorCodes ?? ""), new("municipality_nis", Places(now), Places(told ?? now)),
        ];
        return [.. all.Where(d => d.Before != d.After)];
    }
}
