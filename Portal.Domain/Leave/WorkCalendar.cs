using Portal.Common;

namespace Portal.Leave;

/// <summary>What one person works, day by day: schedules less holidays. Counts what leave costs.</summary>
public sealed class WorkCalendar
{
    /// <summary>No run of holidays is this long: who works nothing for so many days works nothing.</summary>
    const int Horizon = 3 * 366;

    readonly WorkSchedules schedules;
    readonly Dictionary<DateOnly, DayPart> holidays;

    public WorkCalendar(WorkSchedules schedules, IEnumerable<Holiday> holidays)
    {
        this.schedules = schedules;
        this.holidays = holidays.GroupBy(h => h.Day).ToDictionary(g => g.Key, g => g.Aggregate(DayPart.None, (off, h) => off | h.Off));
    }

    /// <summary>The part that is free for all.</summary>
    public DayPart FreeOn(DateOnly day) => holidays.GetValueOrDefault(day);

    /// <summary>The part that is worked.</summary>
    public DayPart WorkedOn(DateOnly day) => schedules.PartOn(day) & ~FreeOn(day);

    /// <summary>True when a schedule holds on at least one of these days.</summary>
    public bool Knows(DateRange range) => schedules.Reach(range);

    /// <summary>What leave costs on a day: what is scheduled, no holiday and asked, all three.</summary>
    /// <param name="countsHolidays">The kind of leave runs through holidays.</param>
    public DayPart CostOn(DateOnly day, DayPart asked, bool countsHolidays = false) => asked & (countsHolidays ? schedules.PartOn(day) : WorkedOn(day));

    /// <summary>Days that the span costs, in halves.</summary>
    public decimal Count(LeaveSpan span, bool countsHolidays = false) => Count(span, span.Range, countsHolidays);

    /// <summary>Days that the part of the span within the range costs, in halves.</summary>
    public decimal Count(LeaveSpan span, DateRange within, bool countsHolidays = false) =>
        span.Range.Common(within).Days().Sum(d => CostOn(d, span.PartOn(d), countsHolidays).InDays());

    /// <summary>Days a calendar year; a year of the span in which nothing is worked stands there with 0.</summary>
    public SortedDictionary<int, decimal> CountByYear(LeaveSpan span, bool countsHolidays = false) =>
        span.Range.IsEmpty ? [] : new(Enumerable.Range(span.From.Year, span.To.Year - span.From.Year + 1).ToDictionary(y => y, y => Count(span, DateRange.OfYear(y), countsHolidays)));

    /// <summary>The first day after this one on which at least half a day is worked; null when no schedule tells of one.</summary>
    public DateOnly? NextWorkingDay(DateOnly after)
    {
        var last = DateOnly.FromDayNumber(Math.Min(schedules.LastDay.DayNumber, Math.Min(after.DayNumber + Horizon, DateOnly.MaxValue.DayNumber)));
        return after >= last ? null : new DateRange(after.AddDays(1), last).Days().Cast<DateOnly?>().FirstOrDefault(d => WorkedOn(d!.Value) != DayPart.None);
    }
}
