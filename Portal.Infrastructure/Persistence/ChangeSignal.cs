using System.Threading.Channels;
using Microsoft.Extensions.Logging;

namespace Portal.Persistence;

/// <summary>Gathers what changed while earlier changes are being handled, so that a burst of changes is handled once.</summary>
public sealed class ChangeSignal
{
    readonly Lock gate = new();
    readonly Channel<bool> available = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    HashSet<string> waiting = [];

    /// <param name="what">What changed; the empty word means everything.</param>
    public void Set(string what)
    {
        lock (gate) waiting.Add(what);
        available.Writer.TryWrite(true);
    }

    /// <summary>Handles changes until stopped; one that fails is tried again after a pause.</summary>
    public async Task HandleAsync(Func<IReadOnlySet<string>, CancellationToken, Task> handle, ILogger log, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested)
        {
            HashSet<string> taken = [];
            try
            {
                await available.Reader.ReadAsync(stop);
                lock (gate) (taken, waiting) = (waiting, []);
                await handle(taken, stop);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                return;
            }
            catch (Exception e)
            {
                log.LogWarning(e, "Changes could not be taken over; trying again");
                await Task.Delay(TimeSpan.FromSeconds(1), stop).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                foreach (var what in taken) Set(what);
            }
        }
    }
}
