using System.Security.Cryptography;
using System.Text;

namespace Portal.Tenants.Support;

/// <summary>The code in the envelope: 28 characters by chance (140 bits) in groups of four, to be typed from paper.</summary>
public static class BreakGlassCode
{
    const int Group = 4;
    const int Groups = 7;

    // Without letters and digits that are read for one another.
    const string Alphabet = "ABCDEFGHIJKMNPQRSTUVWXYZ23456789";

    public static string Create() => string.Join('-', Enumerable.Range(0, Groups).Select(_ => RandomNumberGenerator.GetString(Alphabet, Group)));

    /// <summary>SHA-256 of the code as it was typed, whatever its case, blanks and hyphens.</summary>
    public static byte[] Hash(string? typed)
    {
        var bare = string.Concat((typed ?? "").Where(char.IsAsciiLetterOrDigit).Take(Group * Groups + 1)).ToUpperInvariant();
        return SHA256.HashData(Encoding.ASCII.GetBytes(bare.Replace('L', 'I').Replace('1', 'I')));
    }
}
