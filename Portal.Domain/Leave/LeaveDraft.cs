using Portal.Common;

namespace Portal.Leave;

/// <summary>The zone's limits to asking.</summary>
/// <param name="HalfDays">Half days may be asked.</param>
/// <param name="MonthsAhead">How far ahead leave may end; null is no limit.</param>
/// <param name="MonthsBack">How far back leave may begin; null is no limit.</param>
public sealed record LeaveLimits(bool HalfDays = true, int? MonthsAhead = null, int? MonthsBack = null);

/// <summary>Leave before it is asked.</summary>
/// <param name="StartsAt">Time of day, Brussels, for who leaves or comes back during the day; both times or none.</param>
/// <param name="Hours">Hours and minutes of a kind that is counted in hours.</param>
public sealed record LeaveDraft(LeaveSpan Span, LeaveTerms Terms, string? Reason = null, TimeOnly? StartsAt = null, TimeOnly? EndsAt = null, TimeSpan? Hours = null)
{
    /// <summary>Every rule that needs nobody else's data. The order is the order in which a person can mend things.</summary>
    /// <param name="today">The day in Belgium; null when the limits in months do not matter.</param>
    /// <returns>The days that it costs; more than 0.</returns>
    public Result<decimal> Check(WorkCalendar calendar, LeaveLimits limits, DateOnly? today)
    {
        if ((CheckPeriod(limits, today) ?? CheckTimes() ?? CheckHours() ?? CheckParts(limits)) is { } error) return error;
        if (Terms.NeedsReason && string.IsNullOrWhiteSpace(Reason)) return LeaveErrors.ReasonMissing;
        if (!calendar.Knows(Span.Range)) return LeaveErrors.NoSchedule;
        if (Span.From == Span.To && Span.FirstPart != DayPart.None && !Terms.CountsHolidays && (Span.FirstPart & ~calendar.FreeOn(Span.From)) == DayPart.None) return LeaveErrors.AlreadyAbsent;
        var days = calendar.Count(Span, Terms.CountsHolidays);
        return days > 0 ? days : LeaveErrors.ZeroDays;
    }

    Error? CheckPeriod(LeaveLimits limits, DateOnly? today)
    {
        if (Span.Range.IsEmpty) return LeaveErrors.DatesReversed;
        if (today is { } day && limits.MonthsAhead is { } ahead && Span.To > day.AddMonths(ahead)) return LeaveErrors.TooFarAhead(ahead);
        return today is { } now && limits.MonthsBack is { } back && Span.From < now.AddMonths(-back) ? LeaveErrors.TooFarBack(back) : null;
    }

    Error? CheckTimes() => StartsAt is null && EndsAt is null ? null : StartsAt < EndsAt ? null : LeaveErrors.TimesReversed;

    Error? CheckHours() => !Terms.InHours ? null : !(Hours > TimeSpan.Zero) ? LeaveErrors.HoursMissing
        : (decimal)Hours.Value.TotalHours < Terms.MinimumHours ? LeaveErrors.TooFewHours(Terms.MinimumHours) : null;

    /// <summary>A half day is one day; a longer leave begins in the afternoon or ends at noon at most, so that it has no hole.</summary>
    Error? CheckParts(LeaveLimits limits)
    {
        var (one, first, last) = (Span.From == Span.To, Span.FirstPart, Span.LastPart);
        if (!limits.HalfDays && (first.IsHalf() || (!one && last.IsHalf()))) return LeaveErrors.HalfDaysOff;
        return one || (first is DayPart.Full or DayPart.Afternoon && last is DayPart.Full or DayPart.Morning && Span.MiddlePart == DayPart.Full) ? null : LeaveErrors.HalfDayOverDays;
    }
}
