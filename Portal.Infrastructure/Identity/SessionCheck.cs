using System.Collections.Concurrent;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Persistence;

namespace Portal.Identity;

/// <summary>Says whether a session goes on; asked with every request, so an answer holds a few seconds, or until the database tells of an end.</summary>
public sealed class SessionCheck : IDisposable
{
    /// <summary>How long an answer may be old when no word of a change comes.</summary>
    public static readonly TimeSpan Fresh = TimeSpan.FromSeconds(3);

    /// <summary>How exactly the last use of a session is known.</summary>
    public static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(5);

    const int MostKnown = 20_000;

    readonly IServiceScopeFactory scopes;
    readonly TimeProvider clock;
    readonly IDisposable subscription;
    readonly ConcurrentDictionary<Guid, Known> answers = new();
    int changed;

    public SessionCheck(IServiceScopeFactory scopes, ChangeFeed changes, TimeProvider clock)
    {
        (this.scopes, this.clock) = (scopes, clock);
        subscription = changes.Subscribe(c =>
        {
            if (c.Topic is null or ChangeTopics.Sessions) Forget();
        });
    }

    /// <param name="asked">True asks the database whatever is known.</param>
    /// <returns>False when the session was ended or revoked, is over, is another person's or never was.</returns>
    public async ValueTask<bool> GoesOnAsync(Guid session, Guid person, bool asked = false, CancellationToken stop = default)
    {
        var now = clock.GetUtcNow();
        if (!asked && answers.TryGetValue(session, out var known) && now - known.At < Fresh) return known.PersonId == person && known.EndsAt > now;
        var before = Volatile.Read(ref changed);
        await using var scope = scopes.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        var row = await db.Set<PersonSession>().AsNoTracking().Where(s => s.Id == session && s.EndedAt == null).Select(s => new { s.PersonId, s.EndsAt, s.SeenAt }).FirstOrDefaultAsync(stop);
        var goesOn = row is not null && row.PersonId == person && row.EndsAt > now;
        if (goesOn && now - row!.SeenAt >= SeenEvery) await db.Set<PersonSession>().Where(s => s.Id == session && s.SeenAt == row.SeenAt).ExecuteUpdateAsync(s => s.SetProperty(p => p.SeenAt, now), stop);
        if (answers.Count > MostKnown) answers.Clear();
        if (before == Volatile.Read(ref changed)) answers[session] = new(now, row?.PersonId ?? Guid.Empty, row?.EndsAt ?? DateTimeOffset.MinValue);
        return goesOn;
    }

    void Forget()
    {
        Interlocked.Increment(ref changed);
        answers.Clear();
    }

    public void Dispose() => subscription.Dispose();

    sealed record Known(DateTimeOffset At, Guid PersonId, DateTimeOffset EndsAt);
}
