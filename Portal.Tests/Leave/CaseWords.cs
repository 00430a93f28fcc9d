using Portal.Common;
using Portal.Leave;

namespace Portal.Tests.Leave;

/// <summary>The words of the cases in the words of the domain. No rule stands here.</summary>
static class CaseWords
{
    static readonly Dictionary<string, DayPart> Parts = new() { ["full"] = DayPart.Full, ["morning"] = DayPart.Morning, ["afternoon"] = DayPart.Afternoon, ["zero"] = DayPart.None };

    static readonly Dictionary<string, DayOfWeek> Weekdays = new()
    {
        ["mon"] = DayOfWeek.Monday,
        ["tue"] = DayOfWeek.Tuesday,
        ["wed"] = DayOfWeek.Wednesday,
        ["thu"] = DayOfWeek.Thursday,
        ["fri"] = DayOfWeek.Friday,
        ["sat"] = DayOfWeek.Saturday,
        ["sun"] = DayOfWeek.Sunday,
    };

    static readonly Dictionary<string, RequestState> States = new()
    {
        ["new"] = RequestState.New,
        ["waiting"] = RequestState.Waiting,
        ["first_stage_approved"] = RequestState.FirstStageApproved,
        ["approved"] = RequestState.Approved,
        ["cancellation_requested"] = RequestState.CancellationRequested,
        ["rejected"] = RequestState.Rejected,
        ["revoked"] = RequestState.Revoked,
        ["cancelled"] = RequestState.Cancelled,
    };

    static readonly Dictionary<string, LeaveCategory> Categories = new()
    {
        ["annual"] = LeaveCategory.Annual,
        ["overtime"] = LeaveCategory.Overtime,
        ["special"] = LeaveCategory.Special,
        ["unpaid"] = LeaveCategory.Unpaid,
        ["other"] = LeaveCategory.Other,
    };

    static readonly Dictionary<string, LeaveActor> Actors = new()
    {
        ["user"] = new(),
        ["employee"] = new(),
        ["owner"] = new(IsApplicant: true),
        ["head"] = new(LeaveStanding.Head),
        ["second_stage"] = new(LeaveStanding.SecondStage),
        ["boss"] = new(LeaveStanding.Chief),
        ["HR"] = new(IsStaffOffice: true),
        ["leave officer"] = new(IsStaffOffice: true),
        ["owner with HR role"] = new(IsApplicant: true, IsStaffOffice: true),
    };

    public static DayPart PartOf(string word) => Parts[word];

    public static string WordOf(DayPart part) => Parts.Single(p => p.Value == part).Key;

    public static RequestState StateOf(string word) => States[word];

    public static string WordOf(RequestState state) => States.Single(s => s.Value == state).Key;

    public static LeaveCategory CategoryOf(string word) => Categories[word];

    public static LeaveActor ActorOf(string? word) => word is null ? new() : Actors[word];

    public static string WordOf(LeaveOverlap overlap) => overlap switch { LeaveOverlap.Full => "full", LeaveOverlap.Partial => "partial", _ => "none" };

    /// <summary>The code without the name of the module.</summary>
    public static string? WordOf(Error? error) => error?.Code.Split('.')[1];

    public static DayPart PartOf(CaseInput input, string name) => input.Text(name) is { } word ? PartOf(word) : DayPart.Full;

    /// <summary>From, to and the same part of each day.</summary>
    public static LeaveSpan SpanOf(CaseInput input) => LeaveSpan.Each(input.MustDay("from"), input.MustDay("to"), PartOf(input, "part"));

    /// <summary>From and to, each with its part.</summary>
    public static LeaveSpan EdgesOf(CaseInput input) => new(input.MustDay("from"), PartOf(input, "from_part"), input.MustDay("to"), PartOf(input, "to_part"));

    /// <summary>From and to, or one day.</summary>
    public static DateRange RangeOf(CaseInput input) => input.Day("day") is { } day ? new(day, day) : new(input.MustDay("from"), input.MustDay("to"));

    public static WorkWeek WeekOf(CaseInput days) => days.Names.Aggregate(new WorkWeek(), (week, name) => week.With(Weekdays[name], PartOf(days.MustText(name))));

    public static IEnumerable<WorkSchedule> SchedulesOf(IEnumerable<CaseInput> schedules) => schedules.Select(s => new WorkSchedule(WeekOf(s.MustPart("days")), s.Day("from"), s.Day("to")));

    public static IEnumerable<Holiday> HolidaysOf(CaseInput input) => input.List("holidays").Select(h => new Holiday(h.MustDay("date"), PartOf(h, "off")));

    /// <summary>One week that always holds, or dated schedules, and the holidays.</summary>
    public static WorkCalendar CalendarOf(CaseInput input) =>
        new(new(SchedulesOf(input.List("schedules")).Concat(input.Part("schedule") is { } week ? [new WorkSchedule(WeekOf(week))] : []).ToList()), HolidaysOf(input).ToList());
}
