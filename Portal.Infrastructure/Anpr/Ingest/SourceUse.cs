using System.Collections.Concurrent;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Anpr.Ingest;

/// <summary>When sources sent something last, written beside the path of reads: all that is due in one statement, each source at most every five minutes.</summary>
public sealed class SourceUse(IReadStore store, TimeProvider clock, ILogger<SourceUse> log) : BackgroundService
{
    static readonly TimeSpan Every = TimeSpan.FromMinutes(5);
    static readonly TimeSpan Round = TimeSpan.FromSeconds(10);

    readonly ConcurrentDictionary<Guid, bool> waiting = new();
    readonly ConcurrentDictionary<Guid, DateTimeOffset> written = new();

    public void Note(Guid source)
    {
        if (!waiting.ContainsKey(source) && !(written.TryGetValue(source, out var at) && clock.GetUtcNow() - at < Every)) waiting[source] = true;
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Round, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            var due = waiting.Keys.ToList();
            if (due.Count == 0) continue;
            try
            {
                var now = clock.GetUtcNow();
                await store.NoteUseAsync(due, now, stoppingToken);
                foreach (var source in due) written[source] = now;
                foreach (var source in due) waiting.TryRemove(source, out _);
            }
            catch (Exception e) when (!stoppingToken.IsCancellationRequested)
            {
                log.LogWarning(e, "The last use of sources could not be written; trying again");
            }
        }
    }
}
