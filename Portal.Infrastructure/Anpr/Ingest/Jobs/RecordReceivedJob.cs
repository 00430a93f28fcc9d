using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Tenants;
using Quartz;

namespace Portal.Anpr.Ingest.Jobs;

/// <summary>Every hour: what the sources of each zone brought in the hours that are over goes into the zone's audit.</summary>
[DisallowConcurrentExecution]
public sealed class RecordReceivedJob(IServiceScopeFactory scopes, ZoneDirectory zones, ILogger<RecordReceivedJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(cancellationToken)).Keys.Order(StringComparer.Ordinal))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone);
                await scope.ServiceProvider.GetRequiredService<ReceivedBatches>().RecordAsync(cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One zone's fault must not hold up the zones behind it.
                log.LogError(fault, "Zone {Zone}: what its sources brought could not be written into the audit", zone);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }
}
