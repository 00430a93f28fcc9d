using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Identity.Access.Jobs;

/// <summary>Looks after requests: decisions that nobody carries out go on.</summary>
[DisallowConcurrentExecution]
public sealed class TendAccessJob(IServiceScopeFactory scopes, ZoneDirectory zones, ILogger<TendAccessJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TendAsync(context.Scheduler, cancellationToken);

    public async Task TendAsync(IScheduler scheduler, CancellationToken stop)
    {
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(stop)).Values)
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone.Code);
                await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
                if (ZoneStates.TakesDecisions(zone.State)) await GoOnAsync(zone.Code, db, scheduler, stop);
                else await EndAsync(zone, db, scope.ServiceProvider.GetRequiredService<AccessDecisions>(), stop);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                // One zone's fault must not hold up the zones behind it.
                log.LogError(fault, "Looking after requests of zone {Zone} failed", zone.Code);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }

    /// <summary>Starts again what a person wants and nobody works on: the node died and the scheduler lost its run.</summary>
    async Task GoOnAsync(string zone, PortalDbContext db, IScheduler scheduler, CancellationToken stop)
    {
        var waiting = await db.Set<AccessRun>().Where(r => r.FinishedAt == null && r.StoppedAt == null).Select(r => r.Id).ToListAsync(stop);
        if (waiting.Count == 0) return;
        var runs = new List<string>();
        foreach (var trigger in await scheduler.GetTriggersOfJob(new JobKey(nameof(DecideRequestsJob)), stop))
        {
            if (await scheduler.GetTriggerState(trigger.Key, stop) != TriggerState.Error && trigger.JobDataMap.TryGetValue(SchedulerConstants.JobInput, out var input)) runs.Add(input?.ToString() ?? "");
        }

        foreach (var id in waiting.Where(id => !runs.Exists(r => r.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase))))
        {
            log.LogWarning("Nobody works on decision {Run} of zone {Zone}: it is started again", id, zone);
            await scheduler.TriggerJob(new JobKey(nameof(DecideRequestsJob)), new DecideRequests(zone, id), stop);
        }
    }

    /// <summary>Nobody decides in this zone now; should it open again, nobody expects a decision of long ago to go on.</summary>
    static async Task EndAsync(TenantInfo zone, PortalDbContext db, AccessDecisions decisions, CancellationToken stop)
    {
        var waiting = await db.Set<AccessRun>().Where(r => r.FinishedAt == null && r.StoppedAt == null).ToListAsync(stop);
        foreach (var run in waiting) decisions.End(db, run, zone.State);
        if (waiting.Count > 0) await db.SaveChangesAsync(stop);
    }
}
