using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Contacts.Jobs;

/// <summary>Each day, just after midnight in Belgium: who worked the last day yesterday leaves the published directories, who begins today enters them.</summary>
[DisallowConcurrentExecution]
public sealed class KeepDirectoriesJob(IServiceScopeFactory scopes, ZoneDirectory zones, ILogger<KeepDirectoriesJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        foreach (var zone in (await zones.AllAsync(cancellationToken)).Keys)
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone);
            await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(cancellationToken);
            if (!await db.Set<ZonePolicy>().AsNoTracking().AnyAsync(p => p.PublishesDirectory, cancellationToken)) continue;
            await scope.ServiceProvider.GetRequiredService<DirectoryCards>().RewriteAsync(db, publish: true, cancellationToken);
            if (await db.SaveChangesAsync(cancellationToken) is > 0 and var changed) log.LogInformation("Zone {Zone}: {Cards} cards of the directory changed with the day", zone, changed);
        }
    }
}
