using Portal.Anpr.Plates;

namespace Portal.Tests.Anpr.Plates;

/// <summary>Entries and reads for the tests of matching, with what a test does not care about filled in.</summary>
static class Hotlist
{
    internal static readonly DateTimeOffset Noon = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    internal static IndexedEntry Entry(string plate, string? country = null, bool tolerant = true, DateTimeOffset? until = null) =>
        new(Guid.NewGuid(), plate, country, tolerant, until ?? Noon.AddDays(1));

    internal static ObservedPlate Read(string plate, string? country = null, double[]? sure = null, string[]? candidates = null) =>
        new(plate, country, Noon, sure ?? [], candidates ?? []);

    /// <summary>A camera sure of every character but one.</summary>
    internal static double[] UnsureAt(int position, double confidence, int length = 7) =>
        [.. Enumerable.Range(0, length).Select(i => i == position ? confidence : 0.99)];

    internal static IReadOnlyList<PlateMatch> Match(ObservedPlate read, params IndexedEntry[] entries) =>
        HotlistIndex.Build(entries).Match(read);
}
