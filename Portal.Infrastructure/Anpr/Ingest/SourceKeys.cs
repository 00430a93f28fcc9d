using System.Security.Cryptography;

namespace Portal.Anpr.Ingest;

/// <summary>Keys of sources: 160 random bits as 32 small letters and digits that nobody mistakes for one another.</summary>
public static class SourceKeys
{
    const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";

    public static string Create() => RandomNumberGenerator.GetString(Alphabet, 32);

    public static string HintOf(string key) => key[^ReadSource.KeyHintLength..];
}
