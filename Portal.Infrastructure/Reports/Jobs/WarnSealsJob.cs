using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity.Access;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Reports.Jobs;

/// <summary>Each night: tells who manages a zone's seal, and the data protection officer, that it ends or has ended; once at each of <see cref="SealKey.WarningDays"/>.</summary>
[DisallowConcurrentExecution]
public sealed class WarnSealsJob(IServiceScopeFactory scopes, ZoneDirectory zones, TimeProvider clock, ILogger<WarnSealsJob> log) : IJob
{
    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(cancellationToken)).Values.Where(z => ZoneStates.IsOpen(z.State)))
        {
            try
            {
                await WarnAsync(zone.Code, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One zone's fault must not hold up the zones behind it.
                log.LogError(fault, "Warning of the seal of zone {Zone} failed", zone.Code);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }

    async Task WarnAsync(string zone, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        var services = scope.ServiceProvider;
        services.GetRequiredService<CurrentTenant>().Choose(zone);
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        // With a key that lasts longer nobody needs to hear of the others.
        if (await db.Set<SealKey>().OrderByDescending(k => k.ValidUntilAt).ThenByDescending(k => k.AddedAt).FirstOrDefaultAsync(stop) is not { } last || !last.Warn(clock.GetUtcNow())) return;
        var (holders, notifier) = (services.GetRequiredService<PermissionHolders>(), services.GetRequiredService<Notifier>());
        var until = Brussels.DayOf(last.ValidUntilAt).ToString("d/M/yyyy", CultureInfo.InvariantCulture);
        var managers = await holders.OfAsync(db, ReportPermissions.ManageSeal, stop);
        var officers = await holders.OfAsync(db, AuditPermissions.ReadUnusual, stop);
        await notifier.NotifyAsync(db, managers, NoticeKinds.SealExpires, [last.Name, until], $"/zones/{zone}/reports/seal", stop);
        await notifier.NotifyAsync(db, [.. officers.Except(managers)], NoticeKinds.SealExpires, [last.Name, until], null, stop);
        services.GetRequiredService<AuditTrail>().Record(db, ReportActions.SealEnds, last, details: new { last.Name, last.ValidUntilAt, last.WarnedDays });
        await db.SaveChangesAsync(stop);
    }
}
