namespace Portal.Anpr.Plates;

/// <summary>How far a read may be from a listed plate, and which characters look alike.</summary>
/// <remarks>Without brakes, one differing character anywhere flags 43 times as many reads as exact comparison on a list of a million
/// plates: two thirds of all traffic. Therefore a character counts as uncertain only where the camera says so. The thresholds are
/// judgements, to be revised by what operators confirm and reject.</remarks>
public static class PlateTolerance
{
    /// <summary>Below this confidence (0 to 1) a character may be one that looks like it: cameras give characters they read well 0.9 and more,
    /// and a look-alike is the first thing to be wrong when they give less.</summary>
    public const double ConfusableBelow = 0.85;

    /// <summary>Below this confidence (0 to 1) a character may be any other: engines differ in what they confuse (4 for 0, 8 for 3), and
    /// nearer to an even chance than to certainty, the character read is no more than a guess.</summary>
    public const double AnyBelow = 0.60;

    /// <summary>Most unknown characters in a read that still gives possible hits: a third adds plates faster than it adds finds, and costs
    /// 36 times the lookups (two cost 36² = 1,296).</summary>
    public const int MaxUnknown = 2;

    /// <summary>Fewest recognised characters beside unknown ones: with three or less, most short plates of a list would fit.</summary>
    public const int MinKnown = 4;

    /// <summary>How many of a camera's candidates are looked up; vendors send ten at most.</summary>
    public const int MaxCandidates = 10;

    static readonly string[] Classes = ["0ODQ", "1IL", "2Z", "5S", "6GC", "8B", "4A", "7T", "UV", "MNHW"];

    static readonly string[] ByCharacter = [.. Enumerable.Range(0, 'Z' + 1)
        .Select(c => Classes.FirstOrDefault(group => group.Contains((char)c, StringComparison.Ordinal)) ?? "")];

    /// <summary>The characters that look like this one, itself included; empty when none does.</summary>
    internal static string LookAlikes(char c) => c < ByCharacter.Length ? ByCharacter[c] : "";
}
