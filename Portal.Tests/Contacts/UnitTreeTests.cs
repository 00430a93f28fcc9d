using Portal.Contacts;

namespace Portal.Tests.Contacts;

public sealed class UnitTreeTests
{
    static Guid Id(int n) => new($"00000000-0000-0000-0000-{n:000000000000}");

    /// <summary>Corps over Intervention over Team A; Traffic beside Intervention.</summary>
    static UnitTree Tree => new([new(Id(1), "Corps", null, null), new(Id(2), "Intervention", Id(1), null), new(Id(3), "Team A", Id(2), null), new(Id(4), "Traffic", Id(1), null)]);

    [Fact]
    public void The_order_is_by_name_below_each_unit() =>
        Assert.Equal([("Corps", 1), ("Intervention", 2), ("Team A", 3), ("Traffic", 2)], Tree.InOrder().Select(u => (u.Unit.Name, u.Level)));

    [Fact]
    public void The_path_begins_at_the_top() => Assert.Equal("Corps › Intervention › Team A", Tree.PathOf(Id(3)));

    [Fact]
    public void A_unit_does_not_stand_below_itself()
    {
        Assert.Equal(UnitErrors.Circle, Tree.WhyNot(Id(2), "Intervention", Id(3)));
        Assert.Equal(UnitErrors.Circle, Tree.WhyNot(Id(2), "Intervention", Id(2)));
        Assert.Null(Tree.WhyNot(Id(3), "Team A", Id(4)));
    }

    [Theory]
    [InlineData("TRAFFIC", true)]
    [InlineData("tráffic", true)]
    [InlineData("Traffic 2", false)]
    public void A_name_is_unique_among_those_beside_it(string name, bool taken)
    {
        Assert.Equal(taken ? UnitErrors.NameTaken : null, Tree.WhyNot(null, name, Id(1)));
        Assert.Null(Tree.WhyNot(null, name, Id(2))); // elsewhere it may be used again
        Assert.Null(Tree.WhyNot(Id(4), name, Id(1))); // its own name in another writing
    }

    [Fact]
    public void The_tree_has_eight_levels_at_most_the_moved_branch_included()
    {
        var chain = Enumerable.Range(1, Unit.MaxDepth).Select(n => new UnitPlace(Id(n), "Level " + n, n == 1 ? null : Id(n - 1), null)).ToList();
        UnitPlace[] branch = [new(Id(20), "Branch", null, null), new(Id(21), "Twig", Id(20), null)];
        var tree = new UnitTree([.. chain, .. branch]);
        Assert.Equal(UnitErrors.TooDeep, tree.WhyNot(null, "New", Id(8)));
        Assert.Null(tree.WhyNot(null, "New", Id(7)));
        Assert.Equal(UnitErrors.TooDeep, tree.WhyNot(Id(20), "Branch", Id(7)));
        Assert.Null(tree.WhyNot(Id(20), "Branch", Id(6)));
    }

    [Fact]
    public void A_place_that_is_gone_takes_no_unit() => Assert.Equal(UnitErrors.ParentUnknown, Tree.WhyNot(null, "New", Id(99)));
}
