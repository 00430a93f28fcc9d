using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Tenants;
using Quartz;

namespace Portal.Audit.Watch;

/// <summary>Each morning: looks at the day before, and at the days that were missed while the portal was down, a week back at most.</summary>
[DisallowConcurrentExecution]
public sealed class FindUnusualUseJob(IServiceScopeFactory scopes, ZoneDirectory zones, TimeProvider clock, ILogger<FindUnusualUseJob> log) : IJob
{
    const int DaysBack = 7;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var today = Brussels.DayOf(clock.GetUtcNow());
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(cancellationToken)).Values.Where(z => ZoneStates.IsOpen(z.State)))
        {
            try
            {
                for (var day = today.AddDays(-DaysBack); day < today; day = day.AddDays(1))
                {
                    await using var scope = scopes.CreateAsyncScope();
                    scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone.Code);
                    await scope.ServiceProvider.GetRequiredService<UnusualUseFinder>().LookAtAsync(day, cancellationToken);
                }
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One zone's fault must not hold up the zones behind it.
                log.LogError(fault, "Looking for unusual use in zone {Zone} failed", zone.Code);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }
}
