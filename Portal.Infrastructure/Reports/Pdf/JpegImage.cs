using System.Buffers.Binary;

namespace Portal.Reports.Pdf;

/// <summary>Finds a JPEG's size and colours and that it is whole (ITU-T T.81, annex B). Its pixels are not decoded.</summary>
static class JpegImage
{
    public static ReadOnlySpan<byte> Signature => [0xFF, 0xD8, 0xFF];

    public static ReportImage Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        Frame? frame = null;
        var (adobe, scans) = (false, 0);
        for (var at = 2; ;)
        {
            var marker = Marker(bytes, ref at);
            if (marker == 0xD9) return frame is not null && scans > 0 ? frame.Image(file[..at], adobe) : throw Broken();
            var segment = Segment(bytes, ref at);
            switch (marker)
            {
                case 0xC0 or 0xC1 or 0xC2 when frame is null: frame = Frame.Read(segment); break;
                case >= 0xC0 and <= 0xCF and not (0xC4 or 0xC8 or 0xCC): throw frame is null ? new(ImageRefusal.Unsupported) : Broken();
                case 0xEE when segment.StartsWith("Adobe"u8): adobe = true; break;
                case 0xDA:
                    if (frame is null) throw Broken();
                    at = EndOfScan(bytes, at);
                    scans++;
                    break;
            }
        }
    }

    static int Marker(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (at >= bytes.Length || bytes[at] != 0xFF) throw Broken();
        while (at < bytes.Length && bytes[at] == 0xFF) at++;
        if (at >= bytes.Length || bytes[at] is 0x00 or 0x01 or (>= 0xD0 and <= 0xD8)) throw Broken();
        return bytes[at++];
    }

    static ReadOnlySpan<byte> Segment(ReadOnlySpan<byte> bytes, ref int at)
    {
        if (bytes.Length - at < 2) throw Broken();
        var length = BinaryPrimitives.ReadUInt16BigEndian(bytes[at..]);
        if (length < 2 || length > bytes.Length - at) throw Broken();
        var segment = bytes.Slice(at + 2, length - 2);
        at += length;
        return segment;
    }

    /// <summary>A scan ends at a marker; a zero after FF, and restart markers, are part of it.</summary>
    static int EndOfScan(ReadOnlySpan<byte> bytes, int at)
    {
        while (true)
        {
            var found = bytes[at..].IndexOf((byte)0xFF);
            if (found < 0 || at + found + 1 >= bytes.Length) throw Broken();
            at += found;
            if (bytes[at + 1] is not (0x00 or (>= 0xD0 and <= 0xD7))) return at;
            at += 2;
        }
    }

    static UnreadableImageException Broken() => new(ImageRefusal.Broken);

    sealed record Frame(int Width, int Height, int Components, bool IsRgb)
    {
        public static Frame Read(ReadOnlySpan<byte> segment)
        {
            if (segment.Length < 6 || segment.Length != 6 + (3 * segment[5])) throw Broken();
            var (height, width) = (BinaryPrimitives.ReadUInt16BigEndian(segment[1..]), BinaryPrimitives.ReadUInt16BigEndian(segment[3..]));
            ReportImage.CheckSize(width, height);
            if (segment[0] != 8 || segment[5] is not (1 or 3)) throw new UnreadableImageException(ImageRefusal.Unsupported);
            return new(width, height, segment[5], segment[5] == 3 && segment[6] == 'R' && segment[9] == 'G' && segment[12] == 'B');
        }

        public ReportImage Image(ReadOnlyMemory<byte> file, bool adobe) => new(Width, Height, new(new()
        {
            { "Type", "XObject" },
            { "Subtype", "Image" },
            { "Width", Width },
            { "Height", Height },
            { "ColorSpace", Components == 1 ? "DeviceGray" : "DeviceRGB" },
            { "BitsPerComponent", 8 },
            { "Filter", "DCTDecode" },
            { "DecodeParms", IsRgb && !adobe ? new PdfDictionary { { "ColorTransform", 0 } } : null },
        }, file));
    }
}
