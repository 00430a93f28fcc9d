using System.Numerics;

namespace Portal.Anpr.Plates;

/// <summary>Open addressing with linear probing from packed plates to numbers, at most half full. Keys lie apart from numbers, so
/// that a plate that is not there (nearly every read) touches one cache line.</summary>
sealed class PlateTable
{
    readonly ulong[] _keys;
    readonly int[] _numbers;
    readonly int _shift;

    /// <summary>A table with room for so many plates, and no more.</summary>
    internal PlateTable(int capacity)
    {
        var size = (int)BitOperations.RoundUpToPowerOf2((uint)Math.Max(4, capacity * 2L));
        (_keys, _numbers, _shift) = (new ulong[size], new int[size], 64 - BitOperations.Log2((uint)size));
    }

    internal int Count { get; private set; }

    /// <summary>The plate's number, or -1.</summary>
    internal int Find(ulong key)
    {
        var slot = Slot(key);
        return _keys[slot] == key ? _numbers[slot] : -1;
    }

    /// <summary>Sets the plate's number and gives the one it had, or -1.</summary>
    internal int Set(ulong key, int number)
    {
        var slot = Slot(key);
        var former = _keys[slot] == key ? _numbers[slot] : -1;
        if (former < 0) Count++;
        (_keys[slot], _numbers[slot]) = (key, number);
        return former;
    }

    // Multiplying by 2^64 divided by the golden ratio spreads neighbouring plates over the table's upper bits
    int Slot(ulong key)
    {
        var keys = _keys;
        var slot = (int)((key * 0x9E3779B97F4A7C15UL) >> _shift);
        while (keys[slot] != key && keys[slot] != 0) slot = (slot + 1) & (keys.Length - 1);
        return slot;
    }
}
