using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Anpr.Pictures;
using Portal.Persistence.Providers;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Anpr.Ingest;

/// <summary>Reads and their pictures: whole days where no zone keeps them longer or holds them, otherwise an hour of one zone after the other. A hold names a camera.</summary>
public sealed class ReadsStep(IDatabaseProvider database, ZoneDirectory zones, PictureFiles files, TimeProvider clock, ILogger<ReadsStep> log) : IRetentionStep
{
    public RetentionKind Kind => RetentionKinds.Reads;

    public async Task<IReadOnlyDictionary<string, long>> RemoveForAllAsync(CancellationToken stop)
    {
        var all = await zones.NowAsync(stop);
        var first = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(all.Count == 0 ? -TenantInfo.MaxReadsKeptDays : -all.Values.Max(z => z.ReadsKeptDays));
        var removed = new Dictionary<string, long>();
        foreach (var day in (await database.ReadDaysAsync(stop)).Where(d => d < first))
        {
            if (await database.DropReadDayAsync(day, stop) is not { } gone)
            {
                log.LogInformation("Reads of {Day} stay as a whole: some of them are held", day);
                continue;
            }

            foreach (var (zone, rows) in gone) removed[zone] = removed.GetValueOrDefault(zone) + rows;
        }

        return removed;
    }

    /// <summary>As a hold upon a kind that goes with reads holds its own rows alone, pictures are asked for by their own kind.</summary>
    static PurgeScope PicturesOf(PurgeScope scope) => new(scope.Services, scope.Tenant, RetentionKinds.Pictures, scope.Days, scope.Now);

    public async Task<PurgeCount> CountAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var pictures = PicturesOf(scope);
        var (reads, seen) = (db.Set<PlateRead>().Where(r => r.CapturedAt < scope.Limit), db.Set<ReadPicture>().Where(r => r.CapturedAt < scope.Limit));
        var free = await reads.LongCountAsync(scope.IsFree<PlateRead>(db, r => r.CameraId), stop) + await seen.LongCountAsync(pictures.IsFree<ReadPicture>(db, r => r.CameraId), stop);
        var all = await reads.LongCountAsync(stop) + await seen.LongCountAsync(stop);
        return new(free, all - free, 0);
    }

    public async Task<PurgeCount> RemoveAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var removed = 0L;
        for (; ; )
        {
            // Both tables by the same hour, so that a run that is stopped leaves no read without its pictures but in one hour.
            var reads = db.Set<PlateRead>().Where(r => r.CapturedAt < scope.Limit).Where(scope.IsFree<PlateRead>(db, r => r.CameraId));
            var pictures = db.Set<ReadPicture>().Where(r => r.CapturedAt < scope.Limit).Where(PicturesOf(scope).IsFree<ReadPicture>(db, r => r.CameraId));
            var firsts = new[] { await reads.MinAsync(r => (DateTimeOffset?)r.CapturedAt, stop), await pictures.MinAsync(r => (DateTimeOffset?)r.CapturedAt, stop) };
            if (firsts.Min() is not { } first) break;
            var until = first.AddHours(1);
            removed += scope.Went(await pictures.Where(p => p.CapturedAt < until).ExecuteDeleteAsync(stop));
            removed += scope.Went(await reads.Where(r => r.CapturedAt < until).ExecuteDeleteAsync(stop));
        }

        await db.Set<ServerTimedRead>().Where(r => r.CapturedAt < scope.Limit).Where(scope.IsFree<ServerTimedRead>(db, r => r.CameraId)).ExecuteDeleteAsync(stop);
        var left = await CountAsync(scope, stop);
        // Last: a folder that is away fails the run, when the database has been seen to. Files of a zone with any hold on reads or pictures stay.
        if (left.Held == 0 && !await PicturesOf(scope).Holds(db).AnyAsync(stop) && !await PicturesOf(scope).AllHeldAsync(db, stop))
            files.RemoveReadsBefore(scope.Tenant.Code, scope.Tenant.State == ZoneState.Erased ? scope.Now : scope.Limit);
        return new(removed, left.Held, 0);
    }
}
