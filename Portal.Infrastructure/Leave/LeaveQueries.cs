using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Leave;

/// <summary>A kind of leave to choose.</summary>
public sealed record LeaveChoice(Guid Id, LocalName Name, bool NeedsReason, bool TakesBalance);

/// <summary>One of the own requests.</summary>
/// <param name="Waits">Names of those who may decide now; empty unless somebody has to.</param>
/// <param name="CanCancel">There is something to take back: it waits, or is approved and not over.</param>
public sealed record OwnLeave(
    Guid Id, int Version, LocalName Kind, LeaveSpan Span, decimal Days, RequestState State, string? Reason, string? Refusal, string? Replacement, IReadOnlyList<string> Waits, DateTimeOffset AskedAt, bool CanCancel);

/// <summary>A line of the ledger with its kind of leave and state, when it is leave.</summary>
public sealed record ExplainedLine(LedgerLine Line, LocalName? Kind, LeaveSpan? Span, RequestState? State);

/// <summary>The balance of one leave year, explained.</summary>
/// <param name="IsOpen">False for a year that is only looked ahead to.</param>
/// <param name="Extension">Why carried-over days can be used longer; null when they cannot.</param>
public sealed record LeaveYearView(int Year, bool IsOpen, LeaveBalance Balance, IReadOnlyList<ExplainedLine> Lines, CarryOverGround? Extension);

/// <summary>Everything about the own leave.</summary>
/// <param name="Years">Empty until the staff office has opened a year for the person.</param>
/// <param name="ToDecide">Requests that wait for the person's decision; null for who decides on nobody's leave.</param>
public sealed record MyLeave(string Name, IReadOnlyList<LeaveYearView> Years, IReadOnlyList<OwnLeave> Requests, int? ToDecide);

/// <summary>What the form of asking needs.</summary>
/// <param name="Team">Who could stand in.</param>
/// <param name="NextDay">The next day on which the person works.</param>
public sealed record LeaveForm(IReadOnlyList<LeaveChoice> Kinds, IReadOnlyList<(Guid Id, string Name)> Team, bool HalfDays, DateOnly NextDay);

/// <summary>The own leave of who is signed in.</summary>
public sealed class LeaveQueries(IDbContextFactory<PortalDbContext> contexts, LeaveStart start, CurrentUser user, TimeProvider clock)
{
    DateOnly Today => Brussels.DayOf(clock.GetUtcNow());

    /// <returns>Null for who is not on the staff list with this account.</returns>
    public async Task<MyLeave?> MineAsync(CancellationToken stop = default)
    {
        if (await OpenAsync(stop) is not var (db, zone, own)) return null;
        await using var _ = db;
        var approvers = await LeaveApprovers.LoadAsync(db, Today, stop);
        var requests = own.Requests.Select(r => new OwnLeave(
            r.Id, r.Version, zone.Kinds[r.KindId].Name, r.Span, r.Days, r.State, r.Reason, r.Refusal, r.ReplacementId is null ? null : approvers.NameOf(r.ReplacementId),
            LeaveDecisionQueries.Waits(r) ? [.. approvers.For(r.StaffId).Where(d => LeaveDecisionQueries.IsFor(d, r)).Select(d => approvers.NameOf(d.StaffId))] : [], r.AskedAt,
            r.State.AwaitsDecision() || (r.State == RequestState.Approved && r.ToOn >= Today))).ToList();
        var extensions = await db.Set<LeaveYear>().AsNoTracking().Where(y => y.StaffId == own.Member.Id).ToDictionaryAsync(y => y.Year, y => y.ExtensionGround, stop);
        var years = own.Book.Years.Where(y => own.Book.IsOpen(y) ? y >= Today.Year - 1 : y == Today.Year || (y == Today.Year + 1 && own.Lines.Any(l => l.Year == y)))
            .Select(y => new LeaveYearView(y, own.Book.IsOpen(y), own.Book.Balance(y)!, [.. own.Book.Ledger(y)!.Lines(Today).Select(l => Explain(l, own, zone))], extensions.GetValueOrDefault(y))).ToList();
        int? toDecide = approvers.DecidesAtAll(own.Member.Id) ? await LeaveDecisionQueries.CountAsync(db, approvers, own.Member.Id, stop) : null;
        return new(own.Member.Name, years, requests, toDecide);
    }

    public async Task<LeaveForm?> FormAsync(CancellationToken stop = default)
    {
        if (await OpenAsync(stop) is not var (db, zone, own)) return null;
        await using var _ = db;
        var approvers = await LeaveApprovers.LoadAsync(db, Today, stop);
        return new(
            [.. zone.Kinds.Values.Where(k => k.Active && !k.Terms.InHours).OrderBy(k => k.Position).Select(k => new LeaveChoice(k.Id, k.Name, k.NeedsReason, k.Category == LeaveCategory.Annual))],
            approvers.TeamOf(own.Member.Id), zone.Policy.HalfDays, own.Calendar.NextWorkingDay(Today) ?? Today);
    }

    /// <summary>What the leave would cost and leave over, or why it cannot be asked; nothing is stored.</summary>
    public async Task<Result<LeaveCost>> TryAsync(LeaveInput input, CancellationToken stop = default)
    {
        if (await OpenAsync(stop) is not var (db, zone, own)) return user.May(LeavePermissions.Ask) ? LeaveErrors.NotOnStaffList : Error.Forbidden;
        await using var _ = db;
        if (!zone.Kinds.TryGetValue(input.KindId, out var kind) || !kind.Active) return LeaveErrors.KindUnknown;
        return LeaveCheck.Of(input.Draft(kind), own.Situation(zone, kind.Id), new(IsApplicant: true), Guid.Empty, Today);
    }

    async Task<(PortalDbContext Db, ZoneLeave Zone, StaffLeave Own)?> OpenAsync(CancellationToken stop)
    {
        if (!user.May(LeavePermissions.Ask)) return null;
        await start.EnsureAsync(stop);
        var db = await contexts.CreateDbContextAsync(stop);
        if (await db.StaffOfAsync(user.IdOrNone, stop) is { } member && await db.ZoneLeaveAsync(stop) is { } zone) return (db, zone, await db.LeaveOfAsync(zone, member, Today, stop));
        await db.DisposeAsync();
        return null;
    }

    static ExplainedLine Explain(LedgerLine line, StaffLeave own, ZoneLeave zone) =>
        own.Requests.FirstOrDefault(r => r.Id == line.Entry.RequestId) is { } request ? new(line, zone.Kinds[request.KindId].Name, request.Span, request.State) : new(line, null, null, null);
}
