using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Tenants;
using Quartz;

namespace Portal.Identity.Reviews.Jobs;

/// <summary>Each morning, zone by zone: opens the review of the quarter, and takes the step that is due in one that is open. Run again it changes nothing.</summary>
[DisallowConcurrentExecution]
public sealed class KeepReviewsJob(IServiceScopeFactory scopes, ZoneDirectory zones, ILogger<KeepReviewsJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await RunAsync(cancellationToken);

    public async Task RunAsync(CancellationToken stop)
    {
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(stop)).Values.Where(z => z.State == ZoneState.Active).Select(z => z.Code))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone);
                if (await scope.ServiceProvider.GetRequiredService<ReviewOpening>().OpenAsync(stop)) log.LogInformation("Zone {Zone}: the rights review of the quarter is open", zone);
                if (await scope.ServiceProvider.GetRequiredService<ReviewKeeping>().KeepAsync(stop) is not ReviewStep.None and var step) log.LogInformation("Zone {Zone}: rights review: {Step}", zone, step);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                log.LogError(fault, "Zone {Zone}: the rights review could not be looked after", zone);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }
}
