using System.Collections.Frozen;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Persistence;

namespace Portal.Anpr.Ingest;

/// <summary>All sources in memory, found by the hash of their key; loaded anew whenever one changes on any node.</summary>
public sealed class SourceIndex(IReadStore store, ChangeFeed changes, ILogger<SourceIndex> log) : BackgroundService
{
    readonly ChangeSignal changed = new();
    volatile FrozenDictionary<string, KnownSource>? byKey;

    /// <summary>The source of a key; null when no source has it.</summary>
    public async ValueTask<KnownSource?> FindAsync(string key, CancellationToken stop)
    {
        if (byKey is null) await ReloadAsync(stop);
        // The hash of a long random key is looked up: the time it takes tells nothing about other keys.
        return byKey!.GetValueOrDefault(Convert.ToHexString(Hash(key)));
    }

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(c =>
        {
            if (c.Topic is null or ChangeTopics.Sources) changed.Set(c.Zone ?? "");
        });
        await changed.HandleAsync((_, stop) => ReloadAsync(stop), log, stoppingToken);
    }

    async Task ReloadAsync(CancellationToken stop)
    {
        var sources = await store.SourcesAsync(stop);
        byKey = sources.ToFrozenDictionary(s => Convert.ToHexString(s.KeyHash));
    }
}
