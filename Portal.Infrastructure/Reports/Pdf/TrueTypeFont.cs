using System.Buffers.Binary;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>What a writer needs of a TrueType file that comes with the portal: letters, widths and outlines (OpenType 1.9).</summary>
sealed class TrueTypeFont
{
    readonly byte[] file;
    readonly Dictionary<string, Range> tables = new(StringComparer.Ordinal);
    readonly ushort[] basic = new ushort[0x10000];
    readonly Dictionary<int, ushort> beyond = [];
    readonly int widths;
    readonly bool longOffsets;

    public TrueTypeFont(string name, byte[] file)
    {
        (Name, this.file) = (name, file);
        for (int i = 0, count = Word(file, 4); i < count; i++)
        {
            var entry = file.AsSpan(12 + (16 * i), 16);
            var start = (int)BinaryPrimitives.ReadUInt32BigEndian(entry[8..]);
            tables[Encoding.ASCII.GetString(entry[..4])] = start..(start + (int)BinaryPrimitives.ReadUInt32BigEndian(entry[12..]));
        }

        var head = Table("head");
        var hhea = Table("hhea");
        UnitsPerEm = Word(head, 18);
        Box = [.. Enumerable.Range(0, 4).Select(i => (int)Signed(Table("head"), 36 + (2 * i)))];
        longOffsets = Word(head, 50) == 1;
        (Ascent, Descent, widths) = (Signed(hhea, 4), Signed(hhea, 6), Word(hhea, 34));
        GlyphCount = Word(Table("maxp"), 4);
        var metrics = Table("OS/2");
        CapHeight = Word(metrics, 0) >= 2 ? Signed(metrics, 88) : Ascent;
        ReadLetters(Table("cmap"));
    }

    public string Name { get; }

    public int UnitsPerEm { get; }

    public IReadOnlyList<int> Box { get; }

    public int Ascent { get; }

    public int Descent { get; }

    public int CapHeight { get; }

    public int GlyphCount { get; }

    public ReadOnlySpan<byte> Table(string tag) => file.AsSpan(tables[tag]);

    /// <summary>0 where the font has no such letter.</summary>
    public int GlyphOf(int codePoint) => codePoint < basic.Length ? basic[codePoint] : beyond.GetValueOrDefault(codePoint);

    /// <summary>In units of the em.</summary>
    public int WidthOf(int glyph) => Word(Table("hmtx"), 4 * Math.Min(glyph, widths - 1));

    public int LeftBearingOf(int glyph) => Signed(Table("hmtx"), glyph < widths ? (4 * glyph) + 2 : (4 * widths) + (2 * (glyph - widths)));

    /// <summary>Empty for a glyph without ink.</summary>
    public ReadOnlySpan<byte> Outline(int glyph)
    {
        var offsets = Table("loca");
        var (from, to) = longOffsets
            ? (BinaryPrimitives.ReadInt32BigEndian(offsets[(4 * glyph)..]), BinaryPrimitives.ReadInt32BigEndian(offsets[((4 * glyph) + 4)..]))
            : (2 * Word(offsets, 2 * glyph), 2 * Word(offsets, (2 * glyph) + 2));
        return Table("glyf")[from..to];
    }

    void ReadLetters(ReadOnlySpan<byte> map)
    {
        for (int i = 0, count = Word(map, 2); i < count; i++)
        {
            var record = map.Slice(4 + (8 * i), 8);
            var table = map[(int)BinaryPrimitives.ReadUInt32BigEndian(record[4..])..];
            switch (Word(record, 0), Word(record, 2), Word(table, 0))
            {
                case (0 or 3, _, 4): ReadSegments(table); break;
                case (0 or 3, _, 12): ReadGroups(table); break;
            }
        }
    }

    void ReadSegments(ReadOnlySpan<byte> table)
    {
        var doubled = Word(table, 6);
        for (var i = 0; i < doubled; i += 2)
        {
            var (last, first) = (Word(table, 14 + i), Word(table, 16 + doubled + i));
            var (delta, at) = (Word(table, 16 + (2 * doubled) + i), 16 + (3 * doubled) + i);
            var offset = Word(table, at);
            for (int c = first; c <= last && c < 0xFFFF; c++)
            {
                var glyph = offset == 0 ? c : Word(table, at + offset + (2 * (c - first)));
                if (glyph != 0) basic[c] = (ushort)(glyph + delta);
            }
        }
    }

    void ReadGroups(ReadOnlySpan<byte> table)
    {
        for (int i = 0, count = BinaryPrimitives.ReadInt32BigEndian(table[12..]); i < count; i++)
        {
            var group = table.Slice(16 + (12 * i), 12);
            var (first, last, glyph) = (BinaryPrimitives.ReadInt32BigEndian(group), BinaryPrimitives.ReadInt32BigEndian(group[4..]), BinaryPrimitives.ReadInt32BigEndian(group[8..]));
            for (var c = first; c <= last; c++, glyph++)
            {
                if (c < basic.Length) basic[c] = (ushort)glyph;
                else beyond[c] = (ushort)glyph;
            }
        }
    }

    static ushort Word(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);

    static short Signed(ReadOnlySpan<byte> bytes, int at) => BinaryPrimitives.ReadInt16BigEndian(bytes[at..]);
}
