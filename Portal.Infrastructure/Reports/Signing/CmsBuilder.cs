using System.Formats.Asn1;
using System.Security.Cryptography;

namespace Portal.Reports.Signing;

/// <summary>A detached CMS signature as CAdES wants it in a PDF (EN 319 122-1, EN 319 142-1): the certificate is named in what is signed, the time is not.</summary>
static class CmsBuilder
{
    public static async ValueTask<byte[]> SignAsync(ISigningKey key, byte[] contentDigest, CancellationToken stop)
    {
        var attributes = SignedAttributes(key, contentDigest);
        var signature = await key.SignHashAsync(CryptographicOperations.HashData(key.Hash, attributes), stop);
        return SignedData(key, attributes, signature);
    }

    /// <summary>As a DER set, in the form that is hashed.</summary>
    static byte[] SignedAttributes(ISigningKey key, byte[] contentDigest)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSetOf())
        {
            using (Attribute(writer, CmsOids.ContentType)) writer.WriteObjectIdentifier(CmsOids.Data);
            using (Attribute(writer, CmsOids.MessageDigest)) writer.WriteOctetString(contentDigest);
            using (Attribute(writer, CmsOids.SigningCertificateV2))
            using (writer.PushSequence())
            using (writer.PushSequence())
            using (writer.PushSequence())
            {
                if (key.Hash != HashAlgorithmName.SHA256) WriteAlgorithm(writer, CmsOids.Digest(key.Hash), withNull: false); // SHA-256 is the default, which DER leaves out
                writer.WriteOctetString(key.Certificate.GetCertHash(key.Hash));
                using (writer.PushSequence())
                {
                    using (writer.PushSequence())
                    using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 4))) writer.WriteEncodedValue(key.Certificate.IssuerName.RawData);
                    writer.WriteInteger(key.Certificate.SerialNumberBytes.Span);
                }
            }
        }

        return writer.Encode();
    }

    static byte[] SignedData(ISigningKey key, byte[] attributes, byte[] signature)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            writer.WriteObjectIdentifier(CmsOids.SignedData);
            using (writer.PushSequence(new Asn1Tag(TagClass.ContextSpecific, 0)))
            using (writer.PushSequence())
            {
                writer.WriteInteger(1);
                using (writer.PushSetOf()) WriteAlgorithm(writer, CmsOids.Digest(key.Hash), withNull: true);
                using (writer.PushSequence()) writer.WriteObjectIdentifier(CmsOids.Data);
                using (writer.PushSetOf(new Asn1Tag(TagClass.ContextSpecific, 0)))
                {
                    foreach (var certificate in key.Chain.Prepend(key.Certificate)) writer.WriteEncodedValue(certificate.RawData);
                }

                using (writer.PushSetOf())
                using (writer.PushSequence()) WriteSigner(writer, key, attributes, signature);
            }
        }

        return writer.Encode();
    }

    static void WriteSigner(AsnWriter writer, ISigningKey key, byte[] attributes, byte[] signature)
    {
        writer.WriteInteger(1);
        using (writer.PushSequence())
        {
            writer.WriteEncodedValue(key.Certificate.IssuerName.RawData);
            writer.WriteInteger(key.Certificate.SerialNumberBytes.Span);
        }

        WriteAlgorithm(writer, CmsOids.Digest(key.Hash), withNull: true);
        byte[] tagged = [0xA0, .. attributes.AsSpan(1)]; // hashed as a set, embedded as [0]
        writer.WriteEncodedValue(tagged);
        if (key.Certificate.GetKeyAlgorithm() == CmsOids.EllipticKey) WriteAlgorithm(writer, CmsOids.Ecdsa(key.Hash), withNull: false);
        else WriteAlgorithm(writer, CmsOids.Rsa, withNull: true);
        writer.WriteOctetString(signature);
    }

    static Closing Attribute(AsnWriter writer, string type)
    {
        var sequence = writer.PushSequence();
        writer.WriteObjectIdentifier(type);
        return new(writer.PushSetOf(), sequence);
    }

    static void WriteAlgorithm(AsnWriter writer, string algorithm, bool withNull)
    {
        using var sequence = writer.PushSequence();
        writer.WriteObjectIdentifier(algorithm);
        if (withNull) writer.WriteNull();
    }

    sealed class Closing(AsnWriter.Scope inner, AsnWriter.Scope outer) : IDisposable
    {
        public void Dispose()
        {
            inner.Dispose();
            outer.Dispose();
        }
    }
}

/// <summary>Object identifiers of signatures.</summary>
static class CmsOids
{
    public const string Data = "1.2.840.113549.1.7.1";
    public const string SignedData = "1.2.840.113549.1.7.2";
    public const string ContentType = "1.2.840.113549.1.9.3";
    public const string MessageDigest = "1.2.840.113549.1.9.4";
    public const string SigningCertificateV2 = "1.2.840.113549.1.9.16.2.47";
    public const string Rsa = "1.2.840.113549.1.1.1";
    public const string RsaPss = "1.2.840.113549.1.1.10";
    public const string EllipticKey = "1.2.840.10045.2.1";

    static readonly (HashAlgorithmName Hash, string Digest, string Rsa, string Ecdsa)[] Known =
    [
        (HashAlgorithmName.SHA256, "2.16.840.1.101.3.4.2.1", "1.2.840.113549.1.1.11", "1.2.840.10045.4.3.2"),
        (HashAlgorithmName.SHA384, "2.16.840.1.101.3.4.2.2", "1.2.840.113549.1.1.12", "1.2.840.10045.4.3.3"),
        (HashAlgorithmName.SHA512, "2.16.840.1.101.3.4.2.3", "1.2.840.113549.1.1.13", "1.2.840.10045.4.3.4"),
    ];

    public static string Digest(HashAlgorithmName hash) => Known.Single(k => k.Hash == hash).Digest;

    public static string Ecdsa(HashAlgorithmName hash) => Known.Single(k => k.Hash == hash).Ecdsa;

    /// <summary>Null for what is too weak, such as SHA-1, or unknown.</summary>
    public static HashAlgorithmName? Strong(string? digest) => Known.Where(k => k.Digest == digest).Select(k => (HashAlgorithmName?)k.Hash).FirstOrDefault();

    /// <summary>The algorithm signs digests of the kind.</summary>
    public static bool Signs(string? algorithm, HashAlgorithmName hash) => algorithm is Rsa or RsaPss || Known.Any(k => k.Hash == hash && (k.Rsa == algorithm || k.Ecdsa == algorithm));

    /// <summary>A certificate signed so is believed.</summary>
    public static bool IsStrongSignature(string? algorithm) => algorithm is RsaPss or "1.3.101.112" or "1.3.101.113" || Known.Any(k => k.Rsa == algorithm || k.Ecdsa == algorithm);
}
