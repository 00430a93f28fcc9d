using System.Globalization;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>What can stand in a report, and what becomes of what cannot.</summary>
public static class ReportText
{
    /// <summary>The characters that no font of the reports has, each once: somebody who types one is told before the report is made.</summary>
    public static IReadOnlyList<Rune> MissingIn(string text)
    {
        var fonts = new FontSet();
        foreach (var rune in Clean(text).EnumerateRunes()) fonts.Letter(rune.Value, TextStyle.Normal);
        return fonts.Missing;
    }

    /// <summary>The text with each missing character spelled out, as <c>[U+1F600]</c>, where a report must be made of text that nobody can change any more.</summary>
    public static string Spelled(string text)
    {
        var missing = MissingIn(text).ToHashSet();
        return missing.Count == 0 ? text : string.Concat(Clean(text).EnumerateRunes().Select(r => missing.Contains(r) ? string.Create(CultureInfo.InvariantCulture, $"[U+{r.Value:X4}]") : r.ToString()));
    }

    /// <summary>Composed, with one kind of line end, and without what is no letter: control characters, and marks that turn the direction and so make a text read other than it is.</summary>
    internal static string Clean(string text)
    {
        if (Ascii.IsValid(text) && !text.AsSpan().ContainsAnyInRange('\0', '\x1F') && !text.Contains('\x7F', StringComparison.Ordinal)) return text;
        var cleaned = new StringBuilder(text.Length);
        foreach (var rune in text.ReplaceLineEndings("\n").EnumerateRunes()) // half a surrogate pair comes as U+FFFD
        {
            if (rune.Value is '\n' or SoftHyphen or ZeroWidthSpace) cleaned.Append(rune.ToString());
            else if ((rune.Value & 0xFFFE) == 0xFFFE) cleaned.Append(Rune.ReplacementChar.ToString()); // no character, and none of XML
            else if (rune.Value == '\t') cleaned.Append(' ');
            else if (Rune.GetUnicodeCategory(rune) is not (UnicodeCategory.Control or UnicodeCategory.Format)) cleaned.Append(rune.ToString());
        }

        return cleaned.ToString().Normalize(NormalizationForm.FormC);
    }

    /// <summary>Code and name of a character, for instance <c>U+1F600 GRINNING FACE</c>.</summary>
    public static string NameOf(Rune character) => UnicodeNames.Of(character);

    internal const int SoftHyphen = 0xAD, ZeroWidthSpace = 0x200B;
}

/// <summary>A report has characters that no font of the reports has; to leave them out would falsify it.</summary>
public sealed class MissingCharacterException(IReadOnlyList<Rune> characters)
    : Exception("No font has " + string.Join(", ", characters.Select(c => UnicodeNames.Of(c))))
{
    public IReadOnlyList<Rune> Characters { get; } = characters;
}
