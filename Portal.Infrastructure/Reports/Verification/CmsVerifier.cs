using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.Pkcs;
using System.Security.Cryptography.X509Certificates;
using Portal.Reports.Signing;

namespace Portal.Reports.Verification;

/// <summary>The mathematics of one signature.</summary>
/// <param name="NamesItsCertificate">The certificate is named in what is signed, as PAdES demands.</param>
sealed record CmsVerdict(bool Intact, bool NamesItsCertificate, X509Certificate2? Signer, X509Certificate2Collection Certificates);

static class CmsVerifier
{
    const int MostBytes = 1 << 20;
    const int MostCertificates = 12;
    const int FewestRsaBits = 2048;

    public static CmsVerdict Verify(byte[] contents, byte[] covered, List<string> problems)
    {
        var before = problems.Count;
        try
        {
            if (contents.Length > MostBytes) throw new CryptographicException("The signature is too large.");
            AsnDecoder.ReadEncodedValue(contents, AsnEncodingRules.BER, out _, out _, out var length);
            // Bytes that nobody signed shall have no room to say anything.
            if (contents.AsSpan(length).ContainsAnyExcept((byte)0)) problems.Add("Something is hidden behind the signature.");
            var cms = new SignedCms(new ContentInfo(covered), detached: true);
            cms.Decode(contents.AsSpan(0, length));
            if (cms.SignerInfos.Count != 1 || cms.Certificates.Count > MostCertificates) throw new CryptographicException("The signature must have one signer.");
            var signer = cms.SignerInfos[0];
            var names = Check(signer, problems);
            CmsStructure.Check(contents.AsMemory(0, length), signer.Certificate!, signer.DigestAlgorithm.Value!);
            return new(problems.Count == before, names, signer.Certificate, cms.Certificates);
        }
        catch (Exception damaged) when (damaged is CryptographicException or AsnContentException or ArgumentException or InvalidOperationException or FormatException or OverflowException)
        {
            problems.Add("The signature does not hold: " + damaged.Message);
            return new(false, false, null, []);
        }
    }

    static bool Check(SignerInfo signer, List<string> problems)
    {
        if (CmsOids.Strong(signer.DigestAlgorithm.Value) is not { } hash || !CmsOids.Signs(signer.SignatureAlgorithm.Value, hash)) throw new CryptographicException("Its algorithm is too weak or unknown.");
        if (signer.Certificate is not { } certificate) throw new CryptographicException("It lacks the signer's certificate.");
        using var rsa = certificate.GetRSAPublicKey();
        if (rsa is { KeySize: < FewestRsaBits }) throw new CryptographicException("The signer's key is too short.");
        if (Single(signer, CmsOids.ContentType) is not { } type || AsnDecoder.ReadObjectIdentifier(type, AsnEncodingRules.BER, out _) != CmsOids.Data) throw new CryptographicException("It signs no data.");
        if (Single(signer, CmsOids.MessageDigest) is null) throw new CryptographicException("It lacks the digest.");
        signer.CheckSignature(verifySignatureOnly: true);
        if (Single(signer, CmsOids.SigningCertificateV2) is not { } named) return false;
        if (!IsNamed(certificate, named)) problems.Add("The signature names another certificate.");
        return true;
    }

    /// <summary>The value of an attribute; null where there is none. Two of a kind are ambiguous.</summary>
    static byte[]? Single(SignerInfo signer, string attribute)
    {
        var values = signer.SignedAttributes.Cast<CryptographicAttributeObject>().Where(a => a.Oid.Value == attribute).SelectMany(a => a.Values.Cast<AsnEncodedData>()).ToList();
        return values.Count > 1 ? throw new CryptographicException("It has an attribute twice.") : values.Count == 0 ? null : values[0].RawData;
    }

    static bool IsNamed(X509Certificate2 certificate, byte[] attribute)
    {
        var first = new AsnReader(attribute, AsnEncodingRules.BER).ReadSequence().ReadSequence().ReadSequence();
        var hash = first.PeekTag().HasSameClassAndValue(Asn1Tag.Sequence) ? CmsOids.Strong(first.ReadSequence().ReadObjectIdentifier()) : HashAlgorithmName.SHA256;
        return hash is { } known && first.ReadOctetString().AsSpan().SequenceEqual(certificate.GetCertHash(known));
    }
}
