using System.Diagnostics;
using System.Globalization;
using Portal.Anpr.Plates;

namespace Portal.Benchmarks.Anpr;

/// <summary>How many reads one core compares with a hotlist, beside what the framework's dictionary does with the same plates.</summary>
public static class MatchingBenchmark
{
    const int Listed = 1_000_000, Tolerant = 100_000, Reads = 1_000_000;
    static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    /// <summary>Rows of: what, figure, alternative in the same run, ratio.</summary>
    public static IEnumerable<string[]> Run()
    {
        var random = new Random(20260302);
        var entries = Entries(random, Listed, tolerant: false);
        var index = HotlistIndex.Build(entries);
        var dictionary = entries.DistinctBy(entry => entry.Plate, StringComparer.Ordinal).ToDictionary(entry => entry.Plate, StringComparer.Ordinal);
        // A million of the 35 million plates of this form are listed, so three reads in a hundred hit: more than on any road
        var reads = ReadsOf(random, [], []);

        var ours = Best(() => Hits(index, reads));
        var theirs = Best(() => Hits(dictionary, reads));
        yield return Row("exact reads per second and core, 1 M entries", Reads / ours, "Dictionary<string, entry>", Reads / theirs);

        var tolerant = HotlistIndex.Build([.. entries, .. Entries(random, Tolerant, tolerant: true)]);
        yield return Row("the same with 100,000 tolerant entries more, no confidences", Reads / Best(() => Hits(tolerant, reads)), "Dictionary, exact only", Reads / theirs);
        var unsure = ReadsOf(random, [0.95, 0.95, 0.5, 0.95, 0.8, 0.95, 0.95], ["1ABC123", "1A8C123"]);
        yield return Row("the same, two unsure characters and two candidates each", Reads / Best(() => Hits(tolerant, unsure)), "Dictionary, exact only", Reads / theirs);

        var building = Best(() => HotlistIndex.Build(entries).Count);
        var filling = Best(() => entries.DistinctBy(entry => entry.Plate, StringComparer.Ordinal).ToDictionary(entry => entry.Plate, StringComparer.Ordinal).Count);
        yield return Row("entries indexed per second, 1 M", Listed / building, "Dictionary, one entry a plate", Listed / filling);

        var (kept, dictionaryKept) = (Kept(() => HotlistIndex.Build(entries)), Kept(() => new Dictionary<string, IndexedEntry>(dictionary, StringComparer.Ordinal)));
        yield return ["memory beside the entries, 1 M", $"{Number(kept / 1e6)} MB", $"Dictionary {Number(dictionaryKept / 1e6)} MB", Ratio((double)dictionaryKept / kept)];
    }

    static List<IndexedEntry> Entries(Random random, int count, bool tolerant) =>
        [.. Enumerable.Range(0, count).Select(_ => new IndexedEntry(Guid.Empty, Plate(random), "B", tolerant, Noon.AddDays(1)))];

    static ObservedPlate[] ReadsOf(Random random, double[] sure, string[] candidates) =>
        [.. Enumerable.Range(0, Reads).Select(_ => new ObservedPlate(Plate(random), "B", Noon, sure, candidates))];

    static string Plate(Random random) => string.Create(7, random, static (plate, random) =>
    {
        plate[0] = (char)('1' + random.Next(2));
        for (var i = 1; i < 4; i++) plate[i] = (char)('A' + random.Next(26));
        for (var i = 4; i < 7; i++) plate[i] = (char)('0' + random.Next(10));
    });

    static int Hits(HotlistIndex index, ObservedPlate[] reads)
    {
        var hits = 0;
        foreach (ref readonly var read in reads.AsSpan()) hits += index.Match(read).Count;
        return hits;
    }

    static int Hits(Dictionary<string, IndexedEntry> dictionary, ObservedPlate[] reads)
    {
        var hits = 0;
        foreach (ref readonly var read in reads.AsSpan())
            if (dictionary.TryGetValue(read.Plate, out var entry) && read.CapturedAt < entry.ValidUntilAt) hits++;
        return hits;
    }

    // Seconds of the best of five, after two rounds of warming up
    static double Best(Func<int> work)
    {
        var best = double.MaxValue;
        for (var round = 0; round < 7; round++)
        {
            var start = Stopwatch.GetTimestamp();
            GC.KeepAlive(work());
            if (round >= 2) best = Math.Min(best, Stopwatch.GetElapsedTime(start).TotalSeconds);
        }
        return best;
    }

    static long Kept(Func<object> make)
    {
        var before = GC.GetTotalMemory(forceFullCollection: true);
        var made = make();
        var kept = GC.GetTotalMemory(forceFullCollection: true) - before;
        GC.KeepAlive(made);
        return kept;
    }

    static string[] Row(string what, double figure, string alternative, double other) =>
        [what, Number(figure), $"{alternative} {Number(other)}", Ratio(figure / other)];

    static string Number(double value) => value.ToString("N0", CultureInfo.InvariantCulture);

    static string Ratio(double value) => value.ToString("0.00x", CultureInfo.InvariantCulture);
}
