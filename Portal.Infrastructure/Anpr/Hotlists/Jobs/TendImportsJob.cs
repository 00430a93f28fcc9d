using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Anpr.Hotlists.Jobs;

/// <summary>Looks after imports: those that nobody works on go on.</summary>
[DisallowConcurrentExecution]
public sealed class TendImportsJob(IServiceScopeFactory scopes, ZoneDirectory zones, ILogger<TendImportsJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TendAsync(context.Scheduler, cancellationToken);

    public async Task TendAsync(IScheduler scheduler, CancellationToken stop)
    {
        foreach (var zone in (await zones.NowAsync(stop)).Keys)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone);
            var contexts = scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>();
            await GoOnAsync(zone, contexts, scheduler, stop);
        }
    }

    /// <summary>Starts again what a person wants and nobody works on: the node died and the scheduler lost its run. An import that somebody works on after all comes to no harm.</summary>
    async Task GoOnAsync(string zone, IDbContextFactory<PortalDbContext> contexts, IScheduler scheduler, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var waiting = await db.Set<HotlistImport>().Where(i => i.State == ImportState.Queued || i.State == ImportState.Running).OrderBy(i => i.Id).Select(i => i.Id).ToListAsync(stop);
        if (waiting.Count == 0) return;
        var runs = await RunsAsync(scheduler, stop);
        foreach (var id in waiting.Where(id => !runs.Exists(r => r.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase))))
        {
            log.LogWarning("Nobody works on import {Import} of zone {Zone}: it is started again", id, zone);
            await scheduler.TriggerJob(new JobKey(nameof(ImportHotlistJob)), new ImportHotlist(zone, id), stop);
        }
    }

    /// <summary>Inputs of the runs that wait, are under way on any node or are to be recovered: a trigger stays until its run has ended.</summary>
    static async Task<List<string>> RunsAsync(IScheduler scheduler, CancellationToken stop)
    {
        var runs = new List<string>();
        foreach (var trigger in await scheduler.GetTriggersOfJob(new JobKey(nameof(ImportHotlistJob)), stop))
        {
            if (await scheduler.GetTriggerState(trigger.Key, stop) != TriggerState.Error && trigger.JobDataMap.TryGetValue(SchedulerConstants.JobInput, out var input)) runs.Add(input?.ToString() ?? "");
        }

        return runs;
    }
}
