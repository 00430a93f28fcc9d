using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Persistence;

namespace Portal.Tenants;

/// <summary>The zones and their names, in memory for a minute: every page shows one, and they change a few times a year.</summary>
public sealed class ZoneDirectory(IServiceScopeFactory scopes, TimeProvider clock)
{
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    (DateTimeOffset At, IReadOnlyDictionary<string, TenantInfo> Zones)? known;

    public async ValueTask<IReadOnlyDictionary<string, TenantInfo>> AllAsync(CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        if (known is { } held && now - held.At < Fresh) return held.Zones;
        await using var scope = scopes.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var zones = await db.Set<TenantInfo>().AsNoTracking().ToDictionaryAsync(z => z.Code, stop);
        known = (now, zones);
        return zones;
    }

    public async ValueTask<TenantInfo?> FindAsync(string code, CancellationToken stop = default) => (await AllAsync(stop)).GetValueOrDefault(code);
}
