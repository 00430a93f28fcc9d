using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Reports;

/// <summary>How far a report is that the person ordered.</summary>
/// <param name="Problem">Code of the error at the last try, or null.</param>
/// <param name="Reference">Of the report, once it is sealed.</param>
/// <param name="IsBeingSealed">A node works on it at this moment.</param>
public sealed record ReportOrderRow(
    Guid Id, ReportKind Kind, string Title, string Language, DateTimeOffset OrderedAt, ReportOrderState State, bool IsBeingSealed, int Attempts, DateTimeOffset NextTryAt, string? Problem, DateTimeOffset? EndedAt, Guid? ReportId,
    string? Reference, Guid SubjectId);

/// <summary>Orders of reports, as who gave them sees them.</summary>
public sealed class ReportOrderQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>The person's own, latest first; at most <see cref="PageSize"/>.</summary>
    /// <param name="before">The last of the page before, or null.</param>
    public async Task<IReadOnlyList<ReportOrderRow>> MineAsync(ReportOrderRow? before = null, CancellationToken stop = default)
    {
        if (user.IdOrNone is not { } person) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var mine = db.Set<ReportOrder>().AsNoTracking().Where(o => o.OrderedBy == person);
        if (before is not null) mine = mine.Where(o => o.OrderedAt < before.OrderedAt || (o.OrderedAt == before.OrderedAt && o.Id.CompareTo(before.Id) < 0));
        return await RowsAsync(db, mine.OrderByDescending(o => o.OrderedAt).ThenByDescending(o => o.Id).Take(PageSize), stop);
    }

    /// <summary>The person's own orders about one thing that are not sealed yet, latest first.</summary>
    public async Task<IReadOnlyList<ReportOrderRow>> RunningAboutAsync(Guid subject, CancellationToken stop = default)
    {
        if (user.IdOrNone is not { } person) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await RowsAsync(db, db.Set<ReportOrder>().AsNoTracking().Where(o => o.OrderedBy == person && o.SubjectId == subject && o.State != ReportOrderState.Sealed).OrderByDescending(o => o.OrderedAt).Take(PageSize), stop);
    }

    /// <summary>One of the person's own; null for any other.</summary>
    public async Task<ReportOrderRow?> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (user.IdOrNone is not { } person) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return (await RowsAsync(db, db.Set<ReportOrder>().AsNoTracking().Where(o => o.Id == id && o.OrderedBy == person), stop)).SingleOrDefault();
    }

    /// <summary>Orders of the whole zone that wait because it has no seal that can be used.</summary>
    public async Task<int> AwaitingSealAsync(CancellationToken stop = default)
    {
        if (!user.May(ReportPermissions.ManageSeal)) return 0;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<ReportOrder>().CountAsync(o => o.State == ReportOrderState.Waiting && (o.Problem == ReportErrors.NoSeal.Code || o.Problem == ReportErrors.SealUnusable.Code), stop);
    }

    async Task<IReadOnlyList<ReportOrderRow>> RowsAsync(PortalDbContext db, IQueryable<ReportOrder> orders, CancellationToken stop)
    {
        var rows = await (
            from order in orders
            join report in db.Set<Report>() on order.ReportId equals report.Id into reports
            from report in reports.DefaultIfEmpty()
            select new { order, report }).ToListAsync(stop);
        var now = clock.GetUtcNow();
        return
        [
            .. rows.Select(r => new ReportOrderRow(
                r.order.Id, r.order.Kind, r.order.Title, r.order.Language, r.order.OrderedAt, r.order.State, r.order.IsBeingTried(now), r.order.Attempts, r.order.NextTryAt, r.order.Problem, r.order.EndedAt,
                r.report?.Id, r.report?.Reference, r.order.SubjectId)).OrderByDescending(r => r.OrderedAt).ThenByDescending(r => r.Id),
        ];
    }
}
