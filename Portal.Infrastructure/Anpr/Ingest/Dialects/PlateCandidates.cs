namespace Portal.Anpr.Ingest;

static class PlateCandidates
{
    /// <summary>The ten best that are not the plate itself, best first; each plate once.</summary>
    public static IReadOnlyList<PlateCandidate> Best(IEnumerable<PlateCandidate> candidates, string plate) =>
        [.. candidates
            .Where(candidate => !string.Equals(candidate.Plate, plate, StringComparison.OrdinalIgnoreCase))
            .OrderByDescending(candidate => candidate.Confidence)
            .DistinctBy(candidate => candidate.Plate, StringComparer.OrdinalIgnoreCase)
            .Take(IngestLimits.Candidates)];
}
