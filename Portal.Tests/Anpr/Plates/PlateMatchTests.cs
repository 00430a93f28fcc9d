using Portal.Anpr.Plates;
using static Portal.Tests.Anpr.Plates.Hotlist;

namespace Portal.Tests.Anpr.Plates;

public sealed class PlateMatchTests
{
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void The_plate_listed_is_an_exact_match(bool tolerant)
    {
        var entry = Entry("1ABC123", tolerant: tolerant);

        var match = Assert.Single(Match(Read("1ABC123"), Entry("1ABC124"), entry));

        Assert.Equal(new(entry, MatchKind.Exact, false, PlateMatchReason.SamePlate, null), match);
    }

    [Theory]
    [InlineData("1ABC124")]
    [InlineData("1ABC12")]
    [InlineData("ABC123")]
    [InlineData("1ABC1230")]
    [InlineData("")]
    [InlineData("1abc123")]
    [InlineData("\uD800")]
    [InlineData("1ABC1234567890")]
    [InlineData("????????????????")]
    public void Another_plate_or_none_matches_nothing(string plate) =>
        Assert.Empty(Match(Read(plate), Entry("1ABC123")));

    [Fact]
    public void Every_entry_with_the_plate_matches_in_the_order_listed()
    {
        IndexedEntry[] entries = [Entry("1ABC123"), Entry("2XYZ999"), Entry("1ABC123", "B"), Entry("1ABC123", tolerant: false)];

        Assert.Equal([entries[0], entries[2], entries[3]], Match(Read("1ABC123", "B"), entries).Select(match => match.Entry));
    }

    [Theory]
    [InlineData(null, null, MatchKind.Exact)]
    [InlineData("B", null, MatchKind.Exact)]
    [InlineData(null, "NL", MatchKind.Exact)]
    [InlineData("B", "B", MatchKind.Exact)]
    [InlineData("B", "NL", MatchKind.Possible)]
    public void The_same_plate_of_another_known_country_is_only_possible(string? listed, string? read, MatchKind kind)
    {
        var match = Assert.Single(Match(Read("1ABC123", read), Entry("1ABC123", listed, tolerant: false)));

        Assert.Equal(kind, match.Kind);
        Assert.Equal(kind == MatchKind.Exact ? PlateMatchReason.SamePlate : PlateMatchReason.CountryDiffers, match.Reason);
        Assert.False(match.Ambiguous);
    }

    [Fact]
    public void An_exact_match_silences_possible_ones()
    {
        var exact = Entry("1ABC123", "B");

        var matches = Match(Read("1ABC123", "B", UnsureAt(6, 0.3), ["1ABC128"]), Entry("1ABC123", "F"), Entry("1ABC128"), Entry("1ABC124"), exact);

        Assert.Same(exact, Assert.Single(matches).Entry);
    }

    [Theory]
    [InlineData(-1, false)]
    [InlineData(0, false)]
    [InlineData(1, true)]
    public void An_entry_matches_reads_captured_before_its_end(int ticks, bool matches)
    {
        var entry = Entry("1ABC123", until: Noon.AddTicks(ticks));

        Assert.Equal(matches, Match(Read("1ABC123"), entry).Count == 1);
        Assert.Equal(matches, Match(Read("1ABC12?"), entry).Count == 1);
        Assert.Equal(matches, Match(Read("1ABC124", candidates: ["1ABC123"]), entry).Count == 1);
    }

    [Fact]
    public void An_expired_entry_does_not_silence_the_others()
    {
        var active = Entry("1ABC124");

        var match = Assert.Single(Match(Read("1ABC123", candidates: ["1ABC124"]), Entry("1ABC123", until: Noon), active));

        Assert.Same(active, match.Entry);
    }

    [Fact]
    public void A_plate_that_is_not_normalised_costs_its_own_entry_only()
    {
        IndexedEntry[] bad = [Entry("1-ABC-123"), Entry(""), Entry("1AB?123"), Entry("ABCDEFGHIJKLM")];
        var good = Entry("1ABC123");

        var index = HotlistIndex.Build([.. bad, good]);

        Assert.Equal(1, index.Count);
        Assert.Equal(bad.ToHashSet(), index.Unusable.ToHashSet());
        Assert.Same(good, Assert.Single(index.Match(Read("1ABC123"))).Entry);
    }

    [Fact]
    public void Nothing_matches_an_empty_index()
    {
        Assert.Equal(0, HotlistIndex.Empty.Count);
        Assert.Empty(HotlistIndex.Empty.Match(Read("1ABC123", candidates: ["1ABC124"])));
        Assert.Empty(HotlistIndex.Empty.Match(default));
        Assert.Empty(HotlistIndex.Build([Entry("1ABC123")]).Match(default));
    }

    [Fact]
    public void A_read_that_matches_nothing_allocates_nothing()
    {
        var index = HotlistIndex.Build([Entry("2XYZ789")]);
        ObservedPlate[] reads = [Read("1ABC123", "B", UnsureAt(2, 0.2), ["1ABC124"]), Read("1A?C12?"), Read("1ABC123"), Read("")];
        foreach (var read in reads) index.Match(read);
        var before = GC.GetAllocatedBytesForCurrentThread();

        foreach (var read in reads) index.Match(read);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }
}
