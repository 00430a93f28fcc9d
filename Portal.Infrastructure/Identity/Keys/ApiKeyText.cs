using System.Security.Cryptography;
using System.Text;
using Portal.Tenants;

namespace Portal.Identity.Keys;

/// <summary>How a key reads: <c>pk_5340_</c> and 160 random bits. The tenant in front says where to look; it gives nothing away.</summary>
public static class ApiKeyText
{
    const string Prefix = "pk_";
    const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    const int Letters = 32;

    public static string Create(string tenant) => $"{Prefix}{tenant}_{RandomNumberGenerator.GetString(Alphabet, Letters)}";

    public static byte[] Hash(string key) => SHA256.HashData(Encoding.UTF8.GetBytes(key));

    public static string HintOf(string key) => key[^ApiKey.HintLength..];

    /// <summary>The tenant of what may be a key; null when it is none.</summary>
    public static string? TenantOf(string? key)
    {
        if (key is null || !key.StartsWith(Prefix, StringComparison.Ordinal) || key.Length != Prefix.Length + TenantInfo.CodeLength + 1 + Letters) return null;
        var code = key.Substring(Prefix.Length, TenantInfo.CodeLength);
        return TenantInfo.IsCode(code) && key[Prefix.Length + TenantInfo.CodeLength] == '_' ? code : null;
    }
}
