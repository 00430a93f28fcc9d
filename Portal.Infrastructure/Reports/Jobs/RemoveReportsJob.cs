using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Reports.Jobs;

/// <summary>Each day: reports that have reached the last day on which they are kept go, with their files. Their numbers are not given again.</summary>
[DisallowConcurrentExecution]
public sealed class RemoveReportsJob(IServiceScopeFactory scopes, ZoneDirectory zones, TimeProvider clock, ILogger<RemoveReportsJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var today = Brussels.DayOf(clock.GetUtcNow());
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(cancellationToken)).Values)
        {
            try
            {
                if (!(await zones.NowAsync(cancellationToken)).TryGetValue(zone.Code, out var current) || !ZoneStates.MayDelete(current.State)) continue;
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone.Code);
                await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
                var gone = await db.Set<Report>().Where(r => r.KeptUntilOn < today).ExecuteDeleteAsync(cancellationToken);
                if (gone > 0) log.LogInformation("Zone {Zone}: {Reports} reports reached the end of their retention", zone.Code, gone);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One zone's fault must not hold up the zones behind it.
                log.LogError(fault, "Removing reports of zone {Zone} failed", zone.Code);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }
}
