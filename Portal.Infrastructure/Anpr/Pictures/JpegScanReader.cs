namespace Portal.Anpr.Pictures;

/// <summary>Reads the coded data of one scan into its planes.</summary>
sealed class JpegScanReader(JpegFrame frame, JpegScan scan, JpegPlane[] members)
{
    readonly short[] block = new short[64];
    readonly bool needsDcAlone = members[0].CoefficientsPerBlock == 1;
    int endOfBands; // blocks that have nothing more in this scan

    /// <param name="buffer">As long as the coded data.</param>
    public void Read(ReadOnlySpan<byte> coded, Span<byte> buffer, int restartInterval)
    {
        var across = members.Length > 1 ? frame.UnitsAcross : frame.BlocksAcross(members[0].Component);
        var total = across * (members.Length > 1 ? frame.UnitsDown : frame.BlocksDown(members[0].Component));
        var interval = restartInterval == 0 ? total : restartInterval;
        for (var unit = 0; unit < total && coded.Length > 0; unit += interval)
        {
            var reader = new JpegBitReader(Unstuffed(ref coded, buffer));
            foreach (var plane in members) plane.Prediction = 0;
            endOfBands = 0;
            for (var n = unit; n < Math.Min(total, unit + interval) && !reader.IsOverrun; n++)
            {
                if (!ReadUnit(ref reader, n % across, n / across)) break;
            }
        }
    }

    /// <summary>What comes before the next restart marker, without the bytes that keep data from looking like markers.</summary>
    static ReadOnlySpan<byte> Unstuffed(ref ReadOnlySpan<byte> coded, Span<byte> buffer)
    {
        var length = 0;
        while (true)
        {
            var next = coded.IndexOf((byte)0xFF);
            var plain = next < 0 ? coded : coded[..next];
            plain.CopyTo(buffer[length..]);
            length += plain.Length;
            coded = coded[plain.Length..];
            if (coded.Length < 2)
            {
                coded = default;
                break;
            }

            var follower = coded[1];
            coded = coded[(follower == 0xFF ? 1 : 2)..];
            if (follower == 0) buffer[length++] = 0xFF;
            else if (follower != 0xFF) break;
        }

        return buffer[..length];
    }

    bool ReadUnit(ref JpegBitReader reader, int x, int y)
    {
        if (members.Length == 1) return ReadBlock(ref reader, members[0], x, y);
        foreach (var plane in members)
        {
            for (var row = 0; row < plane.Component.Down; row++)
            {
                for (var column = 0; column < plane.Component.Across; column++)
                {
                    if (!ReadBlock(ref reader, plane, (x * plane.Component.Across) + column, (y * plane.Component.Down) + row)) return false;
                }
            }
        }

        return true;
    }

    bool ReadBlock(ref JpegBitReader reader, JpegPlane plane, int x, int y)
    {
        if (!frame.IsProgressive)
        {
            if (!ReadSequential(ref reader, plane)) return false;
            plane.Show(block, x, y);
            return true;
        }

        var coefficients = plane.Block(x, y);
        if (scan.From > 0) return scan.RefinedBit == 0 ? ReadBand(ref reader, plane, coefficients) : RefineBand(ref reader, plane, coefficients);
        if (scan.RefinedBit > 0)
        {
            if (reader.Bits(1) != 0) coefficients[0] |= (short)(1 << scan.Bit);
            return true;
        }

        if (!ReadDc(ref reader, plane)) return false;
        coefficients[0] = (short)(plane.Prediction << scan.Bit);
        return true;
    }

    static bool ReadDc(ref JpegBitReader reader, JpegPlane plane)
    {
        var size = reader.Symbol(plane.Dc!);
        if (size is < 0 or > 15) return false;
        plane.Prediction += reader.Value(size);
        return true;
    }

    /// <summary>A whole block of a sequential picture (T.81, F.2.2); without its details where the mean is enough.</summary>
    bool ReadSequential(ref JpegBitReader reader, JpegPlane plane)
    {
        if (!ReadDc(ref reader, plane)) return false;
        if (!needsDcAlone) Array.Clear(block);
        block[0] = (short)plane.Prediction;
        for (var k = 1; k < 64; k++)
        {
            var symbol = reader.Symbol(plane.Ac!);
            if (symbol < 0) return false;
            var size = symbol & 15;
            if (size == 0)
            {
                if (symbol != 0xF0) break;
                k += 15;
                continue;
            }

            k += symbol >> 4;
            if (k > 63) return false;
            if (needsDcAlone) reader.Skip(size);
            else block[JpegTables.Zigzag[k]] = (short)reader.Value(size);
        }

        return true;
    }

    /// <summary>The first bits of some coefficients (T.81, G.1.2.2).</summary>
    bool ReadBand(ref JpegBitReader reader, JpegPlane plane, Span<short> coefficients)
    {
        if (endOfBands > 0)
        {
            endOfBands--;
            return true;
        }

        for (var k = scan.From; k <= scan.To; k++)
        {
            var symbol = reader.Symbol(plane.Ac!);
            if (symbol < 0) return false;
            var (run, size) = (symbol >> 4, symbol & 15);
            if (size == 0)
            {
                if (run < 15)
                {
                    endOfBands = (1 << run) - 1 + reader.Bits(run);
                    break;
                }

                k += 15;
                continue;
            }

            k += run;
            if (k > 63) return false;
            coefficients[JpegTables.Zigzag[k]] = (short)(reader.Value(size) << scan.Bit);
        }

        return true;
    }

    /// <summary>One more bit of some coefficients, and those that only now are not zero (T.81, G.1.2.3).</summary>
    bool RefineBand(ref JpegBitReader reader, JpegPlane plane, Span<short> coefficients)
    {
        var k = scan.From;
        for (; endOfBands == 0 && k <= scan.To; k++)
        {
            var symbol = reader.Symbol(plane.Ac!);
            if (symbol < 0) return false;
            var (run, size) = (symbol >> 4, symbol & 15);
            var value = 0;
            if (size > 0) value = reader.Bits(1) != 0 ? 1 << scan.Bit : -1 << scan.Bit;
            else if (run < 15)
            {
                endOfBands = (1 << run) + reader.Bits(run);
                break;
            }

            for (; k <= scan.To; k++)
            {
                ref var coefficient = ref coefficients[JpegTables.Zigzag[k]];
                if (coefficient != 0) Refine(ref reader, ref coefficient);
                else if (run-- == 0) break;
            }

            if (value != 0 && k <= scan.To) coefficients[JpegTables.Zigzag[k]] = (short)value;
        }

        if (endOfBands == 0) return true;
        for (; k <= scan.To; k++)
        {
            ref var coefficient = ref coefficients[JpegTables.Zigzag[k]];
            if (coefficient != 0) Refine(ref reader, ref coefficient);
        }

        endOfBands--;
        return true;
    }

    void Refine(ref JpegBitReader reader, ref short coefficient)
    {
        var bit = 1 << scan.Bit;
        if (reader.Bits(1) != 0 && (coefficient & bit) == 0) coefficient += (short)(coefficient >= 0 ? bit : -bit);
    }
}
