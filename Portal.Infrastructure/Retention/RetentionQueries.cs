using System.Security.Cryptography.X509Certificates;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;
using Portal.Reports.Verification;
using Portal.Retention.Jobs;
using Portal.Tenants;
using Quartz;

namespace Portal.Retention;

/// <summary>A line of the register.</summary>
/// <param name="Days">In force; 0 where there is no limit.</param>
/// <param name="IsOwn">The zone chose it.</param>
/// <param name="MayChange">The zone may choose, within the bounds of the kind.</param>
/// <param name="NextAt">Next run of the kind's job; null when nothing of it goes by itself here.</param>
/// <param name="Holds">Legal holds in force that concern it.</param>
public sealed record RetentionRow(RetentionKind Kind, int Days, bool IsOwn, bool MayChange, DateTimeOffset? DecidedAt, string? DecidedBy, DateTimeOffset? NextAt, int Holds);

/// <summary>A legal hold as people see it.</summary>
public sealed record HoldRow(Guid Id, string? Kind, Guid? ObjectId, string Reason, string? Reference, string PlacedBy, DateTimeOffset PlacedAt, string? LiftedBy, DateTimeOffset? LiftedAt);

/// <summary>How the signature of a purge record stands.</summary>
public enum PurgeProof
{
    /// <summary>The zone had no seal.</summary>
    NoSeal = 0,

    /// <summary>Signed with a seal of the zone, and nothing was changed since.</summary>
    Holds = 1,

    /// <summary>Intact, but by a seal that the zone does not have (any more).</summary>
    OtherSeal = 2,

    /// <summary>The text, the columns or the signature were changed.</summary>
    Broken = 3,
}

/// <summary>A past run that removed or held something.</summary>
/// <param name="SignedBy">Name in the certificate; null when unsigned or unreadable.</param>
public sealed record PurgeRow(Guid Id, string Kind, int Days, DateTimeOffset Limit, long Removed, long Held, DateTimeOffset RanAt, PurgeProof Proof, string? SignedBy);

/// <summary>The zone's register of how long data stay, its legal holds and what went.</summary>
public sealed class RetentionQueries(IDbContextFactory<PortalDbContext> contexts, ISchedulerFactory schedulers, Purges purges, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user)
{
    public const int PageSize = 25;

    public async Task<IReadOnlyList<RetentionRow>> RegisterAsync(CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var zone = await db.Set<TenantInfo>().AsNoTracking().SingleAsync(z => z.Code == tenant.Code, stop);
        var rules = await db.Set<RetentionRule>().AsNoTracking().ToDictionaryAsync(r => r.Kind, stop);
        var days = rules.ToDictionary(r => r.Key, r => r.Value.Days);
        var holds = await db.Set<LegalHold>().AsNoTracking().Where(h => h.LiftedAt == null).Select(h => h.Kind).ToListAsync(stop);
        var names = await NamesAsync(db, rules.Values.Select(r => (Guid?)r.DecidedBy), stop);
        var scheduler = await schedulers.GetScheduler(stop);
        var rows = new List<RetentionRow>();
        foreach (var kind in RetentionKinds.All)
        {
            var own = kind.IsSetting && !IsFederal(kind) ? rules.GetValueOrDefault(kind.Key) : null;
            rows.Add(new(
                kind, Purges.DaysOf(kind, zone, days), own is not null, kind.IsSetting && !IsFederal(kind), own?.DecidedAt, own is null ? null : names.GetValueOrDefault(own.DecidedBy),
                await NextAsync(scheduler, kind, stop), RetentionKinds.Holdable.Contains(kind) ? holds.Count(h => h is null || h == kind.Key || h == kind.With) : 0));
        }

        return rows;
    }

