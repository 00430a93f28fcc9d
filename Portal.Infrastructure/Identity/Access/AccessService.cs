using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity.Access.Jobs;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Quartz;

namespace Portal.Identity.Access;

/// <summary>Decides on requests for access, one at a time or many by a job.</summary>
public sealed class AccessService(
    IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, AccessDecisions decisions, RoleChoice choice, StaffMatcher matcher, AuditTrail audit,
    IDatabaseProvider database, ISchedulerFactory schedulers, TimeProvider clock)
{
    /// <param name="version">The version that the person saw.</param>
    /// <param name="staffId">Who of the staff list it is, in the judgement of who decides; null for nobody.</param>
    public async Task<Result> ApproveAsync(Guid id, int version, IReadOnlyList<RoleRef> roles, Guid? staffId, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = await FindAsync(db, id, version, stop);
        if (!found.Succeeded) return found.Error;
        var request = found.Value;
        if (await choice.CheckAsync(db, roles, stop) is { } wrong) return wrong;
        await matcher.MatchAsync(db, [request], stop);
        if (staffId is { } chosen)
        {
            if (await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == chosen, stop) is not { } staff) return AccessErrors.StaffUnknown;
            if (staff.PersonId is not null && staff.PersonId != request.PersonId) return InvitationErrors.StaffHasAccount;
            if (staff.LeavesOn < Brussels.DayOf(clock.GetUtcNow())) return InvitationErrors.StaffLeft;
        }

        var taken = await decisions.TakenAsync(db, [request], staffId is { } one ? [one] : [], stop);
        var done = await decisions.ApproveAsync(db, request, staffId, RoleRef.Format(roles.Distinct()), user.Id, null, null, taken, stop);
        return done.Succeeded ? await SaveAsync(db, stop) : done;
    }

    /// <param name="reason">Stands in the mail.</param>
    public async Task<Result> RefuseAsync(Guid id, int version, string? reason, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return Error.Forbidden;
        if (reason?.Trim() is not { Length: > 0 and <= AccessRequest.ReasonLength } why) return AccessErrors.ReasonMissing;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = await FindAsync(db, id, version, stop);
        if (!found.Succeeded) return found.Error;
        var request = found.Value;
        await matcher.MatchAsync(db, [request], stop);
        var done = await decisions.RefuseAsync(db, request, user.Id, why, null, stop);
        return done.Succeeded ? await SaveAsync(db, stop) : done;
    }

    /// <summary>Approves every certain match of a filter; a job does it.</summary>
    public Task<Result<Guid>> ApproveAllAsync(AccessFilter filter, IReadOnlyList<RoleRef> roles, string? reason, CancellationToken stop = default) =>
        StartAsync(true, filter with { State = AccessRequestState.Waiting, Match = StaffMatch.Certain }, roles, reason, stop);

    /// <summary>Refuses every waiting request of a filter; a job does it.</summary>
    /// <param name="reason">Stands in the mails.</param>
    public Task<Result<Guid>> RefuseAllAsync(AccessFilter filter, string? reason, CancellationToken stop = default) =>
        StartAsync(false, filter with { State = AccessRequestState.Waiting }, [], reason, stop);

    /// <summary>Ends a bulk decision; what was decided stays decided.</summary>
    public async Task<Result> StopAsync(Guid runId, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return Error.Forbidden;
        for (var attempt = 1; ; attempt++)
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            if (await db.Set<AccessRun>().SingleOrDefaultAsync(r => r.Id == runId, stop) is not { } run) return Error.NotFound;
            if (run.Stop(clock.GetUtcNow()) is { Succeeded: false } over) return over;
            audit.Record(db, AccessActions.RunStopped, run, details: new { run.Done, run.Skipped, run.Total });
            var saved = await SaveAsync(db, stop);
            if (saved.Succeeded || attempt == 20) return saved; // the job saves its progress all the time
        }
    }

    /// <summary>Compares what waits with the staff list anew, for after an import; a job does it.</summary>
    public async Task<Result> MatchAgainAsync(CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return Error.Forbidden;
        await (await schedulers.GetScheduler(stop)).TriggerJob(new JobKey(nameof(MatchRequestsJob)), new MatchRequests(tenant.Code), stop);
        return Result.Ok;
    }

    async Task<Result<Guid>> StartAsync(bool approves, AccessFilter filter, IReadOnlyList<RoleRef> roles, string? reason, CancellationToken stop)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return Error.Forbidden;
        if (reason?.Trim() is not { Length: > 0 and <= AccessRequest.ReasonLength } why) return AccessErrors.ReasonMissing;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (approves && await choice.CheckAsync(db, roles, stop) is { } wrong) return wrong;
        var query = filter.ToQuery(RoleRef.Format(roles.Distinct()));
        if (query.Length > AccessRun.FilterLength) return AccessErrors.FilterTooLong;
        if (await db.Set<AccessRun>().AnyAsync(r => r.FinishedAt == null && r.StoppedAt == null, stop)) return AccessErrors.RunUnderWay;
        var total = await filter.Apply(db, db.Set<AccessRequest>()).CountAsync(stop);
        if (total == 0) return AccessErrors.NothingToDecide;
        var run = new AccessRun(tenant.Code, approves, query, why, total, user.Id, clock.GetUtcNow());
        db.Add(run);
        audit.Record(db, AccessActions.RunStarted, run, why, new { run.Approves, run.Filter, run.Total });
        await db.SaveChangesAsync(stop);
        // Lost between these two, it is started by TendAccessJob.
        await (await schedulers.GetScheduler(stop)).TriggerJob(new JobKey(nameof(DecideRequestsJob)), new DecideRequests(tenant.Code, run.Id), stop);
        return run.Id;
    }

    async Task<Result<AccessRequest>> FindAsync(PortalDbContext db, Guid id, int version, CancellationToken stop)
    {
        if (await db.Set<AccessRequest>().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } request) return Error.NotFound;
        if (request.Version != version) return request.State == AccessRequestState.Waiting ? AccessErrors.ChangedMeanwhile : AccessErrors.AlreadyDecided;
        var email = await db.Set<Person>().Where(p => p.Id == user.Id).Select(p => p.Email).SingleOrDefaultAsync(stop);
        return request.IsBy(user.Id, email) ? AccessErrors.OwnRequest : request;
    }

    async Task<Result> SaveAsync(PortalDbContext db, CancellationToken stop) =>
        await db.TrySaveAsync(database, AccessErrors.ChangedMeanwhile, AccessErrors.ChangedMeanwhile, stop) is { } failed ? failed : Result.Ok;
}
