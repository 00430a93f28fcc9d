using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Anpr.Hits;
using Portal.Anpr.Pictures;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;
using Quartz;

namespace Portal.Anpr.Ingest.Jobs;

/// <summary>Each day and at start: a place for the reads of the days to come, and no read older than its zone's limit.</summary>
[DisallowConcurrentExecution]
public sealed class KeepReadDaysJob(IServiceScopeFactory scopes, IDatabaseProvider database, ZoneDirectory zones, PictureFiles files, TimeProvider clock, ILogger<KeepReadDaysJob> log) : IJob
{
    const int DaysAhead = 7;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var today = DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime);
        var all = await zones.NowAsync(cancellationToken);
        var longest = all.Count == 0 ? 30 : all.Values.Max(z => z.ReadsKeptDays);
        await database.KeepReadDaysAsync(today.AddDays(-longest), longest + DaysAhead, cancellationToken);
        foreach (var day in (await database.ReadDaysAsync(cancellationToken)).Where(d => d < today.AddDays(-longest)))
        {
            var gone = await database.DropReadDayAsync(day, cancellationToken);
            if (gone is null) log.LogInformation("Reads of {Day} stay: a zone of which nothing may be deleted has some", day);
            else log.LogInformation("Reads of {Day} removed: {Reads}", day, gone);
        }

        var deletable = all.Values.Where(z => ZoneStates.MayDelete(z.State)).ToList();
        foreach (var zone in deletable) await PurgeZoneAsync(zone, cancellationToken);
        if (deletable.Count == all.Count) files.RemoveDaysBefore(today.AddDays(-longest)); // last: a folder that is away fails the job, when the database has been seen to
        foreach (var zone in deletable) await RemoveFilesAsync(zone, cancellationToken);
    }

    /// <summary>What goes with its age within one zone: reads beyond the zone's own limit, hits without a decision to keep them, kept hits at their end, quarantine.</summary>
    async Task PurgeZoneAsync(TenantInfo zone, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone.Code);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var (limit, today) = (now.AddDays(-zone.ReadsKeptDays), Brussels.DayOf(now));
        var hits = await db.Set<Hit>().Where(h => (h.State != HitState.Confirmed && h.CapturedAt < limit) || h.KeptUntilOn < today).ExecuteDeleteAsync(stop);
        await db.Set<ReadPicture>().Where(p => p.CapturedAt < limit).ExecuteDeleteAsync(stop);
        var reads = await db.Set<PlateRead>().Where(r => r.CapturedAt < limit).ExecuteDeleteAsync(stop);
        await db.Set<ServerTimedRead>().Where(r => r.CapturedAt < limit).ExecuteDeleteAsync(stop);
        var messages = await db.Set<QuarantinedMessage>().Where(m => m.LastReceivedAt < limit).ExecuteDeleteAsync(stop);
        if (hits + reads + messages > 0) log.LogInformation("Zone {Zone}: {Reads} reads, {Hits} hits and {Messages} quarantined messages reached their limit", zone.Code, reads, hits, messages);
    }

    /// <summary>Pictures in the shared folder: of reads beyond the zone's limit, and of hits that have none any more.</summary>
    async Task RemoveFilesAsync(TenantInfo zone, CancellationToken stop)
    {
        files.RemoveReadsBefore(zone.Code, zone.State == ZoneState.Erased ? clock.GetUtcNow() : clock.GetUtcNow().AddDays(-zone.ReadsKeptDays));
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone.Code);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        foreach (var some in files.HitsWithFiles(zone.Code).Chunk(500))
        {
            var kept = await db.Set<HitPicture>().Where(p => some.Contains(p.HitId)).Select(p => p.HitId).Distinct().ToListAsync(stop);
            foreach (var gone in some.Except(kept)) files.RemoveHit(zone.Code, gone);
        }
    }
}
