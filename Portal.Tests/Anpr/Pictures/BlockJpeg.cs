namespace Portal.Anpr.Pictures;

/// <summary>Writes JPEG of even blocks by the letter of T.81, without the product's encoder: forms that no tool at hand makes.</summary>
/// <param name="Sampling">Of each component, across in the upper four bits.</param>
/// <param name="RestartInterval">0 for none.</param>
/// <param name="IsRgb">Adobe's mark for colours that are not turned into lightness and differences.</param>
sealed record BlockJpeg(int Width, int Height, byte[] Sampling, int RestartInterval = 0, bool IsInterleaved = true, bool IsRgb = false)
{
    readonly List<byte> bytes = [];
    ulong pending;
    int pendingBits;

    public byte[] Write()
    {
        bytes.AddRange([0xFF, 0xD8]);
        if (IsRgb) Segment(0xEE, [.. "Adobe"u8, 0, 100, 0, 0, 0, 0, 0]);
        Segment(0xDB, [0, .. Enumerable.Repeat((byte)8, 64)]); // a DC is then a mean less 128
        Segment(0xC0, [8, .. Number(Height), .. Number(Width), (byte)Sampling.Length, .. Sampling.SelectMany((s, i) => new byte[] { (byte)(i + 1), s, 0 })]);
        Segment(0xC4, [0, 0, 0, 0, 12, .. new byte[12], .. Enumerable.Range(0, 12).Select(n => (byte)n), 0x10, 1, .. new byte[15], 0]); // sizes in four bits; the end of a block in one
        if (RestartInterval > 0) Segment(0xDD, Number(RestartInterval));
        if (IsInterleaved) Scan([.. Enumerable.Range(0, Sampling.Length)]);
        else for (var i = 0; i < Sampling.Length; i++) Scan([i]);
        bytes.AddRange([0xFF, 0xD9]);
        return [.. bytes];
    }

    void Scan(int[] members)
    {
        Segment(0xDA, [(byte)members.Length, .. members.SelectMany(i => new byte[] { (byte)(i + 1), 0 }), 0, 63, 0]);
        var (mostAcross, mostDown) = (Sampling.Max(s => s >> 4), Sampling.Max(s => s & 15));
        var alone = members.Length == 1;
        var (one, down) = alone ? (Sampling[members[0]] >> 4, Sampling[members[0]] & 15) : (1, 1);
        var unitsAcross = Ceiling(alone ? Ceiling(Width * one, mostAcross) : Width, alone ? 8 : 8 * mostAcross);
        var unitsDown = Ceiling(alone ? Ceiling(Height * down, mostDown) : Height, alone ? 8 : 8 * mostDown);
        var last = new int[Sampling.Length];
        for (var unit = 0; unit < unitsAcross * unitsDown; unit++)
        {
            if (RestartInterval > 0 && unit > 0 && unit % RestartInterval == 0)
            {
                Flush();
                bytes.AddRange([0xFF, (byte)(0xD0 + (((unit / RestartInterval) - 1) % 8))]);
                Array.Clear(last);
            }

            foreach (var i in members)
            {
                var (across, tall) = (Sampling[i] >> 4, Sampling[i] & 15);
                for (var n = 0; n < (alone ? 1 : across * tall); n++)
                {
                    var (x, y) = alone ? (unit % unitsAcross, unit / unitsAcross) : ((unit % unitsAcross * across) + (n % across), (unit / unitsAcross * tall) + (n / across));
                    var value = Colour(i, ((8 * x) + 4) * mostAcross / across, ((8 * y) + 4) * mostDown / tall) - 128;
                    Difference(value - last[i]);
                    last[i] = value;
                    Bits(0, 1);
                }
            }
        }

        Flush();
    }

    int Colour(int component, int x, int y)
    {
        var (red, green, blue) = TestPictures.Fields[(2 * y >= Height ? 2 : 0) + (2 * x >= Width ? 1 : 0)];
        if (IsRgb) return component switch { 0 => red, 1 => green, _ => blue };
        var lightness = (0.299 * red) + (0.587 * green) + (0.114 * blue);
        return (int)Math.Round(component switch { 0 => lightness, 1 => 128 + ((blue - lightness) / 1.772), _ => 128 + ((red - lightness) / 1.402) });
    }

    void Difference(int value)
    {
        var size = 32 - int.LeadingZeroCount(Math.Abs(value));
        Bits(size, 4);
        if (size > 0) Bits(value < 0 ? value + (1 << size) - 1 : value, size);
    }

    void Bits(int value, int count)
    {
        pending = (pending << count) | (uint)value;
        pendingBits += count;
        while (pendingBits >= 8)
        {
            pendingBits -= 8;
            bytes.Add((byte)(pending >> pendingBits));
            if (bytes[^1] == 0xFF) bytes.Add(0);
        }
    }

    void Flush()
    {
        if (pendingBits > 0) Bits((1 << (8 - pendingBits)) - 1, 8 - pendingBits);
    }

    void Segment(byte marker, byte[] body) => bytes.AddRange([0xFF, marker, .. Number(body.Length + 2), .. body]);

    static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];

    static int Ceiling(int value, int divisor) => (value + divisor - 1) / divisor;
}
