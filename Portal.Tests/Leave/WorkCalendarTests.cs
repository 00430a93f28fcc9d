using FsCheck;
using FsCheck.Fluent;
using Portal.Common;
using Portal.Leave;

namespace Portal.Tests.Leave;

/// <summary>Counting days.</summary>
public sealed class WorkCalendarTests
{
    static readonly DateOnly NewYear = new(2026, 1, 1);

    /// <summary>The ten legal holidays of 2026; two fall in a weekend.</summary>
    static readonly DateOnly[] Legal2026 =
        [new(2026, 1, 1), new(2026, 4, 6), new(2026, 5, 1), new(2026, 5, 14), new(2026, 5, 25), new(2026, 7, 21), new(2026, 8, 15), new(2026, 11, 1), new(2026, 11, 11), new(2026, 12, 25)];

    static readonly Gen<DayPart> Parts = Gen.Elements(DayPart.None, DayPart.Morning, DayPart.Afternoon, DayPart.Full);

    static readonly Gen<WorkWeek> Weeks = Gen.Choose(0, (1 << 14) - 1).Select(bits => new WorkWeek(bits));

    static readonly Gen<WorkCalendar> Calendars =
        from first in Weeks
        from second in Weeks
        from change in Gen.Choose(0, 400)
        from free in Gen.ListOf(from day in Gen.Choose(0, 400) from off in Parts select new Holiday(NewYear.AddDays(day), off))
        select new WorkCalendar(new([new(first, null, NewYear.AddDays(change - 1)), new(second, NewYear.AddDays(change))]), free);

    static readonly Gen<LeaveSpan> Spans =
        from start in Gen.Choose(0, 400)
        from length in Gen.Choose(0, 40)
        from part in Parts
        select LeaveSpan.Each(NewYear.AddDays(start), NewYear.AddDays(start + length), part);

    static void Holds<T>(Gen<T> values, Func<T, bool> property) => Check.One(Config.QuickThrowOnFailure.WithMaxTest(300), Prop.ForAll(values.ToArbitrary(), property));

    [Fact]
    public void A_period_costs_as_much_as_its_two_halves() =>
        Holds(from c in Calendars from s in Spans from cut in Gen.Choose(0, 40) select (c, s, cut), x =>
        {
            var (calendar, span) = (x.c, x.s);
            var middle = span.From.AddDays(Math.Min(x.cut, span.Range.Length - 1));
            return calendar.Count(span) == calendar.Count(LeaveSpan.Each(span.From, middle, span.FirstPart)) + calendar.Count(LeaveSpan.Each(middle.AddDays(1), span.To, span.FirstPart));
        });

    [Fact]
    public void The_years_add_up_and_none_is_missing() =>
        Holds(from c in Calendars from s in Spans select (c, s), x =>
            x.c.CountByYear(x.s) is var years && years.Values.Sum() == x.c.Count(x.s) && years.Count == x.s.To.Year - x.s.From.Year + 1);

    [Fact]
    public void Morning_and_afternoon_cost_what_the_whole_costs() =>
        Holds(from c in Calendars from s in Spans select (c, s), x =>
            x.c.Count(LeaveSpan.Each(x.s.From, x.s.To)) == x.c.Count(LeaveSpan.Each(x.s.From, x.s.To, DayPart.Morning)) + x.c.Count(LeaveSpan.Each(x.s.From, x.s.To, DayPart.Afternoon)));

    [Fact]
    public void Nothing_costs_more_than_it_lasts_and_holidays_never_cost_more() =>
        Holds(from c in Calendars from s in Spans select (c, s), x =>
            x.c.Count(x.s) is var days && days >= 0 && days % DayParts.Half == 0 && days <= x.c.Count(x.s, countsHolidays: true) && days <= x.s.Range.Length);

