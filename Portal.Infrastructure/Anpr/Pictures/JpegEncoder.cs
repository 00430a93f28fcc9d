namespace Portal.Anpr.Pictures;

/// <summary>Writes baseline JPEG (T.81) with the tables of its annex K, colour at half the sharpness (4:2:0).</summary>
public static class JpegEncoder
{
    /// <summary>First terms of the fast transform (Arai, Agui, Nakajima), which the quantisation takes along.</summary>
    static readonly float[] Scale = [1, 1.387039845f, 1.306562965f, 1.175875602f, 1, 0.785694958f, 0.541196100f, 0.275899379f];

    static readonly HuffmanCodes[] Dc = [.. JpegTables.Dc.Select(t => new HuffmanCodes(t))];
    static readonly HuffmanCodes[] Ac = [.. JpegTables.Ac.Select(t => new HuffmanCodes(t))];

    /// <param name="rgb">Three bytes a pixel, row by row.</param>
    /// <param name="quality">1 to 100, as libjpeg counts.</param>
    public static byte[] Encode(ReadOnlySpan<byte> rgb, int width, int height, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(width, 1);
        ArgumentOutOfRangeException.ThrowIfLessThan(height, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(width, PictureContent.LongestSide);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(height, PictureContent.LongestSide);
        if (rgb.Length != 3 * width * height) throw new ArgumentException("Not three bytes a pixel.", nameof(rgb));
        return Encode(PicturePlanes.OfRgb(rgb, width, height), quality);
    }

    internal static byte[] Encode(PicturePlanes picture, int quality)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(quality, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(quality, 100);
        var (width, height) = (picture.Width, picture.Height);
        byte[][] tables = [Scaled(JpegTables.Lightness, quality), Scaled(JpegTables.Colour, quality)];
        var output = new JpegBitWriter(1024 + (width * height / 4));
        WriteHead(output, picture, tables);
        var lightness = new Component(picture.Lightness, width, height, Divisors(tables[0]), Dc[0], Ac[0]);
        if (picture.Blue is null || picture.Red is null)
        {
            for (var y = 0; y < height; y += 8)
            {
                for (var x = 0; x < width; x += 8) lightness.WriteBlock(output, x, y);
            }
        }
        else
        {
            var divisors = Divisors(tables[1]);
            Component Colour(byte[] plane) => new(PicturePlanes.Halved(plane, width, height), (width + 1) / 2, (height + 1) / 2, divisors, Dc[1], Ac[1]);
            var (blue, red) = (Colour(picture.Blue), Colour(picture.Red));
            for (var y = 0; y < height; y += 16)
            {
                for (var x = 0; x < width; x += 16)
                {
                    lightness.WriteBlock(output, x, y);
                    lightness.WriteBlock(output, x + 8, y);
                    lightness.WriteBlock(output, x, y + 8);
                    lightness.WriteBlock(output, x + 8, y + 8);
                    blue.WriteBlock(output, x / 2, y / 2);
                    red.WriteBlock(output, x / 2, y / 2);
                }
            }
        }

        output.Flush();
        output.Write([0xFF, JpegMarker.End]);
        return output.ToArray();
    }

    static void WriteHead(JpegBitWriter output, PicturePlanes picture, byte[][] tables)
    {
        var isGrey = picture.Blue is null;
        var kinds = isGrey ? 1 : 2;
        output.Write([0xFF, JpegMarker.Start, 0xFF, JpegMarker.Application0, 0, 16, .. "JFIF"u8, 0, 1, 1, 0, 0, 1, 0, 1, 0, 0]);
        for (var i = 0; i < kinds; i++)
        {
            output.Write([0xFF, JpegMarker.QuantisationTables, 0, 67, (byte)i]);
            foreach (var place in JpegTables.Zigzag) output.WriteByte(tables[i][place]);
        }

        output.Write([0xFF, JpegMarker.Baseline, 0, (byte)(isGrey ? 11 : 17), 8]);
        output.WriteNumber(picture.Height);
        output.WriteNumber(picture.Width);
        output.Write(isGrey ? [1, 1, 0x11, 0] : [3, 1, 0x22, 0, 2, 0x11, 1, 3, 0x11, 1]);
        for (var i = 0; i < kinds; i++)
        {
            WriteTable(output, (byte)i, JpegTables.Dc[i]);
            WriteTable(output, (byte)(0x10 | i), JpegTables.Ac[i]);
        }

        output.Write(isGrey ? [0xFF, JpegMarker.Scan, 0, 8, 1, 1, 0, 0, 63, 0] : [0xFF, JpegMarker.Scan, 0, 12, 3, 1, 0, 2, 0x11, 3, 0x11, 0, 63, 0]);
    }

    static void WriteTable(JpegBitWriter output, byte place, HuffmanTable table)
    {
        output.Write([0xFF, JpegMarker.HuffmanTables]);
        output.WriteNumber(19 + table.Symbols.Length);
        output.WriteByte(place);
        output.Write(table.Counts);
        output.Write(table.Symbols);
    }

    static byte[] Scaled(ReadOnlySpan<byte> table, int quality)
    {
        var percent = quality < 50 ? 5000 / quality : 200 - (2 * quality);
        var scaled = new byte[64];
        for (var i = 0; i < 64; i++) scaled[i] = (byte)Math.Clamp(((table[i] * percent) + 50) / 100, 1, 255);
        return scaled;
    }

    static float[] Divisors(byte[] table) => [.. table.Select((step, i) => 1 / (step * Scale[i / 8] * Scale[i % 8] * 8))];

    /// <summary>The code of each symbol.</summary>
    sealed class HuffmanCodes
    {
        readonly (ushort Code, byte Length)[] codes = new (ushort, byte)[256];

        public HuffmanCodes(HuffmanTable table)
        {
            var (code, at) = (0, 0);
            for (var length = 1; length <= 16; length++, code <<= 1)
            {
                for (var n = 0; n < table.Counts[length - 1]; n++) codes[table.Symbols[at++]] = ((ushort)code++, (byte)length);
            }
        }

        public void Write(JpegBitWriter output, int symbol) => output.WriteBits(codes[symbol].Code, codes[symbol].Length);
    }

    /// <summary>A plane on its way into the file.</summary>
    sealed class Component(byte[] plane, int width, int height, float[] divisors, HuffmanCodes dc, HuffmanCodes ac)
    {
        readonly float[] block = new float[64];
        int last;

        public void WriteBlock(JpegBitWriter output, int x, int y)
        {
            Load(x, y);
            for (var i = 0; i < 64; i += 8) Transform(block.AsSpan(i), 1);
            for (var i = 0; i < 8; i++) Transform(block.AsSpan(i), 8);
            var value = Coefficient(0);
            WriteValue(output, dc, 0, value - last);
            last = value;
            var zeros = 0;
            for (var k = 1; k < 64; k++)
            {
                value = Coefficient(JpegTables.Zigzag[k]);
                if (value == 0)
                {
                    zeros++;
                    continue;
                }

                for (; zeros > 15; zeros -= 16) ac.Write(output, 0xF0);
                WriteValue(output, ac, zeros << 4, value);
                zeros = 0;
            }

            if (zeros > 0) ac.Write(output, 0);
        }

        int Coefficient(int place) => (int)((block[place] * divisors[place]) + 16384.5f) - 16384;

        /// <summary>Beyond the edge the picture goes on as it ends.</summary>
        void Load(int x, int y)
        {
            for (var row = 0; row < 8; row++)
            {
                var line = plane.AsSpan(Math.Min(y + row, height - 1) * width, width);
                for (var column = 0; column < 8; column++) block[(8 * row) + column] = line[Math.Min(x + column, width - 1)] - 128;
            }
        }

        static void WriteValue(JpegBitWriter output, HuffmanCodes codes, int zeros, int value)
        {
            var size = 32 - int.LeadingZeroCount(Math.Abs(value));
            codes.Write(output, zeros | size);
            if (size > 0) output.WriteBits((uint)(value < 0 ? value + (1 << size) - 1 : value), size);
        }

        /// <summary>The cosine transform of eight values, without the last factors.</summary>
        static void Transform(Span<float> v, int step)
        {
            float a0 = v[0] + v[7 * step], a7 = v[0] - v[7 * step], a1 = v[step] + v[6 * step], a6 = v[step] - v[6 * step];
            float a2 = v[2 * step] + v[5 * step], a5 = v[2 * step] - v[5 * step], a3 = v[3 * step] + v[4 * step], a4 = v[3 * step] - v[4 * step];
            float b0 = a0 + a3, b3 = a0 - a3, b1 = a1 + a2, b2 = a1 - a2;
            v[0] = b0 + b1;
            v[4 * step] = b0 - b1;
            var c1 = (b2 + b3) * 0.707106781f;
            v[2 * step] = b3 + c1;
            v[6 * step] = b3 - c1;
            float d0 = a4 + a5, d1 = a5 + a6, d2 = a6 + a7;
            var e5 = (d0 - d2) * 0.382683433f;
            float e2 = (0.541196100f * d0) + e5, e4 = (1.306562965f * d2) + e5, e3 = d1 * 0.707106781f;
            float f1 = a7 + e3, f2 = a7 - e3;
            v[5 * step] = f2 + e2;
            v[3 * step] = f2 - e2;
            v[step] = f1 + e4;
            v[7 * step] = f1 - e4;
        }
    }
}
