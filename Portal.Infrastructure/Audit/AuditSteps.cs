using Microsoft.EntityFrameworkCore;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Retention;

namespace Portal.Audit;

/// <summary>The beginning of the chain goes at the limit, up to a signed anchor, day by day. Any hold on the audit holds all of it: the chain has no holes.</summary>
public sealed class AuditStep(IDatabaseProvider database) : IRetentionStep
{
    public RetentionKind Kind => RetentionKinds.Audit;

    public async Task<PurgeCount> CountAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var old = await db.Set<AuditLine>().LongCountAsync(l => l.DoneAt < scope.Limit, stop);
        var last = await Anchors(scope, db).OrderByDescending(a => a.Sequence).Select(a => (long?)a.Sequence).FirstOrDefaultAsync(stop);
        var proved = last is null ? 0 : await db.Set<AuditLine>().LongCountAsync(l => l.Sequence <= last, stop);
        return await IsHeldAsync(scope, db, stop) ? new(0, proved, old - proved) : new(proved, 0, old - proved);
    }

    public async Task<PurgeCount> RemoveAsync(PurgeScope scope, CancellationToken stop)
    {
        var before = await CountAsync(scope, stop);
        if (before.Removed == 0) return before;
        await using var db = await scope.OpenAsync(stop);
        var removed = 0L;
        foreach (var day in await Anchors(scope, db).OrderBy(a => a.Sequence).ThenBy(a => a.Day).Select(a => new { a.Day, a.Sequence }).ToListAsync(stop))
        {
            if (!await db.Set<AuditLine>().AnyAsync(l => l.Sequence == day.Sequence, stop)) continue; // a day on which nothing was done
            removed += scope.Went((int)(await database.CutAuditAsync(db, day.Day, stop)).Removed);
        }

        return before with { Removed = removed };
    }

    /// <summary>Signed anchors before which everything reached its limit.</summary>
    static IQueryable<AuditAnchor> Anchors(PurgeScope scope, PortalDbContext db) =>
        db.Set<AuditAnchor>().Where(a => a.Signature != null && a.Day < scope.LimitOn && !db.Set<AuditLine>().Any(l => l.Sequence <= a.Sequence && l.DoneAt >= scope.Limit));

    /// <summary>As the database asks: a hold on a part of the words holds the lines too.</summary>
    static async Task<bool> IsHeldAsync(PurgeScope scope, PortalDbContext db, CancellationToken stop) =>
        await scope.AllHeldAsync(db, stop) || await db.Set<LegalHold>().AnyAsync(h => h.LiftedAt == null && (h.Kind == "audit" || h.Kind == "audit-contents"), stop);
}

/// <summary>What the audit says in words goes, the lines stay and remain verifiable. A hold names a line, what it is about, or who did it.</summary>
public sealed class AuditContentsStep(IDatabaseProvider database) : IRetentionStep
{
    static readonly TimeSpan Slice = TimeSpan.FromDays(30);

    public RetentionKind Kind => RetentionKinds.AuditContents;

    static IQueryable<AuditLine> Due(PurgeScope scope, PortalDbContext db) => db.Set<AuditLine>().Where(l => l.Sequence != null && l.DoneAt < scope.Limit && l.Content != null).IgnoreAutoIncludes();

    public async Task<PurgeCount> CountAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var all = await Due(scope, db).LongCountAsync(stop);
        if (await scope.AllHeldAsync(db, stop) || await db.Set<LegalHold>().AnyAsync(h => h.LiftedAt == null && h.Kind == "audit" && h.ObjectId == null, stop)) return new(0, all, 0);
        var holds = db.Set<LegalHold>().Where(h => h.LiftedAt == null && h.ObjectId != null);
        var held = await Due(scope, db).LongCountAsync(l => holds.Any(h => h.ObjectId == l.Id || h.ObjectId == l.ObjectId || h.ObjectId == l.PersonId), stop);
        return new(all - held, held, 0);
    }

    public async Task<PurgeCount> RemoveAsync(PurgeScope scope, CancellationToken stop)
    {
        var before = await CountAsync(scope, stop);
        if (before.Removed == 0) return before;
        await using var db = await scope.OpenAsync(stop);
        var (removed, first) = (0L, await Due(scope, db).MinAsync(l => l.DoneAt, stop));
        for (var until = first + Slice; ; until += Slice)
        {
            removed += scope.Went((int)(await database.EraseAuditContentsAsync(db, until < scope.Limit ? until : scope.Limit, stop)).Removed);
            if (until >= scope.Limit) return before with { Removed = removed };
        }
    }
}
