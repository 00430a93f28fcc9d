using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>What is decided of issued reports: none is ever changed, but one may hold no longer, or go to Justice.</summary>
public sealed class ReportDecisions(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentUser user, PurposeService purposes, AuditTrail audit, TimeProvider clock)
{
    /// <param name="reason">Stays with the report; receivers are not told.</param>
    public async Task<Result> WithdrawAsync(Guid id, string? reason, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = await FindAsync(db, id, stop);
        if (!found.Succeeded) return found.Error;
        var done = found.Value.Withdraw(user.Id, reason, clock.GetUtcNow());
        if (!done.Succeeded) return done;
        audit.Record(db, ReportActions.Withdrawn, found.Value, found.Value.WithdrawnReason, new { found.Value.Reference });
        return await SaveAsync(db, stop);
    }

    /// <summary>Hands the report over: readers of Justice may read it from now on. This cannot be taken back.</summary>
    /// <param name="reason">Why, or the number of their file.</param>
    public async Task<Result> ReleaseAsync(Guid id, string? reason, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = await FindAsync(db, id, stop);
        if (!found.Succeeded) return found.Error;
        reason = reason?.Trim();
        if (string.IsNullOrEmpty(reason) || reason.Length > Report.ReasonLength) return ReportErrors.ReasonNeeded(Report.ReasonLength);
        if (await purposes.ForAsync<Report>(id, stop) is not { } purpose) return PurposeErrors.Needed;
        var done = found.Value.Release(TenantInfo.FederalCode, user.Id, clock.GetUtcNow());
        if (!done.Succeeded) return done;
        (await db.Set<ReportFile>().SingleAsync(f => f.ReportId == id, stop)).Release(found.Value);
        audit.Record(db, ReportActions.Released, found.Value, reason, new { found.Value.Reference, To = found.Value.ReleasedTo }, purpose);
        return await SaveAsync(db, stop);
    }

    async Task<Result<Report>> FindAsync(PortalDbContext db, Guid id, CancellationToken stop) =>
        await db.Set<Report>().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } report || !user.May(ReportKinds.ReadWith(report.Kind)) ? Error.NotFound
        : !user.May(ReportPermissions.Withdraw) ? Error.Forbidden : report;

    async Task<Result> SaveAsync(PortalDbContext db, CancellationToken stop) =>
        await db.TrySaveAsync(database, ReportErrors.ChangedMeanwhile, ReportErrors.ChangedMeanwhile, stop) is { } failed ? failed : Result.Ok;
}
