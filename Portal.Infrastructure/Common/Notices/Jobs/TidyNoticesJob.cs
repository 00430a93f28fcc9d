using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Common.Notices.Jobs;

/// <summary>Forgets mails that were sent and notifications that were read, each after its time.</summary>
[DisallowConcurrentExecution]
public sealed class TidyNoticesJob(IServiceScopeFactory scopes, ZoneDirectory zones, TimeProvider clock, ILogger<TidyNoticesJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) => await TidyAsync(cancellationToken);

    public async Task TidyAsync(CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var (mails, notices) = (now.AddDays(-OutboxMail.KeptDays), now.AddDays(-Notification.KeptDays));
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(stop)).Values)
        {
            try
            {
                if (!(await zones.NowAsync(stop)).TryGetValue(zone.Code, out var current) || !ZoneStates.MayDelete(current.State)) continue;
                await using var scope = scopes.CreateAsyncScope();
                scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone.Code);
                await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
                await db.Set<OutboxMail>().Where(m => (m.State == MailState.Sent && m.SentAt < mails) || (m.State == MailState.Discarded && m.CreatedAt < mails)).ExecuteDeleteAsync(stop);
                await db.Set<Notification>().Where(n => n.ReadAt < notices).ExecuteDeleteAsync(stop);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                // One zone's fault must not hold up the zones behind it.
                log.LogError(fault, "Tidying notices of zone {Zone} failed", zone.Code);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }
}
