using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Persistence;

namespace Portal.Tenants;

/// <summary>The tenants and their names, in memory for a minute or until one changes: every page shows one, and they change a few times a year.</summary>
public sealed class ZoneDirectory : IDisposable
{
    static readonly TimeSpan Fresh = TimeSpan.FromMinutes(1);

    readonly IServiceScopeFactory scopes;
    readonly TimeProvider clock;
    readonly IDisposable subscription;
    volatile Held? known;
    int changed;

    public ZoneDirectory(IServiceScopeFactory scopes, ChangeFeed changes, TimeProvider clock)
    {
        (this.scopes, this.clock) = (scopes, clock);
        subscription = changes.Subscribe(c =>
        {
            if (c.Topic is null or ChangeTopics.Zones) Forget();
        });
    }

    public async ValueTask<IReadOnlyDictionary<string, TenantInfo>> AllAsync(CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        if (known is { } held && now - held.At < Fresh) return held.Zones;
        var asked = Volatile.Read(ref changed);
        await using var scope = scopes.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var zones = await db.Set<TenantInfo>().AsNoTracking().ToDictionaryAsync(z => z.Code, stop);
        if (asked == Volatile.Read(ref changed)) known = new(now, zones); // else the answer may be older than the change
        return zones;
    }

    /// <summary>As they are in the database now, for who is about to delete.</summary>
    public ValueTask<IReadOnlyDictionary<string, TenantInfo>> NowAsync(CancellationToken stop = default)
    {
        Forget();
        return AllAsync(stop);
    }

    public async ValueTask<TenantInfo?> FindAsync(string code, CancellationToken stop = default) => (await AllAsync(stop)).GetValueOrDefault(code);

    /// <summary>For who has just changed one: the next question goes to the database.</summary>
    public void Forget()
    {
        Interlocked.Increment(ref changed);
        known = null;
    }

    public void Dispose() => subscription.Dispose();

    sealed record Held(DateTimeOffset At, IReadOnlyDictionary<string, TenantInfo> Zones);
}
