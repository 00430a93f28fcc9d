using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Tenants.Federal;
using Portal.Tenants.Support;
using Quartz;

namespace Portal.Tenants.Jobs;

/// <summary>At start and every five minutes: what one tenant decided about another is told there, when the node that decided it died between the two saves.</summary>
[DisallowConcurrentExecution]
public sealed class TellTenantsJob(IServiceScopeFactory scopes, ZoneDirectory zones, ILogger<TellTenantsJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TellAsync(cancellationToken);

    /// <returns>How many things were told.</returns>
    /// <exception cref="AggregateException">Tenants that failed; the others are looked after.</exception>
    public async Task<int> TellAsync(CancellationToken stop)
    {
        var told = 0;
        var faults = new List<Exception>();
        foreach (var zone in (await zones.AllAsync(stop)).Values.Where(z => z.Kind is TenantKind.Zone or TenantKind.FederalPolice))
        {
            try
            {
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone.Code);
                var services = scope.ServiceProvider;
                told += await services.GetRequiredService<SupportTelling>().MakeUpAsync(stop);
                told += zone.Kind == TenantKind.Zone ? await services.GetRequiredService<GrantTelling>().MakeUpAsync(stop) : await services.GetRequiredService<ZoneStateService>().MakeUpAsync(stop);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                log.LogError(fault, "What tenant {Tenant} decided could not be told to others; tried again with the next run", zone.Code);
                faults.Add(fault);
            }
        }

        if (told > 0) log.LogWarning("{Count} decisions were told to other tenants later than they were made", told);
        return faults.Count == 0 ? told : throw new AggregateException(faults);
    }
}
