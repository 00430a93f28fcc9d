using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Common.Notices.Jobs;

/// <summary>Forgets mails that were sent and notifications that were read, each after its time.</summary>
[DisallowConcurrentExecution]
public sealed class TidyNoticesJob(IServiceScopeFactory scopes, ZoneDirectory zones, TimeProvider clock) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TidyAsync(cancellationToken);

    public async Task TidyAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (mails, notices) = (now.AddDays(-OutboxMail.KeptDays), now.AddDays(-Notification.KeptDays));
        foreach (var zone in (await zones.AllAsync(stop)).Values.Where(z => ZoneStates.MayDelete(z.State)))
        {
            await using var scope = scopes.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone.Code);
            await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            await db.Set<OutboxMail>().Where(m => (m.State == MailState.Sent && m.SentAt < mails) || (m.State == MailState.Discarded && m.CreatedAt < mails)).ExecuteDeleteAsync(stop);
            await db.Set<Notification>().Where(n => n.ReadAt < notices).ExecuteDeleteAsync(stop);
        }
    }
}
