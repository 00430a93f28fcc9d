using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Reports.Signing;

/// <summary>A key that signs, wherever it is kept: here, in a security module, or with a provider who is asked over the network.</summary>
public interface ISigningKey
{
    /// <summary>The certificate of the key. It is known before signing, for the signature names it.</summary>
    X509Certificate2 Certificate { get; }

    /// <summary>The certificates above it, from its issuer to the root.</summary>
    IReadOnlyList<X509Certificate2> Chain { get; }

    /// <summary>The digest that goes with the key.</summary>
    HashAlgorithmName Hash { get; }

    /// <summary>Signs a digest.</summary>
    /// <returns>RSA: PKCS#1 v1.5. Elliptic curves: the DER sequence of both numbers.</returns>
    ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> hash, CancellationToken stop);
}

/// <summary>A key from a PKCS#12 file, held in memory only.</summary>
public sealed class Pkcs12SigningKey : ISigningKey, IDisposable
{
    readonly X509Certificate2Collection all;

    Pkcs12SigningKey(X509Certificate2Collection all)
    {
        this.all = all;
        Certificate = all.Where(c => c.HasPrivateKey).ToList() is [var only] ? only : throw new CryptographicException("The PKCS#12 file must hold exactly one private key with its certificate.");
        var chain = new List<X509Certificate2>();
        for (var last = Certificate; chain.Count < all.Count; chain.Add(last))
        {
            var issuer = all.FirstOrDefault(c => c != last && c.SubjectName.RawData.AsSpan().SequenceEqual(last.IssuerName.RawData));
            if (issuer is null || chain.Contains(issuer)) break;
            last = issuer;
        }

        Chain = chain;
        using var elliptic = Certificate.GetECDsaPublicKey();
        Hash = elliptic?.KeySize switch { null or 256 => HashAlgorithmName.SHA256, 384 => HashAlgorithmName.SHA384, _ => HashAlgorithmName.SHA512 };
    }

    public X509Certificate2 Certificate { get; }

    public IReadOnlyList<X509Certificate2> Chain { get; }

    public HashAlgorithmName Hash { get; }

    /// <exception cref="CryptographicException">Wrong password, or no PKCS#12 file with one private key.</exception>
    public static Pkcs12SigningKey Load(ReadOnlySpan<byte> file, string? password) =>
        new(X509CertificateLoader.LoadPkcs12Collection(file, password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable));

    public ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> hash, CancellationToken stop)
    {
        // A handle for each call: one key object is not made for several threads.
        using var rsa = Certificate.GetRSAPrivateKey();
        if (rsa is not null) return new(rsa.SignHash(hash.Span, Hash, RSASignaturePadding.Pkcs1));
        using var elliptic = Certificate.GetECDsaPrivateKey() ?? throw new CryptographicException("The key is neither RSA nor of an elliptic curve.");
        return new(elliptic.SignHash(hash.Span, DSASignatureFormat.Rfc3279DerSequence));
    }

    /// <summary>The same file without a password: its keeper encrypts it in another way.</summary>
    public byte[] Export() => all.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 1), "");

    public void Dispose()
    {
        foreach (var certificate in all) certificate.Dispose();
    }
}
