using Portal.Anpr.Plates;
using static Portal.Tests.Anpr.Plates.Hotlist;

namespace Portal.Tests.Anpr.Plates;

public sealed class PlateToleranceTests
{
    static readonly IndexedEntry Listed = Entry("1ABC123", "B");

    [Theory]
    [InlineData("1AB?123", 3)]
    [InlineData("?ABC12?", 0)]
    [InlineData("1??C123", 1)]
    public void One_or_two_unknown_characters_may_be_anything(string read, int position) =>
        Assert.Equal(new(Listed, MatchKind.Possible, false, PlateMatchReason.UnknownCharacter, position), Assert.Single(Match(Read(read), Listed)));

    [Theory]
    [InlineData("1???123")] // three unknown
    [InlineData("1AB?124")] // a known one differs as well
    [InlineData("1ABC?123")] // an unknown character is one character, not none
    [InlineData("1AB?12")]
    public void More_than_two_unknown_characters_or_another_difference_match_nothing(string read) =>
        Assert.Empty(Match(Read(read), Listed));

    [Theory]
    [InlineData("P1?4", false)]
    [InlineData("P11?4", true)]
    public void Four_characters_must_be_known_beside_the_unknown_ones(string read, bool matches) =>
        Assert.Equal(matches, Match(Read(read), Entry("P114"), Entry("P1114")).Count > 0);

    [Fact]
    public void What_the_camera_itself_held_possible_is_a_possible_match() =>
        Assert.Equal(new(Listed, MatchKind.Possible, false, PlateMatchReason.CameraCandidate, null),
            Assert.Single(Match(Read("IA8G123", candidates: ["nonsense?", "", "1A8C123", "1ABC123", "1ABC123"]), Listed)));

    [Fact]
    public void Only_the_first_ten_candidates_count()
    {
        string[] candidates = [.. Enumerable.Range(100, 10).Select(n => $"2XYZ{n}"), "1ABC123"];

        Assert.Empty(Match(Read("9ZZZ999", candidates: candidates), Listed));
        Assert.Single(Match(Read("9ZZZ999", candidates: candidates[1..]), Listed));
    }

    [Theory]
    [InlineData("0ABC123", "OABC123")]
    [InlineData("0ABC123", "DABC123")]
    [InlineData("0ABC123", "QABC123")]
    [InlineData("1ABC123", "IABC123")]
    [InlineData("1ABC123", "LABC123")]
    [InlineData("2ABC123", "ZABC123")]
    [InlineData("5ABC123", "SABC123")]
    [InlineData("6ABC123", "GABC123")]
    [InlineData("6ABC123", "CABC123")]
    [InlineData("8ABC123", "BABC123")]
    [InlineData("4ABC123", "AABC123")]
    [InlineData("7ABC123", "TABC123")]
    [InlineData("UABC123", "VABC123")]
    [InlineData("MABC123", "NABC123")]
    [InlineData("HABC123", "WABC123")]
    public void A_character_the_camera_was_unsure_of_may_be_one_that_looks_like_it(string one, string other)
    {
        foreach (var (read, listed) in new[] { (one, other), (other, one) })
        {
            var entry = Entry(listed);
            var match = Assert.Single(Match(Read(read, sure: UnsureAt(0, 0.84)), entry));
            Assert.Equal(new(entry, MatchKind.Possible, false, PlateMatchReason.ConfusableCharacter, 0), match);
            Assert.Empty(Match(Read(read, sure: UnsureAt(0, 0.85)), entry));
            Assert.Empty(Match(Read(read, sure: UnsureAt(1, 0.10)), entry));
        }
    }

    [Theory]
    [InlineData(0.59, true)]
    [InlineData(0.60, false)]
    [InlineData(double.NaN, false)]
    public void A_character_the_camera_was_very_unsure_of_may_be_any(double confidence, bool matches)
    {
        var found = Match(Read("1ABC923", sure: UnsureAt(4, confidence)), Listed);

        if (matches) Assert.Equal(new(Listed, MatchKind.Possible, false, PlateMatchReason.UncertainCharacter, 4), Assert.Single(found));
        else Assert.Empty(found);
    }

    [Fact]
    public void Two_differing_characters_are_two_plates() =>
        Assert.Empty(Match(Read("1A8C128", sure: [0.1, 0.1, 0.1, 0.1, 0.1, 0.1, 0.1]), Listed));

