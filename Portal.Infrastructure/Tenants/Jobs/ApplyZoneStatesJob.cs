using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Tenants.Federal;
using Quartz;

namespace Portal.Tenants.Jobs;

/// <summary>Every quarter of an hour and at start: zones move to the state that was decided for this day or for one that passed while the portal stood still.</summary>
[DisallowConcurrentExecution]
public sealed class ApplyZoneStatesJob(IServiceScopeFactory scopes, ILogger<ApplyZoneStatesJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(TenantInfo.FederalCode);
        var moved = await scope.ServiceProvider.GetRequiredService<ZoneStateService>().ApplyDueAsync(stop: cancellationToken);
        if (moved > 0) log.LogInformation("{Zones} zones moved to the state decided for today", moved);
    }
}
