using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Persistence;
using Portal.Reports;
using Portal.Reports.Signing;
using Portal.Tenants;

namespace Portal.Retention;

/// <summary>Runs the steps of the kinds, tenant by tenant, and writes down what went and what was held, signed with the tenant's seal.</summary>
public sealed class Purges(IServiceScopeFactory scopes, IEnumerable<IRetentionStep> steps, ZoneDirectory zones, SealKeys seals, TimeProvider clock, ILogger<Purges> log)
{
    /// <summary>Every step; one for each kind of which something goes.</summary>
    public IReadOnlyDictionary<RetentionKind, IRetentionStep> Steps { get; } = steps.ToDictionary(s => s.Kind);

    /// <summary>What reached its limit goes, in every tenant. One tenant's fault does not hold up those behind it.</summary>
    public async Task RunAsync(RetentionKind kind, CancellationToken stop = default)
    {
        var faults = new List<Exception>();
        var gone = await Steps[kind].RemoveForAllAsync(stop);
        foreach (var tenant in await TenantsAsync(kind, stop))
        {
            try
            {
                await RunAsync(kind, tenant, gone.GetValueOrDefault(tenant), stop);
            }
            catch (Exception fault) when (!stop.IsCancellationRequested)
            {
                log.LogError(fault, "Removing {Kind} of zone {Zone} failed", kind.Key, tenant);
                faults.Add(fault);
            }
        }

        if (faults.Count > 0) throw new AggregateException(faults);
    }

    /// <summary>What the next run would do in a tenant if it began now.</summary>
    /// <param name="days">With this number of days instead of the one in force.</param>
    public Task<PurgeCount> CountAsync(RetentionKind kind, string tenant, int? days = null, CancellationToken stop = default) =>
        InAsync(kind, tenant, days, scope => Steps[kind].CountAsync(scope, stop), stop);

    /// <summary>The number of days in force in a tenant.</summary>
    public static int DaysOf(RetentionKind kind, TenantInfo tenant, IReadOnlyDictionary<string, int> rules)
    {
        var deciding = RetentionKinds.Deciding(kind);
        if (deciding == RetentionKinds.Reads) return tenant.ReadsKeptDays;
        if (deciding == RetentionKinds.HitCopies) return tenant.ConfirmedHitsKeptDays;
        return deciding.IsSetting && rules.TryGetValue(deciding.Key, out var own) ? Math.Clamp(own, deciding.MinDays, deciding.MaxDays) : deciding.UsualDays;
    }

    async Task<IReadOnlyList<string>> TenantsAsync(RetentionKind kind, CancellationToken stop) =>
        kind.PortalWide ? [TenantInfo.FederalCode] : [.. (await zones.NowAsync(stop)).Keys.Order(StringComparer.Ordinal)];

    /// <summary>As the other, in one tenant.</summary>
    /// <param name="alreadyGone">Rows that went before, for all tenants at once.</param>
    public Task<PurgeCount> RunAsync(RetentionKind kind, string tenant, long alreadyGone = 0, CancellationToken stop = default) => InAsync(kind, tenant, null, async scope =>
    {
        PurgeCount? done = null;
        try
        {
            return done = await Steps[kind].RemoveAsync(scope, stop);
        }
        finally
        {
            // What went is told even when the rest failed.
            var count = new PurgeCount(alreadyGone + scope.Gone, done?.Held ?? 0, done?.Left ?? 0);
            if (count.Removed + count.Held > 0) await WriteAsync(scope, count, CancellationToken.None);
        }
    }, stop);

    async Task<T> InAsync<T>(RetentionKind kind, string code, int? days, Func<PurgeScope, Task<T>> run, CancellationToken stop)
    {
        await using var scope = scopes.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(code);
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var tenant = await db.Set<TenantInfo>().AsNoTracking().SingleAsync(z => z.Code == code, stop);
        var rules = await db.Set<RetentionRule>().AsNoTracking().ToDictionaryAsync(r => r.Kind, r => r.Days, stop);
        return await run(new PurgeScope(scope.ServiceProvider, tenant, kind, days ?? DaysOf(kind, tenant, rules), clock.GetUtcNow()));
    }

    async Task WriteAsync(PurgeScope scope, PurgeCount count, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var (code, now) = (scope.Tenant.Code, clock.GetUtcNow());
        var statement = PurgeStatement.Write(code, scope.Kind.Key, scope.Days, scope.Limit, count.Removed, count.Held, count.Left, now);
        db.Add(new PurgeRecord(code, scope.Kind.Key, scope.Days, scope.Limit, count.Removed, count.Held, statement, await SignAsync(db, statement, now, stop), now));
        await db.SaveChangesAsync(stop);
        log.LogInformation("Zone {Zone}: {Removed} of {Kind} reached their limit, {Held} are held, {Left} are left", code, count.Removed, scope.Kind.Key, count.Held, count.Left);
    }

    /// <returns>Null when the tenant has no seal that opens: the record is better without than missing.</returns>
    async Task<byte[]?> SignAsync(PortalDbContext db, string statement, DateTimeOffset now, CancellationToken stop)
    {
        if (SealKeyService.Usable(await db.Set<SealKey>().AsNoTracking().ToListAsync(stop), now) is not { } seal) return null;
        try
        {
            var key = seals.Open(seal);
            return await CmsBuilder.SignAsync(key, CryptographicOperations.HashData(key.Hash, Encoding.UTF8.GetBytes(statement)), stop);
        }
        catch (CryptographicException e)
        {
            log.LogError(e, "The seal key {Key} does not sign: the record of a purge stays unsigned", seal.Id);
            return null;
        }
    }
}
