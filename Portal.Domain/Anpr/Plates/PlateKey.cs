namespace Portal.Anpr.Plates;

/// <summary>A normalised plate as one number, so that comparing and hashing take one instruction.</summary>
/// <remarks>Base 37, the first character most significant: 0-9 are 1 to 10, A-Z are 11 to 36, 0 is padding. Twelve characters
/// need 37^12 &lt; 2^63. The default value is no plate.</remarks>
public readonly record struct PlateKey
{
    /// <summary>How many different characters a plate may have.</summary>
    internal const int Alphabet = 36;

    // What one step in the alphabet is worth at the n-th place from the right
    static readonly ulong[] Weights = [.. Enumerable.Range(0, PlateNumber.MaxLength)
        .Select(place => Enumerable.Repeat(37UL, place).Aggregate(1UL, (product, factor) => product * factor))];

    internal PlateKey(ulong value) => Value = value;

    /// <summary>The packed plate, 1 to 37^12 - 1; 0 is no plate.</summary>
    public ulong Value { get; }

    /// <summary>Packs a normalised plate.</summary>
    /// <param name="plate">1 to 12 characters of A-Z and 0-9.</param>
    /// <param name="key">The key; no plate when the result is false.</param>
    /// <returns>False for any other length or character. Never throws.</returns>
    public static bool TryPack(ReadOnlySpan<char> plate, out PlateKey key)
    {
        key = default;
        if (plate.Length is 0 or > PlateNumber.MaxLength) return false;
        var value = 0UL;
        foreach (var c in plate)
        {
            var digit = DigitOf(c);
            if (digit == 0) return false;
            value = value * 37 + digit;
        }
        key = new(value);
        return true;
    }

    /// <summary>Unpacks the plate.</summary>
    public override string ToString()
    {
        Span<char> room = stackalloc char[PlateNumber.MaxLength];
        var start = room.Length;
        for (var rest = Value; rest > 0; rest /= 37)
        {
            var digit = (int)(rest % 37);
            room[--start] = (char)(digit <= 10 ? '0' + digit - 1 : 'A' + digit - 11);
        }
        return room[start..].ToString();
    }

    /// <summary>1 to 36 for a character of a plate, 0 for any other.</summary>
    internal static uint DigitOf(char c) =>
        (uint)(c - '0') <= 9 ? (uint)(c - '0' + 1) : (uint)(c - 'A') <= 25 ? (uint)(c - 'A' + 11) : 0;

    /// <summary>What one step in the alphabet adds to the key of a plate of this length at this position, from 0.</summary>
    internal static ulong WeightAt(int position, int length) => Weights[length - 1 - position];
}
