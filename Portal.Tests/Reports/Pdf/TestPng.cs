using System.Buffers.Binary;
using System.IO.Compression;

namespace Portal.Tests.Reports.Pdf;

/// <summary>A PNG with known pixels, of any kind (ISO/IEC 15948), with each filter in turn.</summary>
sealed class TestPng(int width, int height, int kind, int depth)
{
    static readonly byte[] Palette = [.. Enumerable.Range(0, 48).Select(i => (byte)(i * 5))], PaletteAlpha = [255, 128, 0];

    int Channels => kind switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };

    int Step => Math.Max(1, Channels * depth / 8);

    public byte[] File(uint? width = null, uint? height = null, int? rows = null, bool interlaced = false, int? filter = null, int palette = 16)
    {
        using var data = new MemoryStream();
        using (var packer = new ZLibStream(data, CompressionLevel.Fastest, leaveOpen: true))
        {
            for (var y = 0; y < (rows ?? Height); y++) packer.Write(Filtered(y, filter ?? y % 5));
        }

        var header = new byte[13];
        BinaryPrimitives.WriteUInt32BigEndian(header, width ?? (uint)Width);
        BinaryPrimitives.WriteUInt32BigEndian(header.AsSpan(4), height ?? (uint)Height);
        (header[8], header[9], header[12]) = ((byte)depth, (byte)kind, (byte)(interlaced ? 1 : 0));
        var half = (int)data.Length / 2;
        byte[] colors = kind == 3 && palette > 0 ? [.. Chunk("PLTE"u8, Palette[..(3 * palette)]), .. Chunk("tRNS"u8, PaletteAlpha)] : [];
        return [0x89, .. "PNG\r\n\x1A\n"u8, .. Chunk("IHDR"u8, header), .. colors, .. Chunk("IDAT"u8, data.ToArray()[..half]), .. Chunk("IDAT"u8, data.ToArray()[half..]), .. Chunk("IEND"u8, [])];
    }

    /// <summary>Red, green and blue of each pixel.</summary>
    public byte[] OnWhite() => [.. from y in Enumerable.Range(0, Height) from x in Enumerable.Range(0, Width) from c in Color(x, y) select c];

    int Width { get; } = width;

    int Height { get; } = height;

    byte[] Color(int x, int y)
    {
        var values = Enumerable.Range(0, Channels).Select(c => Value(x, y, c)).ToList();
        switch (kind)
        {
            case 0: return [.. Enumerable.Repeat((byte)(values[0] * 255 / (depth == 16 ? 255 : (1 << depth) - 1)), 3)];
            case 3: return [.. Enumerable.Range(0, 3).Select(c => Over(Palette[(3 * values[0]) + c], values[0] < 3 ? PaletteAlpha[values[0]] : 255))];
            case 4: return [.. Enumerable.Repeat(Over(values[0], values[1]), 3)];
            default: return [.. values.Take(3).Select(v => Over(v, kind == 6 ? values[3] : 255))];
        }
    }

    static byte Over(int value, int alpha) => (byte)Math.Round(((value * alpha) + (255 * (255 - alpha))) / 255.0, MidpointRounding.AwayFromZero);

    /// <summary>Of 16 bits the higher eight.</summary>
    int Value(int x, int y, int channel) => ((x * 37) + (y * 11) + (channel * 71)) % (kind == 3 ? Math.Min(16, 1 << depth) : depth >= 8 ? 256 : 1 << depth);

    byte[] Row(int y)
    {
        var row = new byte[((Width * Channels * depth) + 7) / 8];
        if (y < 0) return row;
        for (var i = 0; i < Width * Channels; i++)
        {
            var value = Value(i / Channels, y, i % Channels);
            if (depth == 16) (row[2 * i], row[(2 * i) + 1]) = ((byte)value, 0x5A);
            else row[i * depth / 8] |= (byte)(value << (8 - depth - (i * depth % 8)));
        }

        return row;
    }

    byte[] Filtered(int y, int filter)
    {
        var (row, above) = (Row(y), Row(y - 1));
        return [(byte)filter, .. row.Select((b, i) =>
        {
            int left = i >= Step ? row[i - Step] : 0, up = above[i], corner = i >= Step ? above[i - Step] : 0, guess = left + up - corner;
            var nearest = new[] { left, up, corner }.MinBy(v => Math.Abs(guess - v));
            return (byte)(b - (filter switch { 1 => left, 2 => up, 3 => (left + up) / 2, 4 => nearest, _ => 0 }));
        })];
    }

    static byte[] Chunk(ReadOnlySpan<byte> kind, byte[] data)
    {
        var length = new byte[4];
        BinaryPrimitives.WriteInt32BigEndian(length, data.Length);
        return [.. length, .. kind, .. data, 0, 0, 0, 0]; // nobody asks for the checksum
    }
}
