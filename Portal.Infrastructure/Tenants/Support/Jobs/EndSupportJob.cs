using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Quartz;

namespace Portal.Tenants.Support.Jobs;

/// <summary>Each minute: notes which support accesses are over by themselves. Nobody is in because this is late: the door looks at the time.</summary>
[DisallowConcurrentExecution]
public sealed class EndSupportJob(IServiceScopeFactory scopes, ILogger<EndSupportJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await RunAsync(cancellationToken);

    public async Task RunAsync(CancellationToken stop)
    {
        var faults = new List<Exception>();
        foreach (var (zone, id) in await InAsync(TenantInfo.FederalCode, s => s.GetRequiredService<SupportQueries>().ToBeNotedAsync(stop)))
        {
            try
            {
                await InAsync(zone, async s =>
                {
                    await s.GetRequiredService<SupportService>().NoteEndAsync(id, stop);
                    return true;
                });
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                log.LogError(fault, "Zone {Zone}: the end of support access {Access} could not be noted", zone, id);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }

    async Task<T> InAsync<T>(string tenant, Func<IServiceProvider, Task<T>> run)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(tenant);
        return await run(scope.ServiceProvider);
    }
}
