using Portal.Common;

namespace Portal.Leave;

/// <summary>What stands in somebody's way or pays, when leave is asked.</summary>
/// <param name="Standing">Own leave that reserves its days, and sickness.</param>
/// <param name="SameKind">Days of own leave of the asked kind.</param>
/// <param name="Units">The own unit and those above it.</param>
public sealed record LeaveSituation(
    WorkCalendar Calendar, LeaveBook Book, IReadOnlyList<LeaveSpan> Standing, IReadOnlyList<DateRange> SameKind, IReadOnlyList<BlockedPeriod> Blocked, IReadOnlyCollection<Guid> Units, LeaveLimits Limits,
    DateOnly? EntersOn);

/// <summary>What leave would do.</summary>
/// <param name="Days">What it costs, in halves.</param>
/// <param name="Lines">What it takes from the balance; none for kinds that take nothing.</param>
/// <param name="LeftAfter">All days left of the leave's first year afterwards; null when the kind takes nothing.</param>
public sealed record LeaveCost(decimal Days, IReadOnlyList<BookLine> Lines, decimal? LeftAfter);

/// <summary>Every rule of asking in one place: the form shows its answer while somebody types, the service obeys it.</summary>
public static class LeaveCheck
{
    /// <param name="requestId">Of the request that would come about.</param>
    /// <param name="today">The day in Belgium.</param>
    public static Result<LeaveCost> Of(LeaveDraft draft, LeaveSituation at, LeaveActor actor, Guid requestId, DateOnly today)
    {
        var (span, terms) = (draft.Span, draft.Terms);
        var counted = draft.Check(at.Calendar, at.Limits, actor.IsStaffOffice ? null : today);
        if (!counted.Succeeded) return counted.Error;
        if (LeaveOverlaps.With(span, at.Standing) != LeaveOverlap.None) return LeaveErrors.Overlaps;
        if (BlockedPeriod.Check(at.Blocked, span.Range, at.Units, actor) is { Succeeded: false } blocked) return blocked.Error;
        if (at.EntersOn is { } first && terms.CheckService(span.From.DayNumber - first.DayNumber) is { Succeeded: false } early) return early.Error;
        if (terms.CheckConsecutive(span.Range, at.SameKind) is { Succeeded: false } row) return row.Error;
        if (terms.Category != LeaveCategory.Annual) return new LeaveCost(counted.Value, [], null);
        if (!terms.AllowNegative && new LeaveEligibility(at.Book.Accounts, at.Book.Uses, at.Calendar).Check(span, countsHolidays: terms.CountsHolidays) is { Succeeded: false } unpaid) return unpaid.Error;
        var lines = at.Book.Charge(span, at.Calendar, terms.CountsHolidays, requestId);
        return new LeaveCost(counted.Value, lines, at.Book.With(lines).Balance(span.From.Year)?.TotalLeft(today));
    }
}
