namespace Portal.Anpr.Ingest;

/// <summary>Ties a list of scores to the letters and digits of a plate.</summary>
static class CharacterScores
{
    /// <summary>Scores for each letter or digit; senders that also score the separators are understood. Empty when the lengths do not tally.</summary>
    public static IReadOnlyList<double> Align(string plate, IReadOnlyList<double> scores)
    {
        var counted = plate.Count(char.IsLetterOrDigit);
        if (scores.Count == counted)
            return scores;
        return scores.Count == plate.Length ? [.. scores.Where((_, i) => char.IsLetterOrDigit(plate[i]))] : [];
    }
}
