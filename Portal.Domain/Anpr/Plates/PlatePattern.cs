using System.Text;

namespace Portal.Anpr.Plates;

/// <summary>Compares plates with the small pattern language of <see cref="PlateFormat.Pattern"/>.</summary>
static class PlatePattern
{
    internal const string Personalised = "*";

    internal static bool Fits(PlateFormat format, ReadOnlySpan<char> plate)
    {
        var pattern = format.Pattern;
        if (pattern is Personalised) return FitsPersonalised(plate);
        int at = 0, groupStart = 0;
        foreach (var want in pattern)
        {
            if (IsSeparator(want))
            {
                if (IsExcluded(format, plate[groupStart..at])) return false;
                groupStart = at;
            }
            else if (at == plate.Length || !Fits(want, plate[at], format.ExcludedLetters)) return false;
            else at++;
        }
        return at == plate.Length && !IsExcluded(format, plate[groupStart..]);
    }

    internal static string Part(string pattern, string plate)
    {
        var parted = new StringBuilder(pattern.Length);
        var at = 0;
        foreach (var want in pattern)
            parted.Append(IsSeparator(want) ? want : plate[at++]);
        return parted.ToString();
    }

    /// <summary>How many characters a plate of this pattern has; null when that differs.</summary>
    internal static int? Length(string pattern) =>
        pattern is Personalised ? null : pattern.Count(c => !IsSeparator(c));

    static bool IsSeparator(char c) => c is '-' or ' ';

    static bool Fits(char want, char have, string excludedLetters) => want switch
    {
        'a' => char.IsAsciiLetterUpper(have) && !excludedLetters.Contains(have, StringComparison.Ordinal),
        'n' => char.IsAsciiDigit(have),
        'r' => have is >= '3' and <= '7',
        'x' => char.IsAsciiLetterUpper(have) || char.IsAsciiDigit(have),
        _ => have == want,
    };

    static bool IsExcluded(PlateFormat format, ReadOnlySpan<char> group)
    {
        if (format.ExcludedGroups.Length == 0) return false;
        foreach (var range in format.ExcludedGroups.AsSpan().Split(' '))
            if (group.SequenceEqual(format.ExcludedGroups.AsSpan(range))) return true;
        return false;
    }

    // 1 to 8 characters, the hyphens between groups of letters and of digits counted, at least one letter
    // (FPS Mobility, personalised number plates)
    static bool FitsPersonalised(ReadOnlySpan<char> plate)
    {
        int letters = 0, hyphens = 0;
        for (var i = 0; i < plate.Length; i++)
        {
            var letter = char.IsAsciiLetterUpper(plate[i]);
            if (!letter && !char.IsAsciiDigit(plate[i])) return false;
            if (letter) letters++;
            if (i > 0 && letter != char.IsAsciiLetterUpper(plate[i - 1])) hyphens++;
        }
        return letters > 0 && plate.Length + hyphens <= 8;
    }
}
