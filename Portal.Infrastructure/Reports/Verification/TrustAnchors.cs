using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Reports.Verification;

/// <summary>The certificates that are believed without another one vouching for them.</summary>
public sealed class TrustAnchors(params IEnumerable<X509Certificate2> certificates)
{
    static readonly string[] Extensions = [".crt", ".pem", ".cer", ".der"];

    public X509Certificate2Collection Certificates { get; } = [.. certificates];

    /// <summary>Every certificate in a folder's files *.crt, *.pem, *.cer and *.der.</summary>
    /// <exception cref="IOException">The folder or a file cannot be read, or a file holds no certificate.</exception>
    public static TrustAnchors FromDirectory(string directory)
    {
        var found = new X509Certificate2Collection();
        foreach (var path in Directory.EnumerateFiles(directory).Where(f => Extensions.Contains(Path.GetExtension(f), StringComparer.OrdinalIgnoreCase)).Order(StringComparer.Ordinal))
        {
            try
            {
                var (bytes, before) = (File.ReadAllBytes(path), found.Count);
                if (bytes.AsSpan().IndexOf("-----BEGIN"u8) < 0) found.Add(X509CertificateLoader.LoadCertificate(bytes));
                else found.ImportFromPem(System.Text.Encoding.ASCII.GetString(bytes));
                if (found.Count == before) throw new IOException($"'{path}' holds no certificate.");
            }
            catch (CryptographicException damaged)
            {
                throw new IOException($"'{path}' holds no certificate.", damaged);
            }
        }

        return new(found);
    }
}