    /// <summary>What the next run of a kind would do here if it began now; takes as long as the run's questions.</summary>
    /// <param name="days">With so many days instead of those in force, within the bounds.</param>
    public async Task<PurgeCount> CountAsync(RetentionKind kind, int? days = null, CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Read) || !purges.Steps.ContainsKey(kind) || (kind.PortalWide && tenant.Code != TenantInfo.FederalCode)) return PurgeCount.None;
        return await purges.CountAsync(kind, tenant.Code, days is { } number && RetentionRule.Check(kind, number) is null ? number : null, stop);
    }

    /// <summary>Holds, those in force first.</summary>
    public async Task<IReadOnlyList<HoldRow>> HoldsAsync(CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var holds = await db.Set<LegalHold>().AsNoTracking().OrderBy(h => h.LiftedAt != null).ThenByDescending(h => h.PlacedAt).Take(200).ToListAsync(stop);
        var names = await NamesAsync(db, holds.SelectMany(h => new[] { h.PlacedBy, h.LiftedBy }), stop);
        return [.. holds.Select(h => new HoldRow(h.Id, h.Kind, h.ObjectId, h.Reason, h.Reference, names.GetValueOrDefault(h.PlacedBy, "?"), h.PlacedAt, h.LiftedBy is { } by ? names.GetValueOrDefault(by, "?") : null, h.LiftedAt))];
    }

    /// <summary>Records of past runs, the latest first.</summary>
    /// <param name="kind">Key of a kind; null for all.</param>
    /// <param name="before">The last row of the page before.</param>
    public async Task<(IReadOnlyList<PurgeRow> Rows, bool HasMore)> RecordsAsync(string? kind = null, PurgeRow? before = null, int take = PageSize, CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Read)) return ([], false);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = db.Set<PurgeRecord>().AsNoTracking();
        if (kind is not null) found = found.Where(r => r.Kind == kind);
        if (before is not null) found = found.Where(r => r.RanAt < before.RanAt || (r.RanAt == before.RanAt && r.Id.CompareTo(before.Id) < 0));
        var records = await found.OrderByDescending(r => r.RanAt).ThenByDescending(r => r.Id).Take(take + 1).ToListAsync(stop);
        var seals = await db.Set<SealKey>().AsNoTracking().Select(k => k.Certificate).ToListAsync(stop);
        return ([.. records.Take(take).Select(r => RowOf(r, seals))], records.Count > take);
    }

    /// <summary>What was signed and the signature, for whoever verifies without the portal.</summary>
    /// <returns>Null when the zone has no such record.</returns>
    public async Task<(string Statement, byte[]? Signature)?> ProofAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(RetentionPermissions.Read)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<PurgeRecord>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, stop) is { } record ? (record.Statement, record.Signature) : null;
    }

    /// <summary>Days in force here, for pages that say how long something stays; no secret.</summary>
    public async Task<int> DaysAsync(RetentionKind kind, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return Purges.DaysOf(kind, (await zones.FindAsync(tenant.Code, stop))!, await db.Set<RetentionRule>().AsNoTracking().ToDictionaryAsync(r => r.Kind, r => r.Days, stop));
    }

    /// <summary>Chosen with the zone's other facts, by the federal police.</summary>
    static bool IsFederal(RetentionKind kind) => kind == RetentionKinds.Reads || kind == RetentionKinds.HitCopies;

    async Task<DateTimeOffset?> NextAsync(IScheduler scheduler, RetentionKind kind, CancellationToken stop)
    {
        var goes = kind == RetentionKinds.Pictures ? RetentionKinds.Reads : kind;
        if (!purges.Steps.ContainsKey(goes) || (goes.PortalWide && tenant.Code != TenantInfo.FederalCode)) return null;
        return (await scheduler.GetTriggersOfJob(new JobKey(PurgeJob.NameOf(goes)), stop)).Select(t => t.NextFireTimeUtc).Where(t => t is not null).Min();
    }

    static PurgeRow RowOf(PurgeRecord record, List<byte[]> seals)
    {
        var (proof, name) = Judge(record, seals);
        return new(record.Id, record.Kind, record.Days, record.LimitAt, record.Removed, record.Held, record.RanAt, proof, name);
    }

    static (PurgeProof, string?) Judge(PurgeRecord record, List<byte[]> seals)
    {
        if (!PurgeStatement.Agrees(record)) return (PurgeProof.Broken, null);
        if (record.Signature is not { } signature) return (PurgeProof.NoSeal, null);
        var verdict = CmsVerifier.Verify(signature, Encoding.UTF8.GetBytes(record.Statement), []);
        if (!verdict.Intact || !verdict.NamesItsCertificate || verdict.Signer is not { } signer) return (PurgeProof.Broken, null);
        return (seals.Exists(s => s.AsSpan().SequenceEqual(signer.RawData)) ? PurgeProof.Holds : PurgeProof.OtherSeal, signer.GetNameInfo(X509NameType.SimpleName, false));
    }

    static async Task<Dictionary<Guid, string>> NamesAsync(PortalDbContext db, IEnumerable<Guid?> people, CancellationToken stop)
    {
        List<Guid> ids = [.. people.OfType<Guid>().Distinct()];
        return await db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
    }
}
