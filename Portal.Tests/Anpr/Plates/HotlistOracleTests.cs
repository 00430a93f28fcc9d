using Portal.Anpr.Plates;
using static Portal.Tests.Anpr.Plates.Hotlist;

namespace Portal.Tests.Anpr.Plates;

/// <summary>The index against the rules written down the slow way: every entry compared with every read, character by character.</summary>
public sealed class HotlistOracleTests
{
    static readonly string[] LookAlikes = ["0ODQ", "1IL", "2Z", "5S", "6GC", "8B", "4A", "7T", "UV", "MNHW"];
    static readonly string?[] Countries = [null, null, "B", "B", "F"];

    [Theory]
    [InlineData(1, "01OI8B")]
    [InlineData(2, "1IABC8")]
    [InlineData(3, "19AZ")]
    [InlineData(4, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ")]
    public void The_index_finds_what_comparing_everything_finds(int seed, string alphabet)
    {
        var random = new Random(seed);
        var found = new HashSet<PlateMatchReason>();
        for (var round = 0; round < 60; round++)
        {
            var entries = Enumerable.Range(0, random.Next(1, 400)).Select(_ => RandomEntry(random, alphabet)).ToList();
            var index = HotlistIndex.Build(entries);
            for (var i = 0; i < 100; i++)
            {
                var read = RandomRead(random, alphabet, entries);
                var expected = Compare(read, entries);
                Assert.Equal(expected.ToHashSet(), index.Match(read).ToHashSet());
                Assert.Equal(expected.Count, index.Match(read).Count);
                found.UnionWith(expected.Select(match => match.Reason));
            }
        }
        Assert.Equal(Enum.GetValues<PlateMatchReason>().ToHashSet(), found);
    }

    static IndexedEntry RandomEntry(Random random, string alphabet) => Entry(
        RandomPlate(random, alphabet), Countries[random.Next(Countries.Length)], random.Next(3) > 0, Noon.AddHours(random.Next(-1, 6)));

    // Half of the plates have the common Belgian form, so that mending a form has something to mend
    static string RandomPlate(Random random, string alphabet) => random.Next(2) == 0
        ? $"{random.Next(1, 3)}{Pick(random, "ABIOZ", 3)}{Pick(random, "0128", 3)}"
        : Pick(random, alphabet, random.Next(5, 8));

    static string Pick(Random random, string alphabet, int length) => new(random.GetItems<char>(alphabet, length));

    static ObservedPlate RandomRead(Random random, string alphabet, List<IndexedEntry> entries)
    {
        var plate = (random.Next(4) == 0 ? RandomPlate(random, alphabet) : entries[random.Next(entries.Count)].Plate).ToCharArray();
        for (var changes = random.Next(3); changes > 0; changes--)
        {
            var at = random.Next(plate.Length);
            var group = LookAlikes.FirstOrDefault(g => g.Contains(plate[at], StringComparison.Ordinal)) ?? alphabet;
            plate[at] = random.Next(3) switch { 0 => '?', 1 => group[random.Next(group.Length)], _ => alphabet[random.Next(alphabet.Length)] };
        }
        var sure = random.Next(2) == 0 ? [] : plate.Select(_ => random.Next(3) == 0 ? random.NextDouble() : 0.95).ToArray();
        var candidates = random.Next(3) > 0 ? [] : Enumerable.Range(0, random.Next(12)).Select(_ => RandomPlate(random, alphabet)).ToArray();
        return Read(new(plate), Countries[random.Next(Countries.Length)], sure, candidates);
    }

    static List<PlateMatch> Compare(ObservedPlate read, List<IndexedEntry> entries)
    {
        var active = entries.Where(entry => read.CapturedAt < entry.ValidUntilAt).ToList();
        var exact = active.Where(entry => Same(entry.Plate, read.Plate) && !Differ(entry, read)).ToList();
        if (exact.Count > 0) return [.. exact.Select(entry => new PlateMatch(entry, MatchKind.Exact, false, PlateMatchReason.SamePlate, null))];
        var possible = active.Select(entry => (entry, why: Why(read, entry))).Where(pair => pair.why is not null).ToList();
        return [.. possible.Select(pair => new PlateMatch(pair.entry, MatchKind.Possible,
            possible.Where(other => other.why!.Value.Reason == pair.why!.Value.Reason).Select(other => other.entry.Plate).Distinct(StringComparer.Ordinal).Skip(1).Any(),
            pair.why!.Value.Reason, pair.why.Value.Position))];
    }

    static (PlateMatchReason Reason, int? Position)? Why(ObservedPlate read, IndexedEntry entry)
    {
        if (Same(entry.Plate, read.Plate)) return (PlateMatchReason.CountryDiffers, null);
        if (!entry.Tolerant || Differ(entry, read)) return null;
        if (read.Candidates.Take(10).Contains(entry.Plate, StringComparer.Ordinal)) return (PlateMatchReason.CameraCandidate, null);
        if (read.Plate.Length != entry.Plate.Length) return null;
        var differing = Enumerable.Range(0, read.Plate.Length).Where(i => read.Plate[i] != entry.Plate[i]).ToList();
        if (read.Plate.Contains('?', StringComparison.Ordinal))
        {
            var known = read.Plate.Count(c => c != '?');
            return differing.Count <= 2 && differing.TrueForAll(i => read.Plate[i] == '?') && known >= 4
                ? (PlateMatchReason.UnknownCharacter, differing[0]) : null;
        }
        if (differing is not [var at]) return null;
        var alike = LookAlikes.Any(g => g.Contains(read.Plate[at], StringComparison.Ordinal) && g.Contains(entry.Plate[at], StringComparison.Ordinal));
        if (read.CharacterConfidence.Count > 0)
        {
            if (alike && read.CharacterConfidence[at] < 0.85) return (PlateMatchReason.ConfusableCharacter, at);
            return read.CharacterConfidence[at] < 0.60 ? (PlateMatchReason.UncertainCharacter, at) : null;
        }
        return alike && read.Country is not "F" && entry.Country is not "F" && !FitsBelgium(read.Plate) && FitsBelgium(entry.Plate)
            ? (PlateMatchReason.ImpossibleForm, at) : null;
    }

    static bool Differ(IndexedEntry entry, ObservedPlate read) => entry.Country is { } one && read.Country is { } other && !Same(one, other);

    static bool Same(string one, string other) => string.Equals(one, other, StringComparison.Ordinal);

    static bool FitsBelgium(string plate) => PlateFormats.Classify(plate).Any(format => format is { Country: "B", HasFixedPositions: true });
}
