using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>What Unicode calls a character (build/pdf/unicode_names.py writes the list): a person who is told "U+1F600 GRINNING FACE" knows what to look for.</summary>
static class UnicodeNames
{
    static readonly Lazy<IReadOnlyDictionary<int, string>> Listed = new(() =>
    {
        using var packed = typeof(UnicodeNames).Assembly.GetManifestResourceStream("Names/unicode.txt.gz")!;
        using var lines = new StreamReader(new GZipStream(packed, CompressionMode.Decompress), Encoding.ASCII);
        var (names, code) = (new Dictionary<int, string>(), 0);
        while (lines.ReadLine() is { } line)
        {
            var space = line.IndexOf(' ', StringComparison.Ordinal);
            code += int.Parse(line.AsSpan(0, space), NumberStyles.HexNumber, CultureInfo.InvariantCulture);
            names.Add(code, line[(space + 1)..]);
        }

        return names;
    });

    /// <summary>For instance <c>U+4E2D CJK UNIFIED IDEOGRAPH-4E2D</c>; the number alone for what has no name.</summary>
    public static string Of(Rune character)
    {
        var number = string.Create(CultureInfo.InvariantCulture, $"U+{character.Value:X4}");
        return (Listed.Value.GetValueOrDefault(character.Value) ?? ByRule(character.Value)) is { } name ? number + " " + name : number;
    }

    /// <summary>The Unicode Standard, 4.8, table 4-8.</summary>
    static string? ByRule(int code) => code switch
    {
        >= 0xAC00 and <= 0xD7A3 => "HANGUL SYLLABLE " + Hangul(code - 0xAC00),
        (>= 0x3400 and <= 0x4DBF) or (>= 0x4E00 and <= 0x9FFF) or (>= 0x20000 and <= 0x323AF) => string.Create(CultureInfo.InvariantCulture, $"CJK UNIFIED IDEOGRAPH-{code:X4}"),
        (>= 0xF900 and <= 0xFAD9) or (>= 0x2F800 and <= 0x2FA1D) => string.Create(CultureInfo.InvariantCulture, $"CJK COMPATIBILITY IDEOGRAPH-{code:X4}"),
        >= 0x17000 and <= 0x187F7 => string.Create(CultureInfo.InvariantCulture, $"TANGUT IDEOGRAPH-{code:X4}"),
        (>= 0xE000 and <= 0xF8FF) or >= 0xF0000 => "PRIVATE USE CHARACTER",
        _ => null,
    };

    static string Hangul(int index)
    {
        string[] first = ["G", "GG", "N", "D", "DD", "R", "M", "B", "BB", "S", "SS", "", "J", "JJ", "C", "K", "T", "P", "H"],
            middle = ["A", "AE", "YA", "YAE", "EO", "E", "YEO", "YE", "O", "WA", "WAE", "OE", "YO", "U", "WEO", "WE", "WI", "YU", "EU", "YI", "I"],
            last = ["", "G", "GG", "GS", "N", "NJ", "NH", "D", "L", "LG", "LM", "LB", "LS", "LT", "LP", "LH", "M", "B", "BS", "S", "SS", "NG", "J", "C", "K", "T", "P", "H"];
        return first[index / 588] + middle[index / 28 % 21] + last[index % 28];
    }
}
