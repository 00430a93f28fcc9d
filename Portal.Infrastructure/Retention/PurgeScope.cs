using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Retention;

/// <summary>One kind in one tenant at one moment: what a step needs to know, in a scope of that tenant.</summary>
/// <param name="services">Of a scope that has chosen the tenant.</param>
/// <param name="days">The number of days in force.</param>
public sealed class PurgeScope(IServiceProvider services, TenantInfo tenant, RetentionKind kind, int days, DateTimeOffset now)
{
    public IServiceProvider Services => services;

    public TenantInfo Tenant => tenant;

    public RetentionKind Kind => kind;

    public int Days => days;

    public DateTimeOffset Now => now;

    /// <summary>What is older goes.</summary>
    public DateTimeOffset Limit { get; } = now.AddDays(-days);

    /// <summary>For what counts in days: an earlier day goes.</summary>
    public DateOnly LimitOn { get; } = Brussels.DayOf(now).AddDays(-days);

    /// <summary>For what waits for a person who never comes: what has waited since before this goes too.</summary>
    public DateTimeOffset Forgotten { get; } = now.AddDays(-Math.Max(365, days));

    /// <summary>Rows that went so far, so that a run which fails half-way is told too.</summary>
    public long Gone { get; private set; }

    /// <summary>So many rows went just now.</summary>
    public int Went(int rows)
    {
        Gone += rows;
        return rows;
    }

    public Task<PortalDbContext> OpenAsync(CancellationToken stop) => services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);

    /// <summary>Holds in force over this kind, or over what it goes with.</summary>
    public IQueryable<LegalHold> Holds(PortalDbContext db)
    {
        string[] kinds = kind.With is { } other ? [kind.Key, other] : [kind.Key];
        return db.Set<LegalHold>().Where(h => h.LiftedAt == null && (h.Kind == null || kinds.Contains(h.Kind)));
    }

    /// <summary>Everything of the kind stays: a hold without an object, or the zone's own state.</summary>
    public async Task<bool> AllHeldAsync(PortalDbContext db, CancellationToken stop) =>
        await Holds(db).AnyAsync(h => h.ObjectId == null, stop) || !ZoneStates.MayDelete(await db.Set<TenantInfo>().Where(z => z.Code == tenant.Code).Select(z => z.State).SingleAsync(stop));

    /// <summary>A row stays for a hold. Asked by the statement that deletes, so that a hold placed at this moment holds.</summary>
    /// <param name="thing">What of the row a hold names.</param>
    public Expression<Func<T, bool>> IsHeld<T>(PortalDbContext db, Expression<Func<T, Guid>> thing)
    {
        var (holds, zones, code) = (Holds(db), db.Set<TenantInfo>(), tenant.Code);
        Expression<Func<Guid, bool>> held = id => holds.Any(h => h.ObjectId == null || h.ObjectId == id) || zones.Any(z => z.Code == code && z.State == ZoneState.LegalHold);
        return Expression.Lambda<Func<T, bool>>(new Put(held.Parameters[0], thing.Body).Visit(held.Body), thing.Parameters);
    }

    /// <summary>The opposite of <see cref="IsHeld"/>.</summary>
    public Expression<Func<T, bool>> IsFree<T>(PortalDbContext db, Expression<Func<T, Guid>> thing)
    {
        var held = IsHeld(db, thing);
        return Expression.Lambda<Func<T, bool>>(Expression.Not(held.Body), held.Parameters);
    }

    sealed class Put(ParameterExpression what, Expression with) : ExpressionVisitor
    {
        protected override Expression VisitParameter(ParameterExpression node) => node == what ? with : node;
    }
}

/// <summary>What a step found or did.</summary>
/// <param name="Removed">Rows that went, or would go.</param>
/// <param name="Held">Rows that reached their limit and stay for a legal hold.</param>
/// <param name="Left">Rows that reached their limit and stay because something still points to them, or because nothing proves yet that they may go.</param>
public sealed record PurgeCount(long Removed, long Held, long Left)
{
    public static PurgeCount None { get; } = new(0, 0, 0);

    public static PurgeCount operator +(PurgeCount one, PurgeCount other) => new(one.Removed + other.Removed, one.Held + other.Held, one.Left + other.Left);
}

/// <summary>What becomes of one kind of data at its limit. Every kind with a limit has exactly one.</summary>
public interface IRetentionStep
{
    RetentionKind Kind { get; }

    /// <summary>What <see cref="RemoveAsync"/> would do now; changes nothing.</summary>
    Task<PurgeCount> CountAsync(PurgeScope scope, CancellationToken stop);

    /// <summary>Removes what reached its limit, in batches that are each complete: stopped half-way, the next run goes on. What is held stays.</summary>
    Task<PurgeCount> RemoveAsync(PurgeScope scope, CancellationToken stop);

    /// <summary>Before the tenants' turns: what goes for all of them at once.</summary>
    /// <returns>Rows removed, by tenant.</returns>
    Task<IReadOnlyDictionary<string, long>> RemoveForAllAsync(CancellationToken stop) => Task.FromResult<IReadOnlyDictionary<string, long>>(new Dictionary<string, long>());
}
