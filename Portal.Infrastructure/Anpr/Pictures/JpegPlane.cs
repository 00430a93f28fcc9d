namespace Portal.Anpr.Pictures;

/// <summary>One component of a JPEG on its way out of the file: each block of 8 × 8 becomes a block of 1, 2, 4 or 8 samples across and down.</summary>
sealed class JpegPlane
{
    readonly int size;
    readonly float[] basis;
    readonly float[] steps = new float[64];
    readonly float[] rows = new float[64];
    readonly byte[] samples;
    readonly int stride;

    public JpegPlane(JpegFrame frame, JpegComponent component, int size)
    {
        (Component, this.size) = (component, size);
        (BlocksAcross, BlocksDown) = (frame.UnitsAcross * component.Across, frame.UnitsDown * component.Down);
        stride = BlocksAcross * size;
        samples = new byte[stride * BlocksDown * size];
        samples.AsSpan().Fill(128); // where nothing could be read it stays grey
        CoefficientsPerBlock = size == 1 ? 1 : 64;
        Coefficients = frame.IsProgressive ? new short[BlocksAcross * BlocksDown * CoefficientsPerBlock] : [];
        // the inverse transform for fewer samples, of the lower frequencies alone: a block's mean stays what it is
        basis = new float[size * size];
        for (var i = 0; i < basis.Length; i++)
        {
            var (x, u) = (i / size, i % size);
            basis[i] = (float)(Math.Sqrt((u == 0 ? 1.0 : 2.0) / 8) * Math.Cos(((2 * x) + 1) * u * Math.PI / (2 * size)));
        }
    }

    public JpegComponent Component { get; }

    public int BlocksAcross { get; }

    public int BlocksDown { get; }

    /// <summary>Of a progressive picture all that came so far; a sequential one needs no memory of it.</summary>
    public short[] Coefficients { get; }

    public int CoefficientsPerBlock { get; }

    /// <summary>The DC of the block before.</summary>
    public int Prediction { get; set; }

    public HuffmanLookup? Dc { get; set; }

    public HuffmanLookup? Ac { get; set; }

    public bool HasSteps { get; private set; }

    public void SetSteps(ReadOnlySpan<ushort> zigzag)
    {
        for (var i = 0; i < 64; i++) steps[JpegTables.Zigzag[i]] = zigzag[i];
        HasSteps = true;
    }

    public Span<short> Block(int x, int y) => Coefficients.AsSpan(((y * BlocksAcross) + x) * CoefficientsPerBlock, CoefficientsPerBlock);

    public void ShowAll()
    {
        for (var y = 0; y < BlocksDown; y++)
        {
            for (var x = 0; x < BlocksAcross; x++) Show(Block(x, y), x, y);
        }
    }

    /// <summary>Turns a block's coefficients into samples.</summary>
    public void Show(ReadOnlySpan<short> block, int x, int y)
    {
        var target = samples.AsSpan((y * size * stride) + (x * size));
        if (size == 1)
        {
            target[0] = Sample(block[0] * steps[0] / 8);
            return;
        }

        for (var v = 0; v < size; v++)
        {
            for (var column = 0; column < size; column++)
            {
                var sum = 0f;
                for (var u = 0; u < size; u++) sum += basis[(column * size) + u] * block[(8 * v) + u] * steps[(8 * v) + u];
                rows[(v * size) + column] = sum;
            }
        }

        for (var row = 0; row < size; row++)
        {
            for (var column = 0; column < size; column++)
            {
                var sum = 0f;
                for (var v = 0; v < size; v++) sum += basis[(row * size) + v] * rows[(v * size) + column];
                target[(row * stride) + column] = Sample(sum);
            }
        }
    }

    /// <summary>The plane at the size asked for.</summary>
    public byte[] Fit(JpegFrame frame, int width, int height) => AreaAverage.Of(samples, stride,
        frame.Width * (double)Component.Across / frame.MostAcross * size / 8, frame.Height * (double)Component.Down / frame.MostDown * size / 8, width, height);

    static byte Sample(float value) => (byte)Math.Clamp(value + 128.5f, 0, 255);
}
