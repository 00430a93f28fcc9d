using System.Buffers.Binary;

namespace Portal.Anpr.Pictures;

/// <summary>Reads the bits of a scan, up to a restart marker; behind the end are zeros, and <see cref="IsOverrun"/> says so.</summary>
/// <param name="data">Without stuffed bytes.</param>
ref struct JpegBitReader(ReadOnlySpan<byte> data)
{
    readonly ReadOnlySpan<byte> data = data;
    int position;
    ulong window; // the next bits, the first one highest
    int count;
    int invented;

    /// <summary>More was read than there is.</summary>
    public readonly bool IsOverrun => invented > count;

    /// <returns>The next symbol; -1 when no code of the table fits.</returns>
    public int Symbol(HuffmanLookup table)
    {
        if (count < 32) Refill(); // enough for a code and the value behind it
        var entry = table.Short[(int)(window >> (64 - HuffmanLookup.ShortBits))];
        if (entry == 0) return LongSymbol(table);
        Skip(entry >> 8);
        return entry & 255;
    }

    /// <summary>A signed number of so many bits (T.81, F.2.2.1); to be asked right after its symbol.</summary>
    public int Value(int size)
    {
        if (size == 0) return 0;
        var value = (int)(window >> (64 - size));
        Skip(size);
        return value < 1 << (size - 1) ? value - (1 << size) + 1 : value;
    }

    public int Bits(int size)
    {
        if (size == 0) return 0;
        if (count < size) Refill();
        var value = (int)(window >> (64 - size));
        Skip(size);
        return value;
    }

    public void Skip(int size)
    {
        window <<= size;
        count -= size;
    }

    int LongSymbol(HuffmanLookup table)
    {
        for (var length = HuffmanLookup.ShortBits + 1; length <= 16; length++)
        {
            var code = (int)(window >> (64 - length));
            if (code >= table.Ends[length]) continue;
            Skip(length);
            return table.Symbols[table.Offsets[length] + code];
        }

        return -1;
    }

    void Refill()
    {
        if (position + 8 <= data.Length)
        {
            window |= BinaryPrimitives.ReadUInt64BigEndian(data[position..]) >> count;
            var bytes = (63 - count) >> 3;
            position += bytes;
            count += 8 * bytes;
            return;
        }

        while (count <= 56)
        {
            if (position < data.Length) window |= (ulong)data[position++] << (56 - count);
            else invented += 8;
            count += 8;
        }
    }
}

/// <summary>Finds symbols by their codes: short ones at once, longer ones by their length.</summary>
sealed class HuffmanLookup
{
    public const int ShortBits = 9;

    HuffmanLookup(byte[] symbols) => Symbols = symbols;

    /// <summary>For each beginning the length of its code, and its symbol in the lower byte; 0 where the code is longer.</summary>
    public ushort[] Short { get; } = new ushort[1 << ShortBits];

    public byte[] Symbols { get; }

    /// <summary>For each length the first code that is not of it any more.</summary>
    public int[] Ends { get; } = new int[17];

    /// <summary>What to add to a code of the length to find its symbol.</summary>
    public int[] Offsets { get; } = new int[17];

    /// <returns>Null when there are more codes than lengths allow.</returns>
    public static HuffmanLookup? Of(ReadOnlySpan<byte> counts, ReadOnlySpan<byte> symbols)
    {
        var table = new HuffmanLookup(symbols.ToArray());
        var (code, at) = (0, 0);
        for (var length = 1; length <= 16; length++, code <<= 1)
        {
            int count = counts[length - 1];
            if (code + count > 1 << length || at + count > symbols.Length) return null;
            table.Offsets[length] = at - code;
            for (var n = 0; n < count && length <= ShortBits; n++)
                table.Short.AsSpan((code + n) << (ShortBits - length), 1 << (ShortBits - length)).Fill((ushort)((length << 8) | symbols[at + n]));
            at += count;
            code += count;
            table.Ends[length] = count == 0 ? 0 : code;
        }

        return table;
    }
}
