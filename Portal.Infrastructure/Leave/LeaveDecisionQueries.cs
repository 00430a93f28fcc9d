using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;

namespace Portal.Leave;

/// <summary>A request that waits for the person's decision.</summary>
/// <param name="ForName">The approver who is away and for whom the person decides; null otherwise.</param>
public sealed record WaitingLeave(Guid Id, string Name, LocalName Kind, LeaveSpan Span, decimal Days, RequestState State, DateTimeOffset AskedAt, string? ForName);

/// <summary>Who is absent in the same days.</summary>
/// <param name="Kind">Null when it is not told.</param>
/// <param name="Waits">Asked, not decided.</param>
public sealed record TeamAbsence(string Name, LeaveSpan Span, LocalName? Kind, bool Waits);

/// <summary>Who stands in for the person.</summary>
public sealed record NamedDeputy(Guid Id, string Name, int Rank);

/// <summary>Everything that a decision needs.</summary>
/// <param name="CanDecide">The person may decide now.</param>
/// <param name="LeftAfter">Days left of the year once it is granted; null when it takes nothing from the balance.</param>
public sealed record LeaveToDecide(
    Guid Id, int Version, string Name, string Unit, LocalName Kind, LeaveSpan Span, decimal Days, RequestState State, string? Reason, string? Refusal, string? StaffingReason, string? Replacement, DateTimeOffset AskedAt, bool CanDecide,
    string? ForName, decimal? LeftAfter, IReadOnlyList<TeamAbsence> Team, IReadOnlyList<StaffingDay> Staffing);

/// <summary>The inbox of whoever decides on leave.</summary>
/// <param name="Deputies">Who stands in for the person, in order.</param>
/// <param name="Candidates">Who could.</param>
public sealed record LeaveInbox(IReadOnlyList<WaitingLeave> Waiting, IReadOnlyList<NamedDeputy> Deputies, IReadOnlyList<(Guid Id, string Name)> Candidates, bool Decides);

