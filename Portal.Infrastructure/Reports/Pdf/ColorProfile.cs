using System.Buffers.Binary;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>The colour space of screens, sRGB (IEC 61966-2-1), as a profile of the International Color Consortium, version 2.1: what the report's colours mean on paper.</summary>
static class ColorProfile
{
    public const string Name = "sRGB IEC61966-2.1";

    static readonly Lazy<byte[]> Profile = new(Make);

    public static ReadOnlySpan<byte> Bytes => Profile.Value;

    static byte[] Make()
    {
        var curve = Curve();
        (string Tag, byte[] Data)[] tags =
        [
            ("desc", Description(Name)),
            ("cprt", [.. "text\0\0\0\0No copyright, use freely\0"u8]),
            ("wtpt", Point(0.9642, 1, 0.8249)),
            ("rXYZ", Point(0.43607, 0.22249, 0.01392)), // the primaries as seen under D50
            ("gXYZ", Point(0.38515, 0.71687, 0.09708)),
            ("bXYZ", Point(0.14307, 0.06061, 0.71410)),
            ("rTRC", curve),
            ("gTRC", curve),
            ("bTRC", curve),
        ];
        var offsets = new Dictionary<byte[], int>();
        var body = new List<byte>();
        foreach (var (_, data) in tags)
        {
            if (!offsets.TryAdd(data, 128 + 4 + (12 * tags.Length) + body.Count)) continue;
            body.AddRange(data);
            body.AddRange(new byte[(4 - (data.Length % 4)) % 4]);
        }

        var head = new byte[128 + 4 + (12 * tags.Length)];
        Number(head, 0, head.Length + body.Count);
        Number(head, 8, 0x02100000);
        Encoding.ASCII.GetBytes("mntrRGB XYZ ", head.AsSpan(12));
        foreach (var (at, value) in new[] { (24, 2026), (26, 1), (28, 1) }) BinaryPrimitives.WriteUInt16BigEndian(head.AsSpan(at), (ushort)value);
        Encoding.ASCII.GetBytes("acsp", head.AsSpan(36));
        Point(0.9642, 1, 0.8249).AsSpan(8).CopyTo(head.AsSpan(68));
        Number(head, 128, tags.Length);
        for (var i = 0; i < tags.Length; i++)
        {
            Encoding.ASCII.GetBytes(tags[i].Tag, head.AsSpan(132 + (12 * i)));
            Number(head, 136 + (12 * i), offsets[tags[i].Data]);
            Number(head, 140 + (12 * i), tags[i].Data.Length);
        }

        return [.. head, .. body];
    }

    static byte[] Curve()
    {
        const int points = 1024;
        var data = new byte[12 + (2 * points)];
        Encoding.ASCII.GetBytes("curv", data);
        Number(data, 8, points);
        for (var i = 0; i < points; i++)
        {
            var value = i / (points - 1.0);
            var linear = value <= 0.04045 ? value / 12.92 : Math.Pow((value + 0.055) / 1.055, 2.4);
            BinaryPrimitives.WriteUInt16BigEndian(data.AsSpan(12 + (2 * i)), (ushort)Math.Round(linear * 65535));
        }

        return data;
    }

    static byte[] Point(double x, double y, double z)
    {
        var data = new byte[20];
        Encoding.ASCII.GetBytes("XYZ ", data);
        foreach (var (at, value) in new[] { (8, x), (12, y), (16, z) }) Number(data, at, (int)Math.Round(value * 65536));
        return data;
    }

    /// <summary>In ASCII; the empty places are the same in Unicode and for an old Macintosh.</summary>
    static byte[] Description(string text)
    {
        var data = new byte[12 + text.Length + 1 + 8 + 3 + 67];
        Encoding.ASCII.GetBytes("desc", data);
        Number(data, 8, text.Length + 1);
        Encoding.ASCII.GetBytes(text, data.AsSpan(12));
        return data;
    }

    static void Number(byte[] bytes, int at, int value) => BinaryPrimitives.WriteInt32BigEndian(bytes.AsSpan(at), value);
}
