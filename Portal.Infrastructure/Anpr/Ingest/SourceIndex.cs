using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Persistence;

namespace Portal.Anpr.Ingest;

/// <summary>All sources in memory, found by the hash of their key; loaded anew whenever one, or its zone, changes on any node.</summary>
public sealed class SourceIndex(IReadStore store, ChangeFeed changes, TimeProvider clock, ILogger<SourceIndex> log) : BackgroundService
{
    readonly ChangeSignal changed = new();
    readonly SemaphoreSlim alone = new(1, 1);
    volatile FrozenDictionary<string, KnownSource>? byKey;

    /// <summary>The source of a key, or of the key before it while that works on; null when no source has it or it has ended.</summary>
    public async ValueTask<KnownSource?> FindAsync(string key, CancellationToken stop)
    {
        if (byKey is null) await ReloadAsync(stop);
        // The hash of a long random key is looked up: the time it takes tells nothing about other keys.
        return byKey!.GetValueOrDefault(Convert.ToHexString(Hash(key))) is { } source && !(source.KeyEndsAt <= clock.GetUtcNow()) ? source : null;
    }

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(c =>
        {
            if (c.Topic is null or ChangeTopics.Sources or ChangeTopics.Zones) // a zone that is not active takes no reads
                changed.Set(c.Zone ?? "");
        });
        changed.Set(""); // what changed between the first question and this subscription
        await changed.HandleAsync((_, stop) => ReloadAsync(stop), log, stoppingToken);
    }

    async Task ReloadAsync(CancellationToken stop)
    {
        await alone.WaitAsync(stop); // else the older of two answers could come last and stay
        try
        {
            // A key that two sources hold does not say who sends; it must not cost the others their index.
            byKey = (await store.SourcesAsync(stop)).GroupBy(s => Convert.ToHexString(s.KeyHash)).Where(g => g.Count() == 1).ToFrozenDictionary(g => g.Key, g => g.Single());
        }
        finally
        {
            alone.Release();
        }
    }

    public override void Dispose()
    {
        alone.Dispose();
        base.Dispose();
    }
}
