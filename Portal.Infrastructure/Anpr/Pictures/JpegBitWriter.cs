namespace Portal.Anpr.Pictures;

/// <summary>Writes Huffman codes and what follows them.</summary>
sealed class JpegBitWriter(int capacity)
{
    byte[] bytes = new byte[capacity];
    int length;
    ulong pending;
    int pendingBits;

    public byte[] ToArray() => bytes[..length];

    public void WriteByte(byte value)
    {
        if (length == bytes.Length) Array.Resize(ref bytes, 2 * length);
        bytes[length++] = value;
    }

    public void Write(ReadOnlySpan<byte> values)
    {
        foreach (var value in values) WriteByte(value);
    }

    public void WriteNumber(int value) => Write([(byte)(value >> 8), (byte)value]);

    /// <param name="bits">Nothing above the count.</param>
    public void WriteBits(uint bits, int count)
    {
        pending = (pending << count) | bits;
        pendingBits += count;
        while (pendingBits >= 8)
        {
            pendingBits -= 8;
            var value = (byte)(pending >> pendingBits);
            WriteByte(value);
            if (value == 0xFF) WriteByte(0); // else it would look like a marker
        }
    }

    /// <summary>Fills the last byte with ones.</summary>
    public void Flush()
    {
        if (pendingBits > 0) WriteBits((1u << (8 - pendingBits)) - 1, 8 - pendingBits);
    }
}
