using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Reports.Verification;

/// <summary>Judges a signer's certificate without a network: descent from an anchor, validity now, and purpose.</summary>
static class CertificateTrust
{
    /// <summary>Purposes that include documents: documents themselves, any, mail, and two makers' own.</summary>
    static readonly string[] Purposes = ["1.3.6.1.5.5.7.3.36", "2.5.29.37.0", "1.3.6.1.5.5.7.3.4", "1.2.840.113583.1.1.5", "1.3.6.1.4.1.311.10.3.12"];

    public static (bool Trusted, bool Expired) Judge(X509Certificate2 signer, X509Certificate2Collection others, TrustAnchors anchors, DateTimeOffset now, List<string> problems)
    {
        try { return JudgeReadable(signer, others, anchors, now, problems); }
        catch (CryptographicException damaged)
        {
            problems.Add("The certificate cannot be read: " + damaged.Message);
            return (false, false);
        }
    }

    /// <summary>Its extended key usage, if it has one, allows documents to be signed.</summary>
    public static bool IsOfPurpose(X509Certificate2 certificate) =>
        certificate.Extensions.OfType<X509EnhancedKeyUsageExtension>().All(u => u.EnhancedKeyUsages.Cast<Oid>().Any(p => Purposes.Contains(p.Value, StringComparer.Ordinal)));

    static (bool Trusted, bool Expired) JudgeReadable(X509Certificate2 signer, X509Certificate2Collection others, TrustAnchors anchors, DateTimeOffset now, List<string> problems)
    {
        var before = problems.Count;
        if (signer.Extensions.OfType<X509KeyUsageExtension>().Any(u => (u.KeyUsages & (X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation)) == X509KeyUsageFlags.None)) problems.Add("The certificate is not for signing.");
        if (!IsOfPurpose(signer)) problems.Add("The certificate is for another purpose.");

        using var chain = new X509Chain();
        chain.ChainPolicy.TrustMode = X509ChainTrustMode.CustomRootTrust;
        chain.ChainPolicy.CustomTrustStore.AddRange(anchors.Certificates);
        chain.ChainPolicy.ExtraStore.AddRange(others);
        chain.ChainPolicy.RevocationMode = X509RevocationMode.NoCheck;
        chain.ChainPolicy.DisableCertificateDownloads = true;
        chain.ChainPolicy.VerificationTime = now.UtcDateTime;
        var built = chain.Build(signer);
        var faults = chain.ChainStatus.Where(s => s.Status != X509ChainStatusFlags.NoError).ToList();
        var outOfTime = !built && faults.Count > 0 && faults.All(f => f.Status == X509ChainStatusFlags.NotTimeValid);
        var ended = chain.ChainElements.Any(e => e.Certificate.NotAfter.ToUniversalTime() < now.UtcDateTime);
        if (outOfTime) problems.Add(ended ? "A certificate has expired." : "A certificate is not valid yet.");
        else if (!built) problems.Add("The certificate descends from no anchor: " + string.Join(", ", faults.Select(f => f.Status.ToString()).Distinct()));
        // Whatever comes with the signature unsigned is to be vouched for; that includes weak algorithms.
        foreach (var certificate in built || outOfTime ? others : [])
        {
            var issuers = others.Concat(anchors.Certificates).Where(i => i.SubjectName.RawData.AsSpan().SequenceEqual(certificate.IssuerName.RawData));
            if (!anchors.Certificates.Any(a => a.RawDataMemory.Span.SequenceEqual(certificate.RawDataMemory.Span)) && !issuers.Any(i => CmsStructure.IsSignedBy(certificate, i)))
                problems.Add("The signature brings a certificate that cannot be checked: " + certificate.Subject);
        }

        var expired = outOfTime && ended && problems.Count == before + 1;
        foreach (var element in chain.ChainElements) element.Certificate.Dispose();
        return (built && problems.Count == before, expired);
    }
}
