using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Leave;

/// <summary>What somebody asks for, as typed.</summary>
/// <param name="ReplacementId">Staff member of the own unit who stands in.</param>
public sealed record LeaveInput(Guid KindId, DateOnly From, DayPart FirstPart, DateOnly To, DayPart LastPart, string? Reason = null, Guid? ReplacementId = null)
{
    public LeaveSpan Span => new(From, FirstPart, To, From == To ? FirstPart : LastPart);

    internal LeaveDraft Draft(LeaveKind kind) => new(Span, kind.Terms, Reason);
}

/// <summary>People ask for leave and take it back.</summary>
public sealed class LeaveService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, LeaveStart start, Notifier notifier, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    DateOnly Today => Brussels.DayOf(clock.GetUtcNow());

    /// <summary>One request of a person at a time: two at once may not both take the last day.</summary>
    internal static string LockOf(string zone, Guid staffId) => $"leave {zone} {staffId}";

    /// <returns>The request.</returns>
    public async Task<Result<Guid>> AskAsync(LeaveInput input, CancellationToken stop = default)
    {
        if (!user.May(LeavePermissions.Ask)) return Error.Forbidden;
        await start.EnsureAsync(stop);
        if (await OwnAsync(stop) is not { } member) return LeaveErrors.NotOnStaffList;
        return await contexts.AloneAsync<Result<Guid>>(database, LockOf(tenant.Code, member.Id), async db =>
        {
            var zone = (await db.ZoneLeaveAsync(stop))!;
            if (!zone.Kinds.TryGetValue(input.KindId, out var kind) || !kind.Active || kind.Terms.InHours) return LeaveErrors.KindUnknown;
            var approvers = await LeaveApprovers.LoadAsync(db, Today, stop);
            if (input.ReplacementId is { } colleague && approvers.TeamOf(member.Id).All(t => t.Id != colleague)) return LeaveErrors.ReplacementUnknown;
            var (now, own) = (clock.GetUtcNow(), await db.LeaveOfAsync(zone, member, Today, stop));
            var request = LeaveRequest.Ask(
                new(tenant.Code, member.Id, kind.Id, input.Span, 0, input.Reason, input.ReplacementId, user.Id), kind.NeedsApproval, approvers.IsTwoStage(member.Id), now);
            var checkedCost = LeaveCheck.Of(input.Draft(kind), own.Situation(zone, kind.Id), new(IsApplicant: true), request.Id, Today);
            if (!checkedCost.Succeeded) return checkedCost.Error;
            request.Costs(checkedCost.Value.Days);
            db.Add(request);
            db.AddRange(checkedCost.Value.Lines.Select(l => new LeaveLedgerEntry(tenant.Code, member.Id, l.Year, l.Entry, user.Id, null, now)));
            audit.Record(db, LeaveActions.Asked, request, details: LeaveFacts.Of(request, kind, member.Name));
            if (request.State.AwaitsDecision()) await TellApproversAsync(db, approvers, request, member, NoticeKinds.LeaveAsked, stop);
            await db.SaveChangesAsync(stop);
            return request.Id;
        }, stop);
    }

    /// <summary>Takes the own leave back: what waits is withdrawn, what is approved is asked to be cancelled.</summary>
    /// <param name="version">The version that the person saw.</param>
    public async Task<Result> CancelAsync(Guid id, int version, CancellationToken stop = default)
    {
        if (!user.May(LeavePermissions.Ask)) return Error.Forbidden;
        if (await OwnAsync(stop) is not { } member) return LeaveErrors.NotOnStaffList;
        return await contexts.AloneAsync<Result>(database, LockOf(tenant.Code, member.Id), async db =>
        {
            if (await db.Set<LeaveRequest>().SingleOrDefaultAsync(r => r.Id == id && r.StaffId == member.Id, stop) is not { } request) return Error.NotFound;
            if (request.Version != version) return LeaveErrors.ChangedMeanwhile;
            var outcome = request.Cancel(new(IsApplicant: true));
            if (!outcome.Succeeded) return outcome.Error;
            if (!outcome.Value.Changed) return Result.Ok;
            var (approvers, kind) = (await LeaveApprovers.LoadAsync(db, Today, stop), await db.Set<LeaveKind>().AsNoTracking().SingleAsync(k => k.Id == request.KindId, stop));
            var withdrawn = request.State == RequestState.Revoked;
            if (withdrawn) await db.GiveBackAsync(request, user.Id, clock.GetUtcNow(), stop);
            audit.Record(db, withdrawn ? LeaveActions.Withdrawn : LeaveActions.CancellationAsked, request, details: LeaveFacts.Of(request, kind, member.Name));
            await TellApproversAsync(db, approvers, request, member, withdrawn ? NoticeKinds.LeaveWithdrawn : NoticeKinds.LeaveCancellationAsked, stop);
            return await db.TrySaveAsync(database, LeaveErrors.ChangedMeanwhile, LeaveErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
        }, stop);
    }

    async Task<StaffMember?> OwnAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.StaffOfAsync(user.IdOrNone, stop);
    }

    Task TellApproversAsync(PortalDbContext db, LeaveApprovers approvers, LeaveRequest request, StaffMember member, string kind, CancellationToken stop) => notifier.NotifyAsync(
        db, [.. approvers.AccountsOf(approvers.For(member.Id).Select(d => d.StaffId)).Where(p => p != user.Id)], kind, [member.Name, .. LeaveFacts.PeriodOf(request)],
        $"/zones/{tenant.Code}/leave/decisions/{request.Id}", stop);
}

/// <summary>What audit and notices say of a request.</summary>
static class LeaveFacts
{
    public static object Of(LeaveRequest r, LeaveKind kind, string name) => new { Name = name, Kind = kind.Code, From = r.FromOn, To = r.ToOn, First = r.FirstPart.ToString(), Last = r.LastPart.ToString(), r.Days };

    /// <summary>First and last day.</summary>
    public static IReadOnlyList<string> PeriodOf(LeaveRequest r) => [Word(r.FromOn), Word(r.ToOn)];

    /// <summary>What the request took goes back into the balance.</summary>
    public static async Task GiveBackAsync(this PortalDbContext db, LeaveRequest request, Guid? by, DateTimeOffset now, CancellationToken stop)
    {
        var lines = await db.Set<LeaveLedgerEntry>().AsNoTracking().Where(e => e.RequestId == request.Id).ToListAsync(stop);
        db.AddRange(LeaveBook.GiveBack(lines.Select(e => new BookLine(e.Year, e.Entry))).Select(l => new LeaveLedgerEntry(request.Tenant, request.StaffId, l.Year, l.Entry, by, null, now)));
    }

    static string Word(DateOnly day) => day.ToString("d/M/yyyy", System.Globalization.CultureInfo.InvariantCulture);
}
