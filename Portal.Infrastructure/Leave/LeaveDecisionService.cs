using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Leave;

/// <summary>What somebody decides on a request.</summary>
public enum LeaveVerdict
{
    Approve = 1,
    Refuse = 2,

    /// <summary>The approved leave is cancelled, as was asked.</summary>
    Cancel = 3,

    /// <summary>The leave stays although its cancellation was asked.</summary>
    Keep = 4,
}

/// <summary>Approvers and their deputies decide; links in mails never do.</summary>
public sealed class LeaveDecisionService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, Notifier notifier, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    DateOnly Today => Brussels.DayOf(clock.GetUtcNow());

    /// <param name="version">The version that the person saw.</param>
    /// <param name="reason">Why it is refused or kept; when it is approved with too few left, why all the same.</param>
    public async Task<Result> DecideAsync(Guid id, int version, LeaveVerdict verdict, string? reason = null, CancellationToken stop = default)
    {
        if (!user.May(LeavePermissions.Ask)) return Error.Forbidden;
        // One decision of a zone at a time: two approvals at once may not both leave just enough people.
        return await contexts.AloneAsync<Result>(database, "leave decisions " + tenant.Code, async db =>
        {
            if (await db.Set<LeaveRequest>().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } request) return Error.NotFound;
            var (me, approvers) = (await db.StaffOfAsync(user.IdOrNone, stop), await LeaveApprovers.LoadAsync(db, Today, stop));
            var (actor, away) = approvers.ActorOf(me?.Id, request.StaffId, user.May(LeavePermissions.Manage));
            if (!actor.Decides && !actor.IsStaffOffice) return Error.NotFound;
            if (request.Version != version) return LeaveErrors.ChangedMeanwhile;
            var few = verdict == LeaveVerdict.Approve && actor.Decides ? await TooFewAsync(db, request, stop) : null;
            if (few is not null && string.IsNullOrWhiteSpace(reason)) return LeaveErrors.TooFewLeft(few.Day, few.After, few.Rule.Minimum);
            var outcome = verdict switch
            {
                LeaveVerdict.Approve => request.Approve(actor),
                LeaveVerdict.Refuse => request.Reject(actor, reason),
                LeaveVerdict.Cancel when request.State == RequestState.CancellationRequested || actor.IsStaffOffice => request.Cancel(actor),
                LeaveVerdict.Keep => request.KeepApproved(actor, reason),
                _ => LeaveErrors.NotOpen,
            };
            if (!outcome.Succeeded) return outcome.Error;
            if (!outcome.Value.Changed) return LeaveErrors.NotOpen;
            var now = clock.GetUtcNow();
            request.Sign(user.Id, away, few is null ? null : reason, now);
            if (request.State.HasEnded()) await db.GiveBackAsync(request, user.Id, now, stop);
            var kind = await db.Set<LeaveKind>().AsNoTracking().SingleAsync(k => k.Id == request.KindId, stop);
            audit.Record(db, ActionOf(verdict, request.State), request, reason, new { Request = LeaveFacts.Of(request, kind, approvers.NameOf(request.StaffId)), For = away is null ? null : approvers.NameOf(away) });
            await TellAsync(db, approvers, request, outcome.Value.Told, verdict, stop);
            return await db.TrySaveAsync(database, LeaveErrors.ChangedMeanwhile, LeaveErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
        }, stop);
    }

    /// <summary>Names who decides while the person is away; after those who are named already.</summary>
    public async Task<Result> NameDeputyAsync(Guid staffId, CancellationToken stop = default)
    {
        if (!user.May(LeavePermissions.Ask)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.StaffOfAsync(user.IdOrNone, stop) is not { } me) return LeaveErrors.NotOnStaffList;
        var approvers = await LeaveApprovers.LoadAsync(db, Today, stop);
        if (approvers.CandidatesFor(me.Id).All(c => c.Id != staffId)) return LeaveErrors.DeputyUnknown;
        var rank = await db.Set<ApprovalDeputy>().Where(d => d.StaffId == me.Id).Select(d => (int?)d.Rank).MaxAsync(stop) ?? 0;
        var deputy = new ApprovalDeputy(tenant.Code, new(me.Id, staffId, rank + 1), clock.GetUtcNow());
        db.Add(deputy);
        audit.Record(db, LeaveActions.DeputyNamed, deputy, details: new { Approver = me.Name, Deputy = approvers.NameOf(staffId) });
        return await db.TrySaveAsync(database, LeaveErrors.ChangedMeanwhile, LeaveErrors.DeputyUnknown, stop) is { } error ? error : Result.Ok;
    }

    public async Task<Result> RemoveDeputyAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(LeavePermissions.Ask)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.StaffOfAsync(user.IdOrNone, stop) is not { } me) return LeaveErrors.NotOnStaffList;
        if (await db.Set<ApprovalDeputy>().SingleOrDefaultAsync(d => d.Id == id && d.StaffId == me.Id, stop) is not { } deputy) return Error.NotFound;
        db.Remove(deputy);
        audit.Record(db, LeaveActions.DeputyRemoved, deputy, details: new { Approver = me.Name });
        return await db.TrySaveAsync(database, LeaveErrors.ChangedMeanwhile, LeaveErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    async Task<StaffingDay?> TooFewAsync(PortalDbContext db, LeaveRequest request, CancellationToken stop) =>
        (await LeaveDecisionQueries.StaffingAsync(db, (await db.ZoneLeaveAsync(stop))!, request, Today, stop)).FirstOrDefault(d => d.TooFew);

    async Task TellAsync(PortalDbContext db, LeaveApprovers approvers, LeaveRequest request, LeaveAudience told, LeaveVerdict verdict, CancellationToken stop)
    {
        var (name, period) = (approvers.NameOf(request.StaffId), LeaveFacts.PeriodOf(request));
        if (told.HasFlag(LeaveAudience.Applicant) && NoticeOf(verdict, request.State) is { } kind) await NotifyAsync([request.StaffId], kind, period, "");
        if (told.HasFlag(LeaveAudience.Replacement) && request is { ReplacementId: { } colleague, State: RequestState.Approved }) await NotifyAsync([colleague], NoticeKinds.LeaveReplacement, [name, .. period], "");
        if (told.HasFlag(LeaveAudience.SecondStage))
            await NotifyAsync([.. approvers.For(request.StaffId).Where(d => LeaveDecisionQueries.IsFor(d, request)).Select(d => d.StaffId)], NoticeKinds.LeaveAsked, [name, .. period], "/decisions/" + request.Id);

        Task NotifyAsync(IReadOnlyList<Guid> staff, string notice, IReadOnlyList<string> words, string page) =>
            notifier.NotifyAsync(db, [.. approvers.AccountsOf(staff).Where(p => p != user.Id)], notice, words, $"/zones/{tenant.Code}/leave{page}", stop);
    }

    static string? NoticeOf(LeaveVerdict verdict, RequestState state) => verdict switch
    {
        LeaveVerdict.Approve => state == RequestState.Approved ? NoticeKinds.LeaveApproved : null,
        LeaveVerdict.Refuse => NoticeKinds.LeaveRefused,
        LeaveVerdict.Cancel => NoticeKinds.LeaveCancelled,
        _ => NoticeKinds.LeaveKept,
    };

    static string ActionOf(LeaveVerdict verdict, RequestState state) => verdict switch
    {
        LeaveVerdict.Approve => state == RequestState.Approved ? LeaveActions.Approved : LeaveActions.FirstApproved,
        LeaveVerdict.Refuse => LeaveActions.Refused,
        LeaveVerdict.Cancel => LeaveActions.Cancelled,
        _ => LeaveActions.Kept,
    };
}