    [Theory]
    [InlineData("1A8C123")]
    [InlineData("IABC123")]
    [InlineData("1ABCI23")]
    [InlineData("1ABC1Z3")]
    public void Without_confidences_a_form_that_no_Belgian_plate_has_is_mended(string read)
    {
        var match = Assert.Single(Match(Read(read), Listed));

        Assert.Equal((MatchKind.Possible, PlateMatchReason.ImpossibleForm), (match.Kind, match.Reason));
        Assert.NotEqual(read[match.Position!.Value], Listed.Plate[match.Position.Value]);
    }

    [Theory]
    [InlineData("1ABG123", "1ABC123", null, null)] // both fit: the camera gives no reason to doubt
    [InlineData("OABC123", "0ABC123", null, null)] // fits as an old-timer
    [InlineData("1A8C123", "1ABC123", "D", null)] // read as a German plate
    [InlineData("1A8C123", "1ABC123", null, "D")] // listed as a German plate
    [InlineData("XK8YCDE", "XKBYCDE", null, null)] // fits no form as listed either
    public void A_form_is_not_mended_without_need(string read, string listed, string? readCountry, string? listedCountry) =>
        Assert.Empty(Match(Read(read, readCountry), Entry(listed, listedCountry)));

    [Fact]
    public void A_camera_that_was_sure_of_each_character_is_not_corrected() =>
        Assert.Empty(Match(Read("1A8C123", sure: UnsureAt(6, 0.8)), Listed));

    [Fact]
    public void Confidences_of_another_number_than_characters_count_as_not_said()
    {
        Assert.Empty(Match(Read("1ABC923", sure: UnsureAt(4, 0.1, length: 6)), Listed));
        Assert.Single(Match(Read("1A8C123", sure: UnsureAt(4, 0.99, length: 8)), Listed));
    }

    public static TheoryData<string, double[], string[]> Doubtful => new()
    {
        { "1AB?123", [], [] },
        { "9ZZZ999", [], ["1ABC123"] },
        { "1A8C123", [], [] },
        { "1A8C123", UnsureAt(2, 0.8), [] },
        { "1AXC123", UnsureAt(2, 0.5), [] },
    };

    [Theory, MemberData(nameof(Doubtful))]
    public void A_possible_match_needs_a_list_that_allows_it_and_no_other_country(string plate, double[] sure, string[] candidates)
    {
        Assert.Single(Match(Read(plate, "B", sure, candidates), Listed));
        Assert.Single(Match(Read(plate, null, sure, candidates), Listed));
        Assert.Empty(Match(Read(plate, "NL", sure, candidates), Listed));
        Assert.Empty(Match(Read(plate, "B", sure, candidates), Listed with { Tolerant = false }));
        Assert.Same(Listed, Assert.Single(Match(Read(plate, "B", sure, candidates), Listed with { Tolerant = false }, Listed)).Entry);
    }

    [Fact]
    public void Two_listed_plates_possible_for_the_same_reason_are_ambiguous() =>
        Assert.All(Match(Read("1ABC12?"), Entry("1ABC123"), Entry("1ABC124")), match => Assert.True(match.Ambiguous));

    [Fact]
    public void One_plate_on_two_lists_is_not_ambiguous()
    {
        var matches = Match(Read("1ABC12?"), Entry("1ABC123"), Entry("1ABC123"));

        Assert.Equal([false, false], matches.Select(match => match.Ambiguous));
    }

    [Fact]
    public void The_stronger_reason_comes_first_and_is_not_made_ambiguous_by_weaker_ones()
    {
        IndexedEntry[] entries = [Entry("1ABC129"), Entry("1ABC124"), Entry("1ABC12A"), Entry("1ABC128"), Entry("1ABC12B", "F"), Entry("1ABC12B", "D")];

        var matches = Match(Read("1ABC12B", "B", UnsureAt(6, 0.5), ["1ABC129"]), entries);

        Assert.Equal(
            [
                ("1ABC12B", PlateMatchReason.CountryDiffers, false), ("1ABC12B", PlateMatchReason.CountryDiffers, false),
                ("1ABC129", PlateMatchReason.CameraCandidate, false), ("1ABC128", PlateMatchReason.ConfusableCharacter, false),
                ("1ABC124", PlateMatchReason.UncertainCharacter, true), ("1ABC12A", PlateMatchReason.UncertainCharacter, true),
            ],
            matches.Select(match => (match.Entry.Plate, match.Reason, match.Ambiguous)));
    }
}
