using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Pictures;
using Portal.Common;
using Portal.Retention;

namespace Portal.Anpr.Hits;

/// <summary>Confirmed hits with the copies they keep: to the last day said at the confirmation, or earlier when the limit was made shorter since.</summary>
public sealed class HitCopiesStep(PictureFiles files) : IRetentionStep
{
    readonly RowsStep rows = new(RetentionKinds.HitCopies, new PurgedRows<Hit>(h => h.Id, (p, _) =>
    {
        var (today, first) = (Brussels.DayOf(p.Now), Brussels.StartOf(p.LimitOn));
        return h => h.State == HitState.Confirmed && (h.KeptUntilOn < today || h.DecidedAt < first);
    }));

    public RetentionKind Kind => RetentionKinds.HitCopies;

    public Task<PurgeCount> CountAsync(PurgeScope scope, CancellationToken stop) => rows.CountAsync(scope, stop);

    public async Task<PurgeCount> RemoveAsync(PurgeScope scope, CancellationToken stop)
    {
        var count = await rows.RemoveAsync(scope, stop);
        await using var db = await scope.OpenAsync(stop);
        if (await scope.AllHeldAsync(db, stop)) return count;
        // Pictures in the shared folder, of hits that have none any more: a hit may also have lost its copy by being opened again.
        foreach (var some in files.HitsWithFiles(scope.Tenant.Code).Chunk(500))
        {
            var kept = await db.Set<HitPicture>().Where(p => some.Contains(p.HitId)).Select(p => p.HitId).Distinct().ToListAsync(stop);
            foreach (var gone in some.Except(kept)) files.RemoveHit(scope.Tenant.Code, gone);
        }

        return count;
    }
}
