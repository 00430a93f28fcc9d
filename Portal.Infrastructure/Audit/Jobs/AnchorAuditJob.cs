using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Tenants;
using Quartz;

namespace Portal.Audit.Jobs;

/// <summary>Each day, after midnight in Belgium: closes yesterday in the audit of every tenant, and the days that were missed.</summary>
[DisallowConcurrentExecution]
public sealed class AnchorAuditJob(IServiceScopeFactory scopes, ZoneDirectory zones, ILogger<AnchorAuditJob> log) : IJob
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
                if (await scope.ServiceProvider.GetRequiredService<AuditAnchoring>().AnchorAsync(cancellationToken) is > 0 and var made) log.LogInformation("Zone {Zone}: {Anchors} days of the audit closed", zone, made);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One zone's fault must not hold up the zones behind it.
                log.LogError(fault, "Zone {Zone}: the day of the audit could not be closed", zone);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }
}
