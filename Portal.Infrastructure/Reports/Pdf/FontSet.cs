using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>The fonts of one document. The files are read once for all documents.</summary>
sealed class FontSet
{
    static readonly Lazy<TrueTypeFont> Regular = Embedded("SourceSans3-Regular"), Semibold = Embedded("SourceSans3-Semibold"), Mono = Embedded("B612Mono-Regular"), Wide = Embedded("DejaVuSans");

    readonly FontUse normal = new(Regular.Value, "F1"), bold = new(Semibold.Value, "F2"), plate = new(Mono.Value, "F3", 0.92), rare = new(Wide.Value, "F4", 0.89);
    readonly SortedSet<int> missing = [];

    public IReadOnlyList<Rune> Missing => [.. missing.Select(c => new Rune(c))];

    public IEnumerable<FontUse> Used => new[] { normal, bold, plate, rare }.Where(f => f.IsUsed);

    /// <summary>Null for a letter that no font has, which is noted.</summary>
    public Letter? Letter(int codePoint, TextStyle style)
    {
        if (codePoint is '\n' or ReportText.ZeroWidthSpace) return new(codePoint, normal, 0);
        var font = style switch { TextStyle.Bold => bold, TextStyle.Plate => plate, _ => normal };
        var letter = IsPrivate(codePoint) ? null : font.Letter(codePoint) ?? normal.Letter(codePoint) ?? (NeedsNoShaping(codePoint) ? rare.Letter(codePoint) : null);
        if (letter is null) missing.Add(codePoint);
        return letter;
    }

    /// <summary>Lines of at most the width, or of one letter that is wider.</summary>
    public IReadOnlyList<TextLine> Lines(RichText text, Typeface type, double width)
    {
        List<Letter> letters = [];
        foreach (var run in text)
        {
            foreach (var rune in ReportText.Clean(run.Text).EnumerateRunes())
            {
                if (Letter(rune.Value, type.Bold && run.Style == TextStyle.Normal ? TextStyle.Bold : run.Style) is { } letter) letters.Add(letter);
            }
        }

        return LineBreaking.Lines(letters, width / type.Size);
    }

    public TextLine Line(string text, Typeface type) => Lines(text.ReplaceLineEndings(" "), type, double.MaxValue) is [var line, ..] ? line : new([], 0);

    /// <summary>Such a character has no meaning outside a font, so none could be copied (ISO 19005-3, 6.2.11.7).</summary>
    static bool IsPrivate(int codePoint) => codePoint is (>= 0xE000 and <= 0xF8FF) or >= 0xF0000;

    /// <summary>Latin, Greek, Cyrillic, marks and symbols. The font has Arabic and others too, whose letters a writer would have to join and turn.</summary>
    static bool NeedsNoShaping(int codePoint) => codePoint is < 0x530 or (>= 0x1D00 and <= 0x2BFF) or (>= 0x2C60 and <= 0x2C7F) or (>= 0x2DE0 and <= 0x2E7F) or (>= 0xA640 and <= 0xA69F) or (>= 0xA700 and <= 0xA7FF) or (>= 0xFB00 and <= 0xFB06);

    static Lazy<TrueTypeFont> Embedded(string name) => new(() =>
    {
        using var stream = typeof(FontSet).Assembly.GetManifestResourceStream($"Fonts/{name}.ttf")!;
        var file = new byte[stream.Length];
        stream.ReadExactly(file);
        return new(name, file);
    });
}

/// <summary>Letters of one line.</summary>
/// <param name="Width">In parts of the size of the type, without the spaces at the end.</param>
sealed record TextLine(IReadOnlyList<Letter> Letters, double Width);
