using Portal.Common;
using Portal.Leave;
using static Portal.Tests.Leave.CaseWords;

namespace Portal.Tests.Leave;

/// <summary>Cases of what is checked when leave is asked or days are granted. The fields say which of the checks are meant.</summary>
static class ValidationCases
{
    /// <summary>A Monday for cases without dates.</summary>
    static readonly DateOnly AnyDay = new(2024, 5, 13);

    public static void Validation(CaseInput input, CaseExpected expected)
    {
        (bool Asked, Func<Result<decimal?>> Check)[] checks =
        [
            (Any("annual", "actual", "max_annual"), () => Plain(Entitlement.CheckDays(input.Number("annual", 0), input.Number("actual"), input.Number("max_annual"), input.Flag("half_days_allowed", true)))),
            (input.Has("new") && !input.Has("max_consecutive"), () => Plain(Entitlement.CheckPeriod(RangeOf(input.MustPart("new")), input.List("existing").Select(RangeOf)))),
            (input.Has("new") && input.Has("max_consecutive"), () =>
                Plain(new LeaveTerms(MaximumConsecutiveDays: input.Whole("max_consecutive")).CheckConsecutive(RangeOf(input.MustPart("new")), [.. input.List("existing").Select(RangeOf)]))),
            (input.Has("period"), () => Plain(Entitlement.CheckFits(RangeOf(input.MustPart("period")), input.MustNumber("days"), input.Flag("allow_over")))),
            (input.Has("raise_to"), () => Plain(Entitlement.CheckRaise(input.MustNumber("older_days"), input.MustNumber("raise_to"), input.Flag("carried_into_newer")))),
            (input.Has("balance"), Balance),
            (input.Has("crosses_entitlement_boundary"), () => Plain(Entitlement.CheckWithin(input.Flag("crosses_entitlement_boundary"), input.Flag("allow_negative")))),
            (input.Has("min_service_days"), () => Plain(new LeaveTerms(MinimumServiceDays: input.Whole("min_service_days") ?? 0).CheckService(input.Whole("service_days") ?? 0))),
            (input.Has("worked"), Rest),
            (input.Has("calendar_days"), CalendarDays),
            (Any("from", "to", "part", "start_time", "end_time", "schedule", "schedules", "category", "reason", "hours", "minutes", "minimum_hours", "free_for_all"), Draft),
        ];
        var results = checks.Where(c => c.Asked).Select(c => c.Check()).ToList();
        Assert.True(results.Count > 0, "no check is meant by these fields");
        var refused = results.FirstOrDefault(r => r.Error is not null).Error;
        expected.Is("accepted", refused is null);
        expected.Is("reason", WordOf(refused));
        if (results.Select(r => r.Value).FirstOrDefault(v => v is not null) is { } days) expected.Is("days", days);

        bool Any(params string[] names) => names.Any(input.Has);

        Result<decimal?> Balance()
        {
            var below = LeaveBalance.GoesBelow(input.MustNumber("balance"), input.MustNumber("days"), input.Flag("allow_negative"));
            expected.Is("warning", below.Value);
            return below.Error is { } error ? error : default(decimal?);
        }

        Result<decimal?> Rest()
        {
            var credited = Entitlement.CompensatoryRest(HalfOrFull(input.MustText("worked")), HalfOrFull(input.MustText("asked")));
            expected.Is("credited", credited.Value);
            return credited.Error is { } error ? error : default(decimal?);
        }

        Result<decimal?> CalendarDays()
        {
            var last = AnyDay.AddDays((int)input.MustNumber("calendar_days") - 1);
            var calendar = new WorkCalendar(new([new WorkSchedule(WorkWeek.EveryDay)]), Enumerable.Range(0, (int)input.Number("holidays_in_period", 0)).Select(i => new Holiday(AnyDay.AddDays(i))));
            var draft = new LeaveDraft(LeaveSpan.Each(AnyDay, last), new LeaveTerms(CountsHolidays: input.Flag("include_holidays"))).Check(calendar, new LeaveLimits(), null);
            return draft.Succeeded ? draft.Value : draft.Error;
        }

        Result<decimal?> Draft()
        {
            var from = input.Day("from") ?? AnyDay;
            var span = LeaveSpan.Each(from, input.Day("to") ?? from, PartOf(input, "part"));
            var terms = LeaveTerms.Of(CategoryOf(input.Text("category") ?? "annual")) with { MinimumHours = input.Number("minimum_hours", 0) };
            TimeSpan? hours = input.Has("hours") || input.Has("minutes") ? TimeSpan.FromHours((double)input.Number("hours", 0)) + TimeSpan.FromMinutes((double)input.Number("minutes", 0)) : null;
            var limits = new LeaveLimits(input.Flag("half_days_allowed", true), input.Whole("max_months_ahead"), input.Whole("max_months_back"));
            var checkedDraft = new LeaveDraft(span, terms, input.Text("reason"), input.Time("start_time"), input.Time("end_time"), hours).Check(Calendar(from), limits, input.Day("today"));
            return checkedDraft.Succeeded ? checkedDraft.Value : checkedDraft.Error;
        }

        // a case without schedules is not about them: every day is worked
        WorkCalendar Calendar(DateOnly day)
        {
            var schedules = SchedulesOf(input.List("schedules")).Concat(input.Part("schedule") is { } week ? [new WorkSchedule(WeekOf(week))] : []).ToList();
            if (!input.Has("schedules") && !input.Has("schedule")) schedules.Add(new WorkSchedule(WorkWeek.EveryDay));
            return new WorkCalendar(new(schedules), HolidaysOf(input).Concat(input.Text("free_for_all") is { } free ? [new Holiday(day, PartOf(free))] : []).ToList());
        }
    }

    static Result<decimal?> Plain(Result result) => result.Error is { } error ? error : default(decimal?);

    static DayPart HalfOrFull(string word) => word switch { "half" => DayPart.Morning, "full" => DayPart.Full, _ => throw new InvalidDataException($"unknown amount {word}") };
}