    [Fact]
    public void The_next_working_day_is_worked_and_none_before_it_is() =>
        Holds(from c in Calendars from d in Gen.Choose(0, 400) select (c, NewYear.AddDays(d)), x =>
            x.c.NextWorkingDay(x.Item2) is not { } next || (x.c.WorkedOn(next) != DayPart.None && x.c.Count(LeaveSpan.Each(x.Item2.AddDays(1), next.AddDays(-1))) == 0));

    [Fact]
    public void A_working_year_of_2026_has_253_days()
    {
        var calendar = new WorkCalendar(new([new WorkSchedule(WorkWeek.Standard)]), Legal2026.Select(d => new Holiday(d)));
        Assert.Equal(8, Legal2026.Count(d => d.DayOfWeek is not (DayOfWeek.Saturday or DayOfWeek.Sunday)));
        Assert.Equal(261 - 8, calendar.Count(LeaveSpan.Each(new(2026, 1, 1), new(2026, 12, 31))));
    }

    [Fact]
    public void A_day_on_which_the_clock_changes_is_a_day()
    {
        var calendar = new WorkCalendar(new([new WorkSchedule(WorkWeek.EveryDay)]), []);
        foreach (var day in new DateOnly[] { new(2026, 3, 29), new(2026, 10, 25) }) Assert.Equal(3, calendar.Count(LeaveSpan.Each(day.AddDays(-1), day.AddDays(1))));
    }

    [Fact]
    public void Two_lists_of_holidays_free_the_halves_of_both()
    {
        var (day, week) = (new DateOnly(2026, 12, 24), new WorkSchedules([new WorkSchedule(WorkWeek.Standard)]));
        Assert.Equal(0, new WorkCalendar(week, [new(day, DayPart.Morning), new(day, DayPart.Afternoon)]).Count(LeaveSpan.Each(day, day)));
    }

    [Fact]
    public void Where_two_schedules_hold_the_later_one_counts()
    {
        var schedules = new WorkSchedules([new(WorkWeek.EveryDay), new(new WorkWeek().With(DayOfWeek.Monday, DayPart.Morning), new(2026, 2, 1))]);
        Assert.Equal(DayPart.Full, schedules.PartOn(new(2026, 1, 31)));
        Assert.Equal((DayPart.None, DayPart.Morning), (schedules.PartOn(new(2026, 2, 1)), schedules.PartOn(new(2026, 2, 2))));
    }

    [Theory]
    [InlineData("2026-03-02", DayPart.Afternoon, "2026-03-04", DayPart.Morning, true, 2.0)]
    [InlineData("2026-03-02", DayPart.Morning, "2026-03-04", DayPart.Full, false, 0.0)]
    [InlineData("2026-03-02", DayPart.Full, "2026-03-04", DayPart.Afternoon, false, 0.0)]
    [InlineData("2026-03-02", DayPart.Morning, "2026-03-02", DayPart.Full, true, 0.5)]
    public void Leave_of_several_days_has_no_hole(string from, DayPart first, string to, DayPart last, bool accepted, double days)
    {
        var span = new LeaveSpan(DateOnly.Parse(from, null), first, DateOnly.Parse(to, null), last);
        var result = new LeaveDraft(span, new LeaveTerms()).Check(new(new([new WorkSchedule(WorkWeek.Standard)]), []), new LeaveLimits(), null);
        Assert.Equal((accepted, (decimal)days), (result.Succeeded, result.Value));
    }

    [Fact]
    public void A_range_touches_what_no_day_parts_from_it()
    {
        var range = new DateRange(new(2026, 2, 27), new(2026, 2, 28));
        Assert.True(range.Touches(new(new(2026, 3, 1), DateOnly.MaxValue)));
        Assert.False(range.Touches(new(new(2026, 3, 2), new(2026, 3, 3))));
        Assert.False(range.Overlaps(new(new(2026, 3, 1), new(2026, 3, 3))));
        Assert.Equal((0, 365), (DateRange.None.Length, DateRange.OfYear(2026).Length));
    }
}
