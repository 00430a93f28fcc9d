using System.Buffers.Binary;
using System.IO.Compression;

namespace Portal.Reports.Pdf;

/// <summary>Reads a PNG row by row (ISO/IEC 15948); what shines through is laid on white.</summary>
static class PngImage
{
    public static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    public static ReportImage Read(ReadOnlyMemory<byte> file)
    {
        var bytes = file.Span;
        Header? header = null;
        byte[] palette = [], alpha = [];
        var packed = new MemoryStream();
        for (var at = Signature.Length; ;)
        {
            if (bytes.Length - at < 12) throw Broken();
            var length = BinaryPrimitives.ReadUInt32BigEndian(bytes[at..]);
            if (length > bytes.Length - at - 12) throw Broken();
            var kind = bytes.Slice(at + 4, 4);
            var data = bytes.Slice(at + 8, (int)length);
            at += (int)length + 12;
            if (header is null != kind.SequenceEqual("IHDR"u8)) throw Broken();
            if (header is null) header = Header.Read(data);
            else if (kind.SequenceEqual("PLTE"u8)) palette = data.ToArray();
            else if (kind.SequenceEqual("tRNS"u8)) alpha = data.ToArray();
            else if (kind.SequenceEqual("IDAT"u8)) packed.Write(data);
            else if (kind.SequenceEqual("IEND"u8)) break;
        }

        if (header.Kind == Indexed && (palette.Length is 0 or > 768 || palette.Length % 3 != 0)) throw Broken();
        packed.Position = 0;
        return header.Image(Repacked(header, packed, palette, alpha));
    }

    const int Gray = 0, Rgb = 2, Indexed = 3, GrayAlpha = 4, RgbAlpha = 6;

    static byte[] Repacked(Header header, MemoryStream packed, byte[] palette, byte[] alpha)
    {
        var output = new MemoryStream();
        try
        {
            using var unpacked = new ZLibStream(packed, CompressionMode.Decompress);
            using var packer = new ZLibStream(output, CompressionLevel.Optimal, leaveOpen: true);
            var (row, above, pixels) = (new byte[1 + header.RowLength], new byte[1 + header.RowLength], new byte[header.Width * header.Colors]);
            for (var y = 0; y < header.Height; y++)
            {
                unpacked.ReadExactly(row);
                Unfilter(row, above, Math.Max(1, header.Channels * header.Depth / 8));
                Convert(header, row.AsSpan(1), pixels, palette, alpha);
                packer.Write(pixels);
                (row, above) = (above, row);
            }
        }
        catch (Exception e) when (e is InvalidDataException or EndOfStreamException)
        {
            throw Broken();
        }

        return output.ToArray();
    }

    static void Unfilter(byte[] row, byte[] above, int step)
    {
        for (var i = 1; i < row.Length; i++)
        {
            var (left, up, corner) = (i > step ? row[i - step] : 0, above[i], i > step ? above[i - step] : 0);
            row[i] += (byte)(row[0] switch
            {
                0 => 0,
                1 => left,
                2 => up,
                3 => (left + up) / 2,
                4 => Paeth(left, up, corner),
                _ => throw Broken(),
            });
        }
    }

    static int Paeth(int left, int up, int corner)
    {
        var (a, b, c) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - (2 * corner)));
        return a <= b && a <= c ? left : b <= c ? up : corner;
    }

    static void Convert(Header header, ReadOnlySpan<byte> row, Span<byte> pixels, ReadOnlySpan<byte> palette, ReadOnlySpan<byte> alpha)
    {
        var step = header.Depth / 8; // only the higher byte of 16 bits
        for (var x = 0; x < header.Width; x++)
        {
            switch (header.Kind)
            {
                case Gray: pixels[x] = header.Depth >= 8 ? row[x * step] : (byte)(Sample(row, x, header.Depth) * 255 / ((1 << header.Depth) - 1)); break;
                case GrayAlpha: pixels[x] = OnWhite(row[2 * x * step], row[((2 * x) + 1) * step]); break;
                case Indexed:
                    var index = Sample(row, x, header.Depth);
                    if ((3 * index) + 3 > palette.Length) throw Broken();
                    for (var c = 0; c < 3; c++) pixels[(3 * x) + c] = OnWhite(palette[(3 * index) + c], index < alpha.Length ? alpha[index] : (byte)255);
                    break;
                default:
                    for (var c = 0; c < 3; c++)
                    {
                        var at = header.Channels * x * step;
                        pixels[(3 * x) + c] = OnWhite(row[at + (c * step)], header.Kind == RgbAlpha ? row[at + (3 * step)] : (byte)255);
                    }

                    break;
            }
        }
    }

    static int Sample(ReadOnlySpan<byte> row, int x, int depth) => (row[x * depth / 8] >> (8 - depth - (x * depth % 8))) & ((1 << depth) - 1);

    static byte OnWhite(byte value, byte alpha) => (byte)(((value * alpha) + (255 * (255 - alpha)) + 127) / 255);

    static UnreadableImageException Broken() => new(ImageRefusal.Broken);

    sealed record Header(int Width, int Height, int Depth, int Kind)
    {
        public int Channels => Kind switch { Rgb => 3, GrayAlpha => 2, RgbAlpha => 4, _ => 1 };

        public int Colors => Kind is Gray or GrayAlpha ? 1 : 3;

        public int RowLength => ((Width * Channels * Depth) + 7) / 8;

        public static Header Read(ReadOnlySpan<byte> data)
        {
            if (data.Length != 13) throw Broken();
            var (width, height) = (BinaryPrimitives.ReadUInt32BigEndian(data), BinaryPrimitives.ReadUInt32BigEndian(data[4..]));
            ReportImage.CheckSize(width, height);
            var (depth, kind) = (data[8], data[9]);
            var known = kind switch { Gray => depth is 1 or 2 or 4 or 8 or 16, Indexed => depth is 1 or 2 or 4 or 8, Rgb or GrayAlpha or RgbAlpha => depth is 8 or 16, _ => false };
            if (!known || data[10] != 0 || data[11] != 0 || data[12] > 1) throw Broken();
            if (data[12] == 1) throw new UnreadableImageException(ImageRefusal.Unsupported);
            return new((int)width, (int)height, depth, kind);
        }

        public ReportImage Image(byte[] packed) => new(Width, Height, new(new()
        {
            { "Type", "XObject" },
            { "Subtype", "Image" },
            { "Width", Width },
            { "Height", Height },
            { "ColorSpace", Colors == 1 ? "DeviceGray" : "DeviceRGB" },
            { "BitsPerComponent", 8 },
            { "Filter", "FlateDecode" },
        }, packed));
    }
}
