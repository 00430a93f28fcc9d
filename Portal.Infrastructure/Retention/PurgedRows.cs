using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Portal.Persistence;

namespace Portal.Retention;

/// <summary>Rows of one table that go at a limit.</summary>
public interface IPurgedRows
{
    Task<PurgeCount> CountAsync(PurgeScope scope, PortalDbContext db, CancellationToken stop);

    Task<PurgeCount> RemoveAsync(PurgeScope scope, PortalDbContext db, CancellationToken stop);
}

/// <param name="thing">What of a row a legal hold names.</param>
/// <param name="due">Rows that reached their limit.</param>
/// <param name="needed">Rows that something else of the zone still points to; they stay until that is gone.</param>
public sealed class PurgedRows<T>(
    Expression<Func<T, Guid>> thing, Func<PurgeScope, PortalDbContext, Expression<Func<T, bool>>> due, Func<PortalDbContext, Expression<Func<T, bool>>>? needed = null) : IPurgedRows where T : class
{
    /// <summary>Rows that one statement removes at most.</summary>
    const int Batch = 2_000;

    public async Task<PurgeCount> CountAsync(PurgeScope scope, PortalDbContext db, CancellationToken stop)
    {
        var (all, free) = (Due(scope, db), Due(scope, db).Where(scope.IsFree(db, thing)));
        var held = await all.LongCountAsync(scope.IsHeld(db, thing), stop);
        var left = needed is null ? 0 : await free.LongCountAsync(needed(db), stop);
        return new(await free.LongCountAsync(stop) - left, held, left);
    }

    public async Task<PurgeCount> RemoveAsync(PurgeScope scope, PortalDbContext db, CancellationToken stop)
    {
        var before = await CountAsync(scope, db, stop);
        if (before.Removed == 0) return before;
        var removed = 0L;
        if (needed is null)
        {
            for (int gone; (gone = await Due(scope, db).Where(scope.IsFree(db, thing)).OrderBy(thing).Take(Batch).ExecuteDeleteAsync(stop)) > 0;) removed += scope.Went(gone);
            return before with { Removed = removed };
        }

        // Chosen before the first goes: what becomes free only by that waits for the next run, as it was counted.
        var chosen = await Due(scope, db).Where(scope.IsFree(db, thing)).Where(Not(needed(db))).Select(thing).Distinct().ToListAsync(stop);
        foreach (var some in chosen.Chunk(Batch))
            removed += scope.Went(await Due(scope, db).Where(scope.IsFree(db, thing)).Where(Not(needed(db))).Where(Among(some)).ExecuteDeleteAsync(stop));
        return before with { Removed = removed };
    }

    IQueryable<T> Due(PurgeScope scope, PortalDbContext db) => db.Set<T>().Where(due(scope, db));

    static Expression<Func<T, bool>> Not(Expression<Func<T, bool>> what) => Expression.Lambda<Func<T, bool>>(Expression.Not(what.Body), what.Parameters);

    Expression<Func<T, bool>> Among(Guid[] some)
    {
        Expression<Func<Guid[]>> list = () => some;
        return Expression.Lambda<Func<T, bool>>(Expression.Call(typeof(Enumerable), nameof(Enumerable.Contains), [typeof(Guid)], list.Body, thing.Body), thing.Parameters);
    }
}

/// <summary>A kind that is rows of one table or a few, and nothing else.</summary>
public sealed class RowsStep(RetentionKind kind, params IReadOnlyList<IPurgedRows> tables) : IRetentionStep
{
    public RetentionKind Kind => kind;

    public async Task<PurgeCount> CountAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var all = PurgeCount.None;
        foreach (var table in tables) all += await table.CountAsync(scope, db, stop);
        return all;
    }

    public async Task<PurgeCount> RemoveAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var all = PurgeCount.None;
        foreach (var table in tables) all += await table.RemoveAsync(scope, db, stop);
        return all;
    }
}
