using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Anpr;
using Portal.Anpr.Ingest;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity.Access;
using Portal.Persistence;
using Portal.Tenants;
using Quartz;

namespace Portal.Identity.Keys.Jobs;

/// <summary>Each day: tells who manages keys of those that expire within 30 days, and again within 7; once each.</summary>
[DisallowConcurrentExecution]
public sealed class TellExpiryJob(IServiceScopeFactory scopes, ZoneDirectory zones, TimeProvider clock, ILogger<TellExpiryJob> log) : IJob
{
    static readonly int[] DaysBefore = [7, 30];

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var faults = new List<Exception>();
        foreach (var zone in (await zones.NowAsync(cancellationToken)).Values.Where(z => ZoneStates.IsOpen(z.State)))
        {
            try
            {
                await TellAsync(zone.Code, cancellationToken);
            }
            catch (Exception fault) when (!cancellationToken.IsCancellationRequested)
            {
                // One zone's fault must not hold up the zones behind it.
                log.LogError(fault, "Telling of keys that expire of zone {Zone} failed", zone.Code);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }

    async Task TellAsync(string zone, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone);
        var today = Brussels.DayOf(clock.GetUtcNow());
        var last = today.AddDays(DaysBefore[^1]);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var keys = await db.Set<ApiKey>().AsNoTracking().Where(k => k.RevokedAt == null && k.ExpiresOn >= today && k.ExpiresOn <= last).Select(k => new Due(nameof(ApiKey), k.Id, k.Name, k.ExpiresOn)).ToListAsync(stop);
        var sources = await db.Set<ReadSource>().AsNoTracking().Where(s => s.Enabled && s.ExpiresOn >= today && s.ExpiresOn <= last).Select(s => new Due(nameof(ReadSource), s.Id, s.Name, s.ExpiresOn!.Value)).ToListAsync(stop);
        if (keys.Count + sources.Count == 0) return;
        await TellAsync(scope.ServiceProvider, db, keys, IdentityPermissions.ManageKeys, $"/zones/{zone}/keys", today, stop);
        await TellAsync(scope.ServiceProvider, db, sources, AnprPermissions.ManageSources, $"/zones/{zone}/anpr/sources", today, stop);
        await db.SaveChangesAsync(stop);
    }

    static async Task TellAsync(IServiceProvider services, PortalDbContext db, List<Due> due, string permission, string link, DateOnly today, CancellationToken stop)
    {
        if (due.Count == 0) return;
        var (audit, notifier) = (services.GetRequiredService<AuditTrail>(), services.GetRequiredService<Notifier>());
        var people = await services.GetRequiredService<PermissionHolders>().OfAsync(db, permission, stop);
        foreach (var one in due)
        {
            var within = DaysBefore.First(d => one.ExpiresOn <= today.AddDays(d));
            // The line says for which last day and how long before: a key with a new last day is told of anew.
            var told = string.Create(CultureInfo.InvariantCulture, $"{one.ExpiresOn:yyyy-MM-dd} {within}");
            if (await db.Set<AuditLine>().AnyAsync(l => l.ObjectKind == one.Kind && l.ObjectId == one.Id && l.Action == ApiKeyActions.ExpiryTold && l.Content!.Reason == told, stop)) continue;
            audit.Record(db, ApiKeyActions.ExpiryTold, one.Kind, one.Id, told, new { one.Name });
            await notifier.NotifyAsync(db, people, NoticeKinds.KeyExpires, [one.Name, one.ExpiresOn.ToString("d/M/yyyy", CultureInfo.InvariantCulture)], link, stop);
        }
    }

    sealed record Due(string Kind, Guid Id, string Name, DateOnly ExpiresOn);
}
