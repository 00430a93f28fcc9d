using System.Globalization;
using Portal.Persistence;

namespace Portal.Anpr.Hotlists;

/// <summary>Asks again when the database tells of a change, at most twice a second: an import tells of every chunk.</summary>
sealed class LiveRefresh : IDisposable
{
    static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(500);

    readonly CancellationTokenSource gone = new();
    readonly IDisposable subscription;

    // The feed's thread speaks no language; the page is to be drawn in the person's.
    readonly CultureInfo culture = CultureInfo.CurrentCulture, words = CultureInfo.CurrentUICulture;
    int waiting;

    /// <param name="changes">The feed.</param>
    /// <param name="topic">One of <see cref="ChangeTopics"/>.</param>
    /// <param name="zone">Code of the zone.</param>
    /// <param name="clock">For the pause.</param>
    /// <param name="refresh">Goes over to the component's own thread by itself.</param>
    public LiveRefresh(ChangeFeed changes, string topic, string zone, TimeProvider clock, Func<Task> refresh) => subscription = changes.Subscribe(change =>
    {
        if (change.Concerns(topic, zone) && Interlocked.Exchange(ref waiting, 1) == 0) _ = RefreshAsync(clock, refresh);
    });

    async Task RefreshAsync(TimeProvider clock, Func<Task> refresh)
    {
        try
        {
            await Task.Delay(Pause, clock, gone.Token);
            Interlocked.Exchange(ref waiting, 0);
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, words);
            await refresh();
        }
        catch (Exception e) when (gone.IsCancellationRequested && e is OperationCanceledException or ObjectDisposedException)
        {
            // the page has been left
        }
    }

    public void Dispose()
    {
        subscription.Dispose();
        gone.Cancel();
        gone.Dispose();
    }
}
