using Portal.Contacts;

namespace Portal.Tests.Contacts;

/// <summary>Who decides on whose requests: the rule that leave and hours use.</summary>
public sealed class ApproverRuleTests
{
    static readonly DateOnly Today = new(2026, 11, 20);

    static readonly Guid An = Id(1), Bob = Id(2), Cas = Id(3), Dirk = Id(4), Zone = Id(20), Team = Id(21), Cell = Id(22);

    readonly Dictionary<Guid, StaffPlace> people = new[] { An, Bob, Cas, Dirk }.ToDictionary(i => i, i => new StaffPlace(i, null, null, null, null));
    Guid? zoneLeader, teamLeader, cellLeader, standard;

    static Guid Id(int n) => new($"00000000-0000-0000-0000-{n:000000000000}");

    Approver Find(StaffPlace who) =>
        ApproverRule.Find(who, i => people.GetValueOrDefault(i), new([new(Zone, "Zone", null, zoneLeader), new(Team, "Team", Zone, teamLeader), new(Cell, "Cell", Team, cellLeader)]), standard, Today);

    static StaffPlace Asks(Guid? chief = null, Guid? unit = null) => new(An, chief, unit, null, null);

    [Fact]
    public void The_chief_decides_before_everybody_else()
    {
        (teamLeader, standard) = (Cas, Dirk);
        Assert.Equal(new Approver(Bob, ApproverReason.Chief), Find(Asks(Bob, Team)));
    }

    [Fact]
    public void Without_a_chief_the_leader_of_the_unit_then_of_the_units_above()
    {
        (zoneLeader, teamLeader, cellLeader) = (Dirk, Cas, Bob);
        Assert.Equal(new Approver(Bob, ApproverReason.UnitLeader, Cell), Find(Asks(unit: Cell)));
        cellLeader = null;
        Assert.Equal(new Approver(Cas, ApproverReason.UpperUnitLeader, Team), Find(Asks(unit: Cell)));
        teamLeader = null;
        Assert.Equal(new Approver(Dirk, ApproverReason.UpperUnitLeader, Zone), Find(Asks(unit: Cell)));
    }

    [Fact]
    public void Nobody_decides_on_the_own_requests()
    {
        (zoneLeader, teamLeader, standard) = (Dirk, An, An);
        Assert.Equal(new Approver(Dirk, ApproverReason.UpperUnitLeader, Zone), Find(Asks(chief: An, unit: Team)));
        zoneLeader = An;
        Assert.Equal(new Approver(null, ApproverReason.Nobody), Find(Asks(unit: Team)));
    }

    [Fact]
    public void Without_any_the_zone_s_default_and_else_nobody()
    {
        standard = Dirk;
        Assert.Equal(new Approver(Dirk, ApproverReason.ZoneDefault), Find(Asks(unit: Cell)));
        Assert.Equal(new Approver(Dirk, ApproverReason.ZoneDefault), Find(Asks()));
        standard = null;
        Assert.Equal(new Approver(null, ApproverReason.Nobody), Find(Asks(unit: Cell)));
    }

    [Theory]
    [InlineData(null, -1, false)] // has left
    [InlineData(null, 0, true)] // the last day counts
    [InlineData(1, null, false)] // is not here yet
    [InlineData(0, null, true)]
    [InlineData(-9, 9, true)]
    public void Who_is_not_here_does_not_decide(int? enters, int? leaves, bool decides)
    {
        people[Bob] = people[Bob] with { EntersOn = enters is { } e ? Today.AddDays(e) : null, LeavesOn = leaves is { } l ? Today.AddDays(l) : null };
        (teamLeader, standard) = (Bob, Dirk);
        Assert.Equal(decides ? new(Bob, ApproverReason.Chief) : new Approver(Dirk, ApproverReason.ZoneDefault), Find(Asks(Bob, Team)));
        standard = Bob;
        Assert.Equal(decides ? ApproverReason.UnitLeader : ApproverReason.Nobody, Find(Asks(unit: Team)).Reason);
    }

    [Fact]
    public void A_leader_or_unit_that_is_gone_is_passed_over()
    {
        (teamLeader, standard) = (Id(99), Dirk);
        Assert.Equal(ApproverReason.ZoneDefault, Find(Asks(Id(98), Team)).Reason);
        Assert.Equal(ApproverReason.ZoneDefault, Find(Asks(unit: Id(97))).Reason);
    }

    [Fact]
    public void A_circle_of_units_ends()
    {
        var tree = new UnitTree([new(Team, "Team", Cell, null), new(Cell, "Cell", Team, null)]);
        Assert.Equal(ApproverReason.Nobody, ApproverRule.Find(Asks(unit: Team), i => people.GetValueOrDefault(i), tree, null, Today).Reason);
    }
}
