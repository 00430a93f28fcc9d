using System.Buffers.Binary;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>A font file with the glyphs that a document uses, renumbered from 0 on, and without hints: a printer and a screen of today need none.</summary>
static class TrueTypeSubset
{
    const int ArgumentsAreWords = 1, Scale = 8, More = 0x20, TwoScales = 0x40, Matrix = 0x80, Instructions = 0x100;

    /// <param name="glyphs">Numbers in the font, in their new order; the first is the font's 0. One may stand there twice.</param>
    public static byte[] Make(TrueTypeFont font, IReadOnlyList<int> glyphs)
    {
        List<int> all = [.. glyphs];
        Dictionary<int, int> renumbered = [];
        for (var i = 0; i < all.Count; i++) renumbered.TryAdd(all[i], i);

        List<byte[]> outlines = [];
        for (var i = 0; i < all.Count; i++) // grows by the parts of composite glyphs
        {
            outlines.Add(WithoutHints(font.Outline(all[i]), part =>
            {
                if (renumbered.TryGetValue(part, out var known)) return known;
                all.Add(part);
                return renumbered[part] = all.Count - 1;
            }));
        }

        var (offsets, metrics, length) = (new byte[4 * (all.Count + 1)], new byte[4 * all.Count], 0);
        for (var i = 0; i < all.Count; i++)
        {
            BinaryPrimitives.WriteInt32BigEndian(offsets.AsSpan(4 * i), length);
            length += outlines[i].Length;
            BinaryPrimitives.WriteUInt16BigEndian(metrics.AsSpan(4 * i), (ushort)font.WidthOf(all[i]));
            BinaryPrimitives.WriteInt16BigEndian(metrics.AsSpan((4 * i) + 2), (short)font.LeftBearingOf(all[i]));
        }

        BinaryPrimitives.WriteInt32BigEndian(offsets.AsSpan(4 * all.Count), length);
        var (head, hhea, maxp) = (font.Table("head").ToArray(), font.Table("hhea").ToArray(), font.Table("maxp").ToArray());
        head.AsSpan(8, 4).Clear(); // the sum of the file, set at the end
        BinaryPrimitives.WriteInt16BigEndian(head.AsSpan(50), 1);
        BinaryPrimitives.WriteUInt16BigEndian(hhea.AsSpan(34), (ushort)all.Count);
        BinaryPrimitives.WriteUInt16BigEndian(maxp.AsSpan(4), (ushort)all.Count);
        return File([("glyf", outlines.SelectMany(o => o).ToArray()), ("head", head), ("hhea", hhea), ("hmtx", metrics), ("loca", offsets), ("maxp", maxp)]);
    }

    static byte[] WithoutHints(ReadOnlySpan<byte> outline, Func<int, int> renumber)
    {
        if (outline.IsEmpty) return [];
        var contours = BinaryPrimitives.ReadInt16BigEndian(outline);
        return Padded(contours < 0 ? Composite(outline.ToArray(), renumber) : Simple(outline, contours));
    }

    static byte[] Simple(ReadOnlySpan<byte> outline, int contours)
    {
        var at = 10 + (2 * contours);
        var hints = BinaryPrimitives.ReadUInt16BigEndian(outline[at..]);
        return [.. outline[..at], 0, 0, .. outline[(at + 2 + hints)..]];
    }

    static byte[] Composite(byte[] outline, Func<int, int> renumber)
    {
        var (at, flags) = (10, More);
        while ((flags & More) != 0)
        {
            flags = BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at)) & ~Instructions;
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at), (ushort)flags);
            BinaryPrimitives.WriteUInt16BigEndian(outline.AsSpan(at + 2), (ushort)renumber(BinaryPrimitives.ReadUInt16BigEndian(outline.AsSpan(at + 2))));
            at += 4 + ((flags & ArgumentsAreWords) != 0 ? 4 : 2) + ((flags & Scale) != 0 ? 2 : (flags & TwoScales) != 0 ? 4 : (flags & Matrix) != 0 ? 8 : 0);
        }

        return outline[..at];
    }

    static byte[] File(IReadOnlyList<(string Tag, byte[] Bytes)> tables)
    {
        var power = (int)Math.Log2(tables.Count);
        var file = new byte[12 + (16 * tables.Count) + tables.Sum(t => Padded(t.Bytes).Length)];
        BinaryPrimitives.WriteUInt32BigEndian(file, 0x00010000);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(4), (ushort)tables.Count);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(6), (ushort)(16 << power));
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(8), (ushort)power);
        BinaryPrimitives.WriteUInt16BigEndian(file.AsSpan(10), (ushort)((16 * tables.Count) - (16 << power)));
        var (at, head) = (12 + (16 * tables.Count), 0);
        for (var i = 0; i < tables.Count; i++)
        {
            var (tag, bytes) = tables[i];
            if (tag == "head") head = at;
            var entry = file.AsSpan(12 + (16 * i), 16);
            Encoding.ASCII.GetBytes(tag, entry);
            BinaryPrimitives.WriteUInt32BigEndian(entry[4..], Sum(Padded(bytes)));
            BinaryPrimitives.WriteInt32BigEndian(entry[8..], at);
            BinaryPrimitives.WriteInt32BigEndian(entry[12..], bytes.Length);
            bytes.CopyTo(file, at);
            at += Padded(bytes).Length;
        }

        BinaryPrimitives.WriteUInt32BigEndian(file.AsSpan(head + 8), unchecked(0xB1B0AFBA - Sum(file)));
        return file;
    }

    static byte[] Padded(byte[] bytes) => bytes.Length % 4 == 0 ? bytes : [.. bytes, .. new byte[4 - (bytes.Length % 4)]];

    static uint Sum(ReadOnlySpan<byte> bytes)
    {
        var sum = 0u;
        for (var i = 0; i < bytes.Length; i += 4) sum = unchecked(sum + BinaryPrimitives.ReadUInt32BigEndian(bytes[i..]));
        return sum;
    }
}