/// <summary>Other people's leave, for who decides on it.</summary>
public sealed class LeaveDecisionQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    DateOnly Today => Brussels.DayOf(clock.GetUtcNow());

    /// <returns>Null for who is not on the staff list.</returns>
    public async Task<LeaveInbox?> InboxAsync(CancellationToken stop = default)
    {
        if (!user.May(LeavePermissions.Ask)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.StaffOfAsync(user.IdOrNone, stop) is not { } me) return null;
        var approvers = await LeaveApprovers.LoadAsync(db, Today, stop);
        var kinds = await db.Set<LeaveKind>().AsNoTracking().ToDictionaryAsync(k => k.Id, k => k.Name, stop);
        var waiting = (await WaitingAsync(db, stop)).Select(r => (Request: r, Decider: approvers.For(r.StaffId).FirstOrDefault(d => d.StaffId == me.Id && IsFor(d, r)))).Where(w => w.Decider is not null)
            .Select(w => new WaitingLeave(
                w.Request.Id, approvers.NameOf(w.Request.StaffId), kinds[w.Request.KindId], w.Request.Span, w.Request.Days, w.Request.State, w.Request.AskedAt, w.Decider!.ForId is { } away ? approvers.NameOf(away) : null)).ToList();
        if (waiting.Count > 0) await consultations.SearchedAsync(LeaveActions.Waiting, nameof(LeaveRequest), new { }, waiting.Count, one: waiting is [var one] ? one.Id : default, stop: stop);
        var deputies = (await db.Set<ApprovalDeputy>().AsNoTracking().Where(d => d.StaffId == me.Id).OrderBy(d => d.Rank).ToListAsync(stop)).Select(d => new NamedDeputy(d.Id, approvers.NameOf(d.StandInId), d.Rank)).ToList();
        var taken = await db.Set<ApprovalDeputy>().AsNoTracking().Where(d => d.StaffId == me.Id).Select(d => d.StandInId).ToListAsync(stop);
        return new(waiting, deputies, [.. approvers.CandidatesFor(me.Id).Where(c => !taken.Contains(c.Id))], approvers.DecidesAtAll(me.Id));
    }

    /// <summary>A request with what its decision needs; null for who does not decide on it and does not keep the zone's leave.</summary>
    public async Task<LeaveToDecide?> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(LeavePermissions.Ask)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<LeaveRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } request) return null;
        var (me, approvers) = (await db.StaffOfAsync(user.IdOrNone, stop), await LeaveApprovers.LoadAsync(db, Today, stop));
        var (actor, away) = approvers.ActorOf(me?.Id, request.StaffId, user.May(LeavePermissions.Manage));
        if (!actor.Decides && !actor.IsStaffOffice) return null;
        var zone = (await db.ZoneLeaveAsync(stop))!;
        var member = await db.Set<StaffMember>().AsNoTracking().SingleAsync(s => s.Id == request.StaffId, stop);
        await consultations.ViewedAsync(LeaveActions.Viewed, nameof(LeaveRequest), id, new { member.Name }, stop);
        var own = await db.LeaveOfAsync(zone, member, Today, stop);
        var kind = zone.Kinds[request.KindId];
        var canDecide = actor.Decides && Waits(request) && approvers.For(request.StaffId).Any(d => d.StaffId == me!.Id && IsFor(d, request));
        return new(
            request.Id, request.Version, member.Name, zone.Units.PathOf(member.UnitId), kind.Name, request.Span, request.Days, request.State, request.Reason, request.Refusal, request.StaffingReason, request.ReplacementId is null ? null : approvers.NameOf(request.ReplacementId),
            request.AskedAt, canDecide, away is null ? null : approvers.NameOf(away), kind.Category == LeaveCategory.Annual ? own.Book.Balance(request.FromOn.Year)?.TotalLeft(Today) : null,
            await TeamAsync(db, approvers, zone, request, actor, stop), await StaffingAsync(db, zone, request, Today, stop));
    }

    /// <summary>True while somebody has to decide.</summary>
    internal static bool Waits(LeaveRequest request) => request.State.AwaitsDecision() || request.State == RequestState.CancellationRequested;

    /// <summary>What the first stage has approved waits for the second.</summary>
    internal static bool IsFor(LeaveDecider decider, LeaveRequest request) => request.State != RequestState.FirstStageApproved || decider.Standing != LeaveStanding.Head;

    internal static async Task<int> CountAsync(PortalDbContext db, LeaveApprovers approvers, Guid me, CancellationToken stop) =>
        (await WaitingAsync(db, stop)).Count(r => approvers.For(r.StaffId).Any(d => d.StaffId == me && IsFor(d, r)));

    /// <summary>What the leave does to the minimum of people, day by day.</summary>
    internal static async Task<IReadOnlyList<StaffingDay>> StaffingAsync(PortalDbContext db, ZoneLeave zone, LeaveRequest request, DateOnly today, CancellationToken stop)
    {
        var rules = (await db.Set<StaffingMinimum>().AsNoTracking().ToListAsync(stop)).Select(m => m.Rule).ToList();
        if (rules.Count == 0 || request.ToOn < today) return [];
        var absences = await db.AbsencesAsync(request.Span.Range, stop);
        var schedules = (await db.Set<StaffSchedule>().AsNoTracking().ToListAsync(stop)).ToLookup(s => s.StaffId, s => s.Schedule);
        var staff = (await db.Set<StaffMember>().AsNoTracking().ToListAsync(stop)).Where(s => s.IsHere(request.FromOn)).Select(s => new StaffingMember(
            s.Id, [.. zone.Units.Upwards(s.UnitId).Select(u => u.Id)], s.Function, s.Qualifications.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            zone.CalendarOf([.. schedules[s.Id]]), s.Id == request.StaffId ? [] : [.. absences[s.Id]])).ToList();
        return staff.Find(s => s.StaffId == request.StaffId) is { } applicant ? [.. Leave.Staffing.Effect(request.Span, applicant, staff, rules)] : [];
    }

    static Task<List<LeaveRequest>> WaitingAsync(PortalDbContext db, CancellationToken stop) => db.Set<LeaveRequest>().AsNoTracking()
        .Where(r => r.State == RequestState.Waiting || r.State == RequestState.FirstStageApproved || r.State == RequestState.CancellationRequested).OrderBy(r => r.AskedAt).ThenBy(r => r.Id).ToListAsync(stop);

    static async Task<IReadOnlyList<TeamAbsence>> TeamAsync(PortalDbContext db, LeaveApprovers approvers, ZoneLeave zone, LeaveRequest request, LeaveActor viewer, CancellationToken stop)
    {
        var team = approvers.TeamOf(request.StaffId).Select(t => t.Id).ToList();
        var leave = await db.Set<LeaveRequest>().AsNoTracking().Where(r => team.Contains(r.StaffId) && r.FromOn <= request.ToOn && r.ToOn >= request.FromOn).ToListAsync(stop);
        var sick = await db.Set<SickAbsence>().AsNoTracking().Where(s => team.Contains(s.StaffId) && s.State == SickNoteState.Active && s.FromOn <= request.ToOn && s.ToOn >= request.FromOn).ToListAsync(stop);
        var seen = viewer with { IsApplicant = false };
        return
        [
            .. leave.Where(r => r.State.Reserves()).Select(r => new TeamAbsence(approvers.NameOf(r.StaffId), r.Span,
                AbsenceViews.Of(seen, sickness: false, zone.Kinds[r.KindId].VisibleToColleagues) == AbsenceView.Absent ? null : zone.Kinds[r.KindId].Name, r.State.AwaitsDecision()))
            .Concat(sick.Select(s => new TeamAbsence(approvers.NameOf(s.StaffId), s.Span, null, false))).OrderBy(a => a.Span.From).ThenBy(a => a.Name, StringComparer.CurrentCulture),
        ];
    }
}
