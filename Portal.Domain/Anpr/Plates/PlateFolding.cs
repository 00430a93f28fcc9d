using System.Globalization;
using System.Text;

namespace Portal.Anpr.Plates;

/// <summary>Turns any character into the capital Latin letters and digits it stands for on a plate.</summary>
static class PlateFolding
{
    /// <summary>More letters and digits than any one character folds to.</summary>
    internal const int MaxFolded = 8;

    /// <summary>Writes the A-Z and 0-9 that <paramref name="rune"/> stands for.</summary>
    /// <param name="rune">Any character; a lone surrogate arrives as U+FFFD and gives nothing.</param>
    /// <param name="into">At least <see cref="MaxFolded"/> long.</param>
    /// <returns>How many were written; 0 for separators, marks and foreign scripts.</returns>
    internal static int Fold(Rune rune, Span<char> into)
    {
        if (rune.IsAscii)
        {
            var c = (char)(rune.Value is >= 'a' and <= 'z' ? rune.Value - 32 : rune.Value);
            if (!char.IsAsciiLetterUpper(c) && !char.IsAsciiDigit(c)) return 0;
            into[0] = c;
            return 1;
        }

        // The framework refuses to normalise U+FFFE and its like, which no writing uses
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.OtherNotAssigned) return 0;
        var count = 0;
        foreach (var part in rune.ToString().Normalize(NormalizationForm.FormKD))
        {
            foreach (var c in Latin(char.ToUpperInvariant(part)))
                if (count < MaxFolded) into[count++] = c;
        }
        return count;
    }

    /// <summary>Is this the sign for an unknown character? Cameras with East Asian text send the wide one.</summary>
    internal static bool IsUnknownMark(Rune rune) => rune.Value is '?' or 0xFF1F;

    // Letters without a decomposition, then the Cyrillic and Greek capitals that plates of Bulgaria, Greece, Ukraine and
    // their neighbours use because they look like Latin ones (Vienna Convention on Road Traffic 1968, annex 2)
    static string Latin(char c) => c switch
    {
        >= 'A' and <= 'Z' or >= '0' and <= '9' => Ascii[c],
        'Ø' => "O",
        'Đ' or 'Ð' => "D",
        'Ł' => "L",
        'ı' => "I",
        'Ħ' => "H",
        'Ŧ' => "T",
        'Æ' => "AE",
        'Œ' => "OE",
        'ß' or 'ẞ' => "SS",
        'А' or 'Α' => "A",
        'В' or 'Β' => "B",
        'Е' or 'Ε' => "E",
        'І' or 'Ι' => "I",
        'К' or 'Κ' => "K",
        'М' or 'Μ' => "M",
        'Н' or 'Η' => "H",
        'О' or 'Ο' => "O",
        'Р' or 'Ρ' => "P",
        'С' => "C",
        'Т' or 'Τ' => "T",
        'Х' or 'Χ' => "X",
        'У' or 'Υ' => "Y",
        'Ζ' => "Z",
        'Ν' => "N",
        'Ј' => "J",
        _ => "",
    };

    static readonly string[] Ascii = [.. Enumerable.Range(0, 128).Select(c => ((char)c).ToString())];
}
