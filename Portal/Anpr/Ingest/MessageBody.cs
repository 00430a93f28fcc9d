using System.Globalization;
using System.Text;

namespace Portal.Anpr.Ingest;

/// <summary>Shows the bytes of a stranger: as text in which nothing hides, or as hexadecimal lines.</summary>
static class MessageBody
{
    /// <summary>Bytes shown as hexadecimal lines; the rest is in the download.</summary>
    public const int HexBytes = 4 * 1024;

    const int PerLine = 16;

    /// <summary>True for pictures and the like: a zero byte, or much that is no UTF-8 text.</summary>
    public static bool IsBinary(ReadOnlySpan<byte> body)
    {
        if (body.IsEmpty) return false;
        if (body.Contains((byte)0)) return true;
        var (odd, all) = (0, 0);
        foreach (var rune in Encoding.UTF8.GetString(body).EnumerateRunes())
        {
            all++;
            if (rune == Rune.ReplacementChar || (Rune.IsControl(rune) && rune.Value is not ('\r' or '\n' or '\t'))) odd++;
        }

        return odd * 10 > all;
    }

    /// <summary>UTF-8 with a replacement for what is none; what steers, turns or hides text has its number instead: <c>⟨U+0007⟩</c>.</summary>
    public static string Text(ReadOnlySpan<byte> body)
    {
        var text = new StringBuilder(body.Length);
        foreach (var rune in Encoding.UTF8.GetString(body).ReplaceLineEndings("\n").EnumerateRunes())
        {
            if (rune.Value is '\n' or '\t') text.Append((char)rune.Value);
            else if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator) text.Append(CultureInfo.InvariantCulture, $"⟨U+{rune.Value:X4}⟩");
            else text.Append(rune.ToString());
        }

        return text.ToString();
    }

    /// <summary><c>000010  3c 3f 78 …  |&lt;?x…|</c></summary>
    public static string Hex(ReadOnlySpan<byte> body)
    {
        body = body[..Math.Min(body.Length, HexBytes)];
        var text = new StringBuilder(body.Length * 5);
        for (var at = 0; at < body.Length; at += PerLine)
        {
            var line = body[at..Math.Min(at + PerLine, body.Length)];
            text.Append(CultureInfo.InvariantCulture, $"{at:x6} ");
            foreach (var b in line) text.Append(CultureInfo.InvariantCulture, $" {b:x2}");
            text.Append(' ', ((PerLine - line.Length) * 3) + 2).Append('|');
            foreach (var b in line) text.Append(b is >= 0x20 and < 0x7F ? (char)b : '.');
            text.Append("|\n");
        }

        return text.ToString();
    }
}
