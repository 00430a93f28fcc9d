using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Portal.Persistence;

/// <summary>Something changed in the database, on whatever node.</summary>
/// <param name="Topic">One of <see cref="ChangeTopics"/>; null when the feed was down and anything may have changed.</param>
/// <param name="Zone">Code of the zone; null together with the topic.</param>
public readonly record struct Change(string? Topic, string? Zone)
{
    public bool Concerns(string topic, string zone) => Topic is null || (Topic == topic && Zone == zone);
}

/// <summary>Tells every node of changes within moments of their commit. Carries no data: who hears of a change asks again, under its own rights.</summary>
public abstract class ChangeFeed(ILogger<ChangeFeed> log) : BackgroundService
{
    ImmutableList<Action<Change>> handlers = [];

    protected ILogger Log { get; } = log;

    /// <summary>True while changes are heard as they happen.</summary>
    public bool IsConnected { get; protected set; }

    /// <summary>Calls <paramref name="handler"/> for every change until disposed, on the feed's thread but in the language of who subscribes; it must be quick.</summary>
    public IDisposable Subscribe(Action<Change> handler)
    {
        // A page that shows a change speaks its reader's language, not the feed's.
        var context = ExecutionContext.Capture();
        var inContext = context is null ? handler : change => ExecutionContext.Run(context, c => handler((Change)c!), change);
        ImmutableInterlocked.Update(ref handlers, (all, one) => all.Add(one), inContext);
        return new Subscription(() => ImmutableInterlocked.Update(ref handlers, (all, one) => all.Remove(one), inContext));
    }

    protected void Raise(Change change)
    {
        foreach (var handler in handlers)
        {
            try
            {
                handler(change);
            }
            catch (Exception e) // one page's fault must not silence the others
            {
                Log.LogError(e, "A handler of changes failed");
            }
        }
    }

    sealed class Subscription(Action end) : IDisposable
    {
        public void Dispose() => end();
    }
}
