using System.Globalization;
using System.Text;

namespace Portal.Anpr.Ingest;

/// <summary>Texts of strangers: cut, cleaned and quoted so that every later reader can bear them.</summary>
static class FieldText
{
    /// <summary>For texts that only describe: control characters out, trimmed, cut to length; null when nothing is left.</summary>
    public static string? Clean(string? text, int length)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        var clean = HasControl(text) ? string.Concat(text.EnumerateRunes().Where(rune => !Rune.IsControl(rune) && rune != Rune.ReplacementChar)) : text;
        clean = Cut(clean.Trim(), length).TrimEnd();
        return clean.Length == 0 ? null : clean;
    }

    /// <summary>PostgreSQL stores no NUL, screens and exports no other control characters; a lone surrogate is no text.</summary>
    public static bool HasControl(string text)
    {
        for (var i = 0; i < text.Length; i++)
        {
            if (char.IsHighSurrogate(text[i]) && i + 1 < text.Length && char.IsLowSurrogate(text[i + 1]))
                i++;
            else if (Unusable(text[i]))
                return true;
        }
        return false;
    }

    /// <summary>The first characters, never half of a surrogate pair.</summary>
    public static string Cut(string text, int length) =>
        text.Length <= length ? text : text[..(char.IsHighSurrogate(text[length - 1]) ? length - 1 : length)];

    /// <summary>What a reason may quote of a value.</summary>
    public static string Excerpt(string value)
    {
        var excerpt = new StringBuilder(IngestLimits.Excerpt);
        foreach (var c in Cut(value, IngestLimits.Excerpt))
            excerpt.Append(char.IsControl(c) || char.IsSurrogate(c) ? '\uFFFD' : c);
        return excerpt.ToString();
    }

    public static UnreadableReason Reason(string code, FormattableString detail) =>
        new(code, Cut(detail.ToString(CultureInfo.InvariantCulture), IngestLimits.Detail));

    public static byte[] Body(ReadOnlySpan<byte> body) =>
        body[..Math.Min(body.Length, IngestLimits.UnreadableBody)].ToArray();

    static bool Unusable(char c) => char.IsControl(c) || char.IsSurrogate(c);
}
