using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>A letter as a line of text holds it.</summary>
/// <param name="Width">In parts of the size of the type.</param>
readonly record struct Letter(int CodePoint, FontUse Font, double Width);

/// <summary>A font in one document: which letters it shows, and the objects that embed them.</summary>
sealed class FontUse(TrueTypeFont font, string resource, double scale = 1)
{
    readonly Dictionary<int, int> numbers = [];
    readonly List<(int CodePoint, int Glyph)> shown = [(0, 0)];

    /// <summary>The name under which a page's content calls it.</summary>
    public string Resource { get; } = resource;

    /// <summary>What makes its letters as large as those of the other fonts.</summary>
    public double Scale { get; } = scale;

    public bool IsUsed => numbers.Count > 0;

    public Letter? Letter(int codePoint) => Glyph(codePoint) is var glyph and not 0 ? new(codePoint, this, Scale * font.WidthOf(glyph) / font.UnitsPerEm) : null;

    /// <summary>The number by which the embedded subset knows the letter. Each letter has its own, though two may look the same: copied text is then exact.</summary>
    public int NumberOf(int codePoint)
    {
        if (numbers.TryGetValue(codePoint, out var number)) return number;
        shown.Add((codePoint, Glyph(codePoint)));
        return numbers[codePoint] = shown.Count - 1;
    }

    int Glyph(int codePoint) => font.GlyphOf(codePoint) is var glyph and not 0 ? glyph : codePoint switch
    {
        0xAD or 0x2010 or 0x2011 => font.GlyphOf('-'),
        0xA0 or 0x2007 or 0x2009 or 0x200A or 0x202F => font.GlyphOf(' '),
        _ => 0,
    };

    public PdfReference Write(NewPdfFile file)
    {
        var subset = TrueTypeSubset.Make(font, [.. shown.Select(s => s.Glyph)]);
        var tag = string.Concat(SHA256.HashData(subset).Take(6).Select(b => (char)('A' + (b % 26))));
        var name = tag + "+" + font.Name;
        var descriptor = file.Add(new PdfDictionary
        {
            { "Type", "FontDescriptor" },
            { "FontName", name },
            { "Flags", 4 },
            { "FontBBox", new PdfArray(font.Box.Select(Thousandths)) },
            { "ItalicAngle", 0 },
            { "Ascent", Thousandths(font.Ascent) },
            { "Descent", Thousandths(font.Descent) },
            { "CapHeight", Thousandths(font.CapHeight) },
            { "StemV", 80 },
            { "FontFile2", file.Add(NewPdfFile.Compressed(new() { { "Length1", subset.Length } }, subset)) },
        });
        var descendant = file.Add(new PdfDictionary
        {
            { "Type", "Font" },
            { "Subtype", "CIDFontType2" },
            { "BaseFont", name },
            { "CIDSystemInfo", new PdfDictionary { { "Registry", PdfString.Text("Adobe") }, { "Ordering", PdfString.Text("Identity") }, { "Supplement", 0 } } },
            { "FontDescriptor", descriptor },
            { "W", new PdfArray(0, new PdfArray(shown.Select(s => Thousandths(font.WidthOf(s.Glyph))))) },
            { "CIDToGIDMap", "Identity" },
        });
        return file.Add(new PdfDictionary
        {
            { "Type", "Font" },
            { "Subtype", "Type0" },
            { "BaseFont", name },
            { "Encoding", "Identity-H" },
            { "DescendantFonts", new PdfArray(descendant) },
            { "ToUnicode", file.Add(NewPdfFile.Compressed([], Encoding.ASCII.GetBytes(ToUnicode()))) },
        });
    }

    PdfValue Thousandths(int units) => new PdfNumber(units * 1000.0 / font.UnitsPerEm);

    string ToUnicode()
    {
        var map = new StringBuilder("""
            /CIDInit /ProcSet findresource begin
            12 dict begin
            begincmap
            /CIDSystemInfo << /Registry (Adobe) /Ordering (UCS) /Supplement 0 >> def
            /CMapName /Adobe-Identity-UCS def
            /CMapType 2 def
            1 begincodespacerange
            <0000> <FFFF>
            endcodespacerange

            """);
        foreach (var part in shown.Select((s, i) => (s.CodePoint, Number: i)).Skip(1).Chunk(100))
        {
            map.Append(CultureInfo.InvariantCulture, $"{part.Length} beginbfchar\n");
            foreach (var (codePoint, number) in part)
                map.Append(CultureInfo.InvariantCulture, $"<{number:X4}> <{Convert.ToHexString(Encoding.BigEndianUnicode.GetBytes(char.ConvertFromUtf32(codePoint)))}>\n");
            map.Append("endbfchar\n");
        }

        return map.Append("endcmap\nCMapName currentdict /CMap defineresource pop\nend\nend\n").ToString();
    }
}
