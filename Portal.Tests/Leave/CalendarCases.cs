using Portal.Leave;
using static Portal.Tests.Leave.CaseWords;

namespace Portal.Tests.Leave;

/// <summary>Cases of days: counting, overlaps, blocked days, dates.</summary>
static class CalendarCases
{
    static readonly string?[] Absences = ["leave", "sick", "time_off_in_lieu", null];

    public static void WorkDays(CaseInput input, CaseExpected expected)
    {
        var (span, calendar) = (SpanOf(input), CalendarOf(input));
        expected.Is("days", calendar.Count(span));
        expected.Is("by_year", calendar.CountByYear(span));
    }

    public static void NextWorkingDay(CaseInput input, CaseExpected expected) => expected.Is("date", CalendarOf(input).NextWorkingDay(input.MustDay("after")));

    public static void Overlap(CaseInput input, CaseExpected expected)
    {
        var standing = input.List("existing").Select(e => (Span: SpanOf(e), Blocks: Blocks(e))).Where(e => e.Blocks).Select(e => e.Span).ToList();
        var asked = input.MustPart("new");
        Assert.Equal("new", asked.Text("status") ?? "new");
        Assert.Contains(asked.Text("kind"), Absences);
        expected.Is("overlap", WordOf(LeaveOverlaps.With(SpanOf(asked), standing)));
    }

    public static void OverlapEdgeParts(CaseInput input, CaseExpected expected) =>
        expected.Is("fits", LeaveOverlaps.With(EdgesOf(input.MustPart("new")), input.List("existing").Select(EdgesOf)) == LeaveOverlap.None);

    public static void SplitIntoDays(CaseInput input, CaseExpected expected) => expected.Is("days", EdgesOf(input).Split().Select(d => (d.Day, WordOf(d.Part))));

    public static void BlockedDays(CaseInput input, CaseExpected expected)
    {
        var units = new Dictionary<string, Guid>();
        var path = input.Texts("department_path").Select(Unit).ToList();
        var blocked = input.List("blocked").Select(b => new BlockedPeriod(RangeOf(b), b.Text("department") is { } name ? Unit(name) : null)).ToList();
        expected.Is("accepted", BlockedPeriod.Check(blocked, RangeOf(input), path, ActorOf(input.Text("actor"))).Succeeded);

        Guid Unit(string name) => units.TryGetValue(name, out var id) ? id : units[name] = Guid.NewGuid();
    }

    public static void CarryOverLastDay(CaseInput input, CaseExpected expected)
    {
        Assert.Equal("per leave year, set by statute or ministerial circular", input.Text("table"));
        expected.Is("last_day", new CarryOverTable(CarryOverRule.Police).LastDay((int)input.MustNumber("leave_year")));
    }

    public static void ProrationEntry(CaseInput input, CaseExpected expected)
    {
        Assert.Equal("whole months incl. the month of entry / 12, rounded half up to whole days", input.Text("rule"));
        var entry = input.MustDay("entry_date");
        expected.Is("days", Proration.Days(input.MustNumber("annual_days"), entry.Year, entry));
    }

    /// <summary>What stands: sickness by its own states, all else as leave.</summary>
    static bool Blocks(CaseInput standing) => (standing.Text("kind"), standing.MustText("status")) switch
    {
        ("sick", var state) => state == "active" ? SickNoteState.Active.Blocks() : SickNoteState.Cancelled.Blocks(),
        ("leave" or "time_off_in_lieu" or null, var state) => StateOf(state).Reserves(),
        var (kind, _) => throw new InvalidDataException($"unknown kind of absence {kind}"),
    };
}
