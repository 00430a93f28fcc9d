using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Portal.Anpr.Ingest;
using Portal.Anpr.Plates;
using Portal.Persistence;

namespace Portal.Anpr.Hotlists;

/// <summary>An index for each zone, swapped whole when one of the zone's lists changes: a zone's read can only meet the zone's own entries.</summary>
public sealed class HotlistIndexes(IReadStore store, ChangeFeed changes, TimeProvider clock, ILogger<HotlistIndexes> log) : BackgroundService
{
    readonly ConcurrentDictionary<string, ZoneIndex> zones = new(StringComparer.Ordinal);
    readonly ChangeSignal changed = new();
    readonly TaskCompletionSource loaded = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Completes when the lists of all zones are in memory: before that no read may be taken, it would miss its hit.</summary>
    public Task Loaded => loaded.Task;

    public IReadOnlyList<FoundMatch> Match(string zone, in ObservedPlate read) =>
        zones.TryGetValue(zone, out var index) ? index.Match(read) : [];

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var subscription = changes.Subscribe(c =>
        {
            if (c.Topic is null or ChangeTopics.Hotlists) changed.Set(c.Zone ?? "");
        });
        changed.Set("");
        await changed.HandleAsync(ReloadAsync, log, stoppingToken);
    }

    async Task ReloadAsync(IReadOnlySet<string> what, CancellationToken stop)
    {
        var codes = what.Contains("") ? (await store.ZonesWithEntriesAsync(stop)).Union(zones.Keys) : what;
        // A read that comes late may have been captured while an entry was still valid.
        var since = clock.GetUtcNow().AddDays(-1);
        foreach (var zone in codes) zones[zone] = new(await store.ActiveEntriesAsync(zone, since, stop));
        loaded.TrySetResult();
    }

    sealed class ZoneIndex(IReadOnlyList<ActiveEntry> entries)
    {
        readonly HotlistIndex index = HotlistIndex.Build([.. entries.Select(e => e.Entry)]);
        readonly Dictionary<Guid, ActiveEntry> byId = entries.ToDictionary(e => e.Entry.EntryId);

        public IReadOnlyList<FoundMatch> Match(in ObservedPlate read)
        {
            var found = index.Match(read);
            return found.Count == 0 ? [] : [.. found.Select(m => new FoundMatch(m, byId[m.Entry.EntryId].HotlistId, byId[m.Entry.EntryId].Priority))];
        }
    }
}
