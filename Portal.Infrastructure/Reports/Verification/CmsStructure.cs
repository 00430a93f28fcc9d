using System.Formats.Asn1;
using System.Numerics;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Reports.Signing;

namespace Portal.Reports.Verification;

/// <summary>Holds a CMS signature to the letter of RFC 5652 where it is not signed itself and a library would let anything pass.</summary>
static class CmsStructure
{
    static readonly Asn1Tag Zero = new(TagClass.ContextSpecific, 0, isConstructed: true);
    static readonly Asn1Tag One = new(TagClass.ContextSpecific, 1, isConstructed: true);

    /// <exception cref="CryptographicException">It is not as it must be.</exception>
    /// <exception cref="AsnContentException">It is not ASN.1.</exception>
    public static void Check(ReadOnlyMemory<byte> cms, X509Certificate2 certificate, string digest)
    {
        var outer = new AsnReader(cms, AsnEncodingRules.BER).ReadSequence();
        Demand(outer.ReadObjectIdentifier() == CmsOids.SignedData);
        var wrapped = outer.ReadSequence(Zero);
        outer.ThrowIfNotEmpty();
        var data = wrapped.ReadSequence();
        wrapped.ThrowIfNotEmpty();

        var version = data.ReadInteger();
        var digests = data.ReadSetOf(skipSortOrderValidation: true);
        Demand(Algorithm(digests) == digest);
        digests.ThrowIfNotEmpty();
        var content = data.ReadSequence();
        Demand(content.ReadObjectIdentifier() == CmsOids.Data);
        content.ThrowIfNotEmpty();
        if (data.PeekTag().HasSameClassAndValue(Zero)) data.ReadSetOf(skipSortOrderValidation: true, Zero);
        if (data.PeekTag().HasSameClassAndValue(One)) data.ReadSetOf(skipSortOrderValidation: true, One);
        var signers = data.ReadSetOf(skipSortOrderValidation: true);
        data.ThrowIfNotEmpty();
        var signer = signers.ReadSequence();
        signers.ThrowIfNotEmpty();
        Demand(signer.ReadInteger() == version);
        CheckSigner(signer, version, certificate, digest);
    }

    static void CheckSigner(AsnReader signer, BigInteger version, X509Certificate2 certificate, string digest)
    {
        if (signer.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence))
        {
            var identifier = signer.ReadSequence();
            Demand(version.IsOne && identifier.ReadEncodedValue().Span.SequenceEqual(certificate.IssuerName.RawData) && identifier.ReadIntegerBytes().Span.SequenceEqual(certificate.SerialNumberBytes.Span));
            identifier.ThrowIfNotEmpty();
        }
        else
        {
            var key = signer.ReadOctetString(new Asn1Tag(TagClass.ContextSpecific, 0));
            Demand(version == 3 && certificate.Extensions.OfType<X509SubjectKeyIdentifierExtension>().Any(e => e.SubjectKeyIdentifierBytes.Span.SequenceEqual(key)));
        }

        Demand(Algorithm(signer) == digest);
        signer.ReadSetOf(skipSortOrderValidation: true, Zero);
        Algorithm(signer);
        signer.ReadOctetString();
        if (signer.HasData) signer.ReadSetOf(skipSortOrderValidation: true, One);
        signer.ThrowIfNotEmpty();
    }

    static string Algorithm(AsnReader reader)
    {
        var algorithm = reader.ReadSequence();
        var name = algorithm.ReadObjectIdentifier();
        if (name != CmsOids.RsaPss && algorithm.HasData) algorithm.ReadNull();
        else if (algorithm.HasData) algorithm.ReadEncodedValue();
        algorithm.ThrowIfNotEmpty();
        return name;
    }

    static void Demand(bool holds)
    {
        if (!holds) throw new CryptographicException("Its structure is wrong.");
    }

    /// <summary>The certificate bears the issuer's signature. False also for kinds of signatures that are not known here.</summary>
    public static bool IsSignedBy(X509Certificate2 certificate, X509Certificate2 issuer)
    {
        try
        {
            var outer = new AsnReader(certificate.RawDataMemory, AsnEncodingRules.DER).ReadSequence();
            var signed = outer.ReadEncodedValue();
            var named = outer.ReadEncodedValue();
            var signature = outer.ReadBitString(out var unused);
            outer.ThrowIfNotEmpty();
            var body = new AsnReader(signed, AsnEncodingRules.DER).ReadSequence();
            if (body.PeekTag().HasSameClassAndValue(Zero)) body.ReadEncodedValue();
            body.ReadInteger();
            if (unused != 0 || !body.ReadEncodedValue().Span.SequenceEqual(named.Span)) return false;
            var algorithm = new AsnReader(named, AsnEncodingRules.DER).ReadSequence();
            var name = algorithm.ReadObjectIdentifier();
            using var rsa = issuer.GetRSAPublicKey();
            using var elliptic = issuer.GetECDsaPublicKey();
            if (name == CmsOids.RsaPss) return PssHash(algorithm) is { } pss && rsa?.VerifyData(signed.Span, signature, pss, RSASignaturePadding.Pss) == true;
            return CmsOids.SignatureHash(name) is { } hash && (rsa?.VerifyData(signed.Span, signature, hash, RSASignaturePadding.Pkcs1) ?? elliptic?.VerifyData(signed.Span, signature, hash, DSASignatureFormat.Rfc3279DerSequence)) == true;
        }
        catch (Exception damaged) when (damaged is AsnContentException or CryptographicException or NotSupportedException)
        {
            return false;
        }
    }

    static HashAlgorithmName? PssHash(AsnReader algorithm) =>
        algorithm.ReadSequence() is { HasData: true } parameters && parameters.PeekTag().HasSameClassAndValue(Zero) ? CmsOids.Strong(parameters.ReadSequence(Zero).ReadSequence().ReadObjectIdentifier()) : null;
}
