using Portal.Anpr.Hotlists;

namespace Portal.Tests.Anpr.Hotlists;

public sealed class EntryRulesTests
{
    static readonly DateTimeOffset Now = new(2026, 3, 10, 11, 0, 0, TimeSpan.Zero);
    static readonly DateOnly Today = new(2026, 3, 10);
    static readonly Hotlist List = Hotlist.Create("5340", "stolen", "tests", false, 100, Now).Value!;

    static EntryDetails Good => new() { Plate = "1-abc-123", Country = "BE", Reason = " stolen ", Owner = "duty officer", ValidUntilOn = Today };

    [Fact]
    public void Good_details_break_no_rule() => Assert.Empty(Good.Check(List, Today));

    [Fact]
    public void Every_broken_rule_is_told_with_its_field()
    {
        var bad = new EntryDetails { Plate = "?", Country = "ZZZ", Reason = " ", Action = new('x', 201), Owner = new('x', 101), Priority = (EntryPriority)9 };

        Assert.Equal(
            ["Action", "Country", "Owner", "Plate", "Priority", "Reason", "ValidUntilOn"], bad.Check(List, Today).Select(e => e.Field).Order());
    }

    [Theory]
    [InlineData(-1, "hotlists.valid_until_past")]
    [InlineData(0, null)]
    [InlineData(100, null)]
    [InlineData(101, "hotlists.valid_until_too_far")]
    public void The_last_day_is_today_or_later_and_within_the_lists_limit(int days, string? code) =>
        Assert.Equal(code, (Good with { ValidUntilOn = Today.AddDays(days) }).Check(List, Today).SingleOrDefault()?.Error.Code);

    [Fact]
    public void An_entry_is_normalised_and_makes_hits_until_the_end_of_its_day_in_Belgium()
    {
        var entry = HotlistEntry.Create(List, Good, null, Now).Value!;

        Assert.Equal(("1ABC123", "B", "stolen", ""), (entry.Plate, entry.Country, entry.Reason, entry.Action));
        Assert.True(entry.IsActiveAt(new(2026, 3, 10, 22, 59, 59, TimeSpan.Zero)));
        Assert.False(entry.IsActiveAt(new(2026, 3, 10, 23, 0, 0, TimeSpan.Zero)));
    }

    [Fact]
    public void An_ended_entry_makes_no_hits_and_lives_again_by_a_change()
    {
        var entry = HotlistEntry.Create(List, Good, null, Now).Value!;

        Assert.True(entry.End(Now).Succeeded);
        Assert.False(entry.IsActiveAt(Now));
        Assert.Equal(HotlistErrors.AlreadyEnded, entry.End(Now).Error);
        Assert.True(entry.Change(List, entry.ToDetails(), Now).Succeeded);
        Assert.True(entry.IsActiveAt(Now));
    }

    [Fact]
    public void A_refused_change_leaves_the_entry_as_it_was()
    {
        var entry = HotlistEntry.Create(List, Good, null, Now).Value!;

        Assert.False(entry.Change(List, Good with { Reason = "other", Owner = "" }, Now).Succeeded);
        Assert.Equal("stolen", entry.Reason);
    }

    [Fact]
    public void An_entry_says_what_it_says_in_any_spelling_until_it_ends()
    {
        var entry = HotlistEntry.Create(List, Good, null, Now).Value!;

        Assert.True(entry.Says(Good with { Plate = "1ABC 123", Country = "B", Reason = "stolen", Action = null }, Now));
        Assert.False(entry.Says(Good with { Priority = EntryPriority.Low }, Now));
        Assert.False(entry.Says(Good with { ValidUntilOn = Today.AddDays(1) }, Now));
        entry.End(Now);
        Assert.False(entry.Says(Good, Now));
    }

    [Theory]
    [InlineData(" ", "why", 10, "hotlists.name_invalid")]
    [InlineData("name", "", 10, "hotlists.purpose_invalid")]
    [InlineData("name", "why", 0, "hotlists.validity_invalid")]
    [InlineData("name", "why", 731, "hotlists.validity_invalid")]
    public void A_list_has_a_name_a_purpose_and_a_limit(string name, string purpose, int days, string code) =>
        Assert.Equal(code, Hotlist.Create("5340", name, purpose, false, days, Now).Error!.Code);

    [Fact]
    public void An_import_that_a_crash_interrupted_keeps_its_counts_and_starts_anew_after_a_fault()
    {
        var import = new HotlistImport(List, "file.csv", [1], 10, 2, Guid.NewGuid(), Now);

        Assert.True(import.Accept().Succeeded);
        Assert.False(import.Accept().Succeeded);
        import.Start(3, Now);
        import.Advance(2, 1, 1);
        import.Start(5, Now.AddMinutes(1));
        Assert.Equal((4, 3, Now), (import.DoneCount, import.BadRowCount, import.StartedAt));
        import.Fail(Now);
        Assert.True(import.Accept().Succeeded);
        import.Start(2, Now);
        Assert.Equal((0, 2), (import.DoneCount, import.BadRowCount));
    }
}
