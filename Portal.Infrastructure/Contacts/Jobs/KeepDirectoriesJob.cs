using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Contacts.Jobs;

/// <summary>Each day, just after midnight in Belgium: who worked the last day yesterday leaves the published directories, who begins today enters them. Under legal hold a directory stays as it is.</summary>
[DisallowConcurrentExecution]
public sealed class KeepDirectoriesJob(IServiceScopeFactory scopes, ZoneDirectory zones, ILogger<KeepDirectoriesJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(cancellationToken)).Values.Where(z => ZoneStates.MayDelete(z.State)).Select(z => z.Code))
        {
            try
            {
                await KeepAsync(zone, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                log.LogError(fault, "Zone {Zone}: the published directory does not follow the day", zone);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }

    async Task KeepAsync(string zone, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        if (!await db.Set<ZonePolicy>().AsNoTracking().AnyAsync(p => p.PublishesDirectory, stop)) return;
        await scope.ServiceProvider.GetRequiredService<DirectoryCards>().RewriteAsync(db, publish: true, stop);
        if (await db.SaveChangesAsync(stop) is > 0 and var changed) log.LogInformation("Zone {Zone}: {Cards} cards of the directory changed with the day", zone, changed);
    }
}
