using Portal.Contacts;
using Portal.Leave;

namespace Portal.Tests.Leave;

/// <summary>Who decides while the approver is away, and whether enough people are left.</summary>
public sealed class DeputyAndStaffingTests
{
    static readonly DateOnly Saturday = new(2026, 7, 4);
    static readonly Guid Unit = Guid.NewGuid();
    static readonly Guid Post = Guid.NewGuid();
    static readonly Guid Chief = Guid.NewGuid();
    static readonly Guid First = Guid.NewGuid();
    static readonly Guid Second = Guid.NewGuid();
    static readonly Guid Asking = Guid.NewGuid();

    static IReadOnlyList<DecidingPerson> Deciding(Guid[] away, params Deputyship[] deputyships) => Deputies.Deciding(Chief, Asking, Saturday, deputyships, away.Contains);

    static StaffingMember Member(Guid id, DayPart saturday = DayPart.Full, string function = "Intervention", string qualification = "OGP", params LeaveSpan[] absences) =>
        new(id, [Post, Unit], function, [qualification], new WorkCalendar(new([new WorkSchedule(WorkWeek.Standard.With(DayOfWeek.Saturday, saturday))]), []), absences);

    [Fact]
    public void A_deputy_stands_in_only_while_the_approver_is_away()
    {
        Deputyship deputy = new(Chief, First);
        Assert.Equal([new(Chief)], Deciding([], deputy));
        Assert.Equal([new(Chief), new(First, Chief)], Deciding([Chief], deputy));
        Assert.Equal([new(Chief)], Deciding([Chief]));
        Assert.Equal([new(Chief)], Deciding([Chief], deputy with { Days = new(Saturday.AddDays(1), Saturday.AddDays(9)) }));
    }

    [Fact]
    public void A_deputy_who_is_away_is_stood_in_for_and_a_circle_ends()
    {
        Assert.Equal([new(Chief), new(Second, Chief)], Deciding([Chief, First], new(Chief, First, 1), new Deputyship(Chief, Second, 2)));
        Assert.Equal([new(Chief), new(Second, Chief)], Deciding([Chief, First], new(Chief, First), new Deputyship(First, Second)));
        Assert.Equal([new(Chief)], Deciding([Chief, First], new(Chief, First), new Deputyship(First, Chief)));
    }

    [Fact]
    public void Nobody_is_deputy_on_the_own_leave()
    {
        Assert.Equal([new(Chief), new(Second, Chief)], Deciding([Chief], new(Chief, Asking, 1), new Deputyship(Chief, Second, 2)));
        Assert.Equal([new(First, Asking)], Deputies.Deciding(Asking, Asking, Saturday, [new Deputyship(Asking, First)], _ => false));
    }

    [Fact]
    public void Leave_leaves_Saturday_at_three_of_four()
    {
        var rule = new StaffingRule("Intervention", 4, new WorkWeek().With(DayOfWeek.Saturday, DayPart.Full), Unit, "intervention", "ogp");
        StaffingMember[] others =
        [
            Member(Guid.NewGuid()), Member(Guid.NewGuid()), Member(Guid.NewGuid()),
            Member(Guid.NewGuid(), DayPart.None), Member(Guid.NewGuid(), function: "Desk"), Member(Guid.NewGuid(), qualification: "ABP"),
            Member(Guid.NewGuid(), absences: LeaveSpan.Each(Saturday, Saturday)),
        ];
        var days = Staffing.Effect(LeaveSpan.Each(Saturday.AddDays(-2), Saturday.AddDays(2)), Member(Asking), [.. others, Member(Asking)], [rule, rule with { UnitId = Guid.NewGuid() }]).ToList();
        Assert.Equal([new StaffingDay(rule, Saturday, 4, 3)], days);
        Assert.True(days[0].TooFew);
    }

    [Fact]
    public void The_half_with_the_fewest_people_counts()
    {
        var rule = new StaffingRule("Desk", 1, WorkWeek.EveryDay);
        StaffingMember[] others = [Member(First), Member(Second, absences: LeaveSpan.Each(Saturday, Saturday, DayPart.Morning))];
        Assert.Equal(1, Staffing.Effect(LeaveSpan.Each(Saturday, Saturday), Member(Asking), others, [rule]).Single().After);
        Assert.Equal(2, Staffing.Effect(LeaveSpan.Each(Saturday, Saturday, DayPart.Afternoon), Member(Asking), others, [rule]).Single().After);
        Assert.Empty(Staffing.Effect(LeaveSpan.Each(Saturday, Saturday), Member(Asking, DayPart.None), others, [rule]));
    }

    [Fact]
    public void Entitlement_follows_year_statute_and_age()
    {
        var table = new EntitlementTable([new(2001, 0, 32), new(2001, 45, 33), new(2025, 0, 33), new(2001, 0, 26, Statute.Contractual), new(2001, 45, 27, Statute.Contractual)]);
        Assert.Equal([32, 33, 33, 26, 27], new[] { table.Days(2024, Statute.Operational, 44), table.Days(2024, Statute.Operational, 45), table.Days(2025, Statute.Operational, 60), table.Days(2026, Statute.Contractual, null), table.Days(2026, Statute.Contractual, 50) }.Select(d => d!.Value));
        Assert.Null(table.Days(1999, Statute.Operational, 30));
    }
}
