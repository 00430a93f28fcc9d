using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;

namespace Portal.Identity.Account;

/// <summary>Codes of authenticator apps: six digits, every 30 seconds others (RFC 6238).</summary>
public static class TimeCode
{
    public const int Digits = 6;

    /// <summary>Bytes of a key; RFC 4226 recommends 20.</summary>
    public const int KeyBytes = 20;

    /// <summary>Steps that a phone's clock may be wrong, either way.</summary>
    const int Tolerance = 1;

    static readonly TimeSpan Step = TimeSpan.FromSeconds(30);

    const string Alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    /// <summary>The code of a step.</summary>
    public static string Of(ReadOnlySpan<byte> key, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // The apps know no other; as a keyed hash SHA-1 stands
        var hash = HMACSHA1.HashData(key, counter);
#pragma warning restore CA5350
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(hash[^1] & 15)) & int.MaxValue;
        return (number % 1_000_000).ToString("D6", CultureInfo.InvariantCulture);
    }

    public static long StepAt(DateTimeOffset at) => at.ToUnixTimeSeconds() / (long)Step.TotalSeconds;

    /// <summary>The step whose code this is, now or a moment ago.</summary>
    /// <param name="after">Steps up to this one are used up.</param>
    /// <returns>Null when it is none.</returns>
    public static long? Find(ReadOnlySpan<byte> key, string code, DateTimeOffset now, long after)
    {
        var current = StepAt(now);
        for (var step = current - Tolerance; step <= current + Tolerance; step++)
        {
            if (step > after && CryptographicOperations.FixedTimeEquals(System.Text.Encoding.ASCII.GetBytes(Of(key, step)), System.Text.Encoding.UTF8.GetBytes(code))) return step;
        }

        return null;
    }

    /// <summary>A key as apps take it: letters and digits (RFC 4648, base 32, without filling).</summary>
    public static string ToText(ReadOnlySpan<byte> key)
    {
        var text = new System.Text.StringBuilder();
        for (var bit = 0; bit < key.Length * 8; bit += 5)
        {
            var pair = (key[bit / 8] << 8) | (bit / 8 + 1 < key.Length ? key[(bit / 8) + 1] : 0);
            text.Append(Alphabet[(pair >> (11 - (bit % 8))) & 31]);
        }

        return text.ToString();
    }
}
