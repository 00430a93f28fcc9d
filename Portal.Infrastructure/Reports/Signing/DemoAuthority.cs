using System.Formats.Asn1;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Portal.Reports.Signing;

/// <summary>Whom a seal certificate names.</summary>
/// <param name="OrganisationIdentifier">As EN 319 412-1 writes it, such as <c>NTRBE-0999999999</c>.</param>
public sealed record SealSubject(string Organisation, string OrganisationIdentifier);

/// <summary>A certification authority for demonstrations and tests. Nobody else has reason to trust it.</summary>
public sealed class DemoAuthority : IDisposable
{
    // Arcs that are reserved for examples.
    const string CaPolicy = "2.999.1.1";
    const string SealPolicy = "2.999.1.2";

    readonly TimeProvider clock;
    readonly X509Certificate2 issuer;

    public DemoAuthority(TimeProvider clock, string name = "Demonstration")
    {
        this.clock = clock;
        using var rootKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        var rootName = Name(name, null, $"{name} - root");
        var request = new CertificateRequest(rootName, rootKey, HashAlgorithmName.SHA384);
        AddAuthorityExtensions(request, 1);
        using var root = request.CreateSelfSigned(Begin, Begin.AddYears(20));
        Root = X509CertificateLoader.LoadCertificate(root.RawData);

        using var issuerKey = ECDsa.Create(ECCurve.NamedCurves.nistP384);
        request = new(Name(name, null, $"{name} - issuing authority"), issuerKey, HashAlgorithmName.SHA384);
        AddAuthorityExtensions(request, 0);
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(root, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        AddPolicy(request, CaPolicy, SealPolicy);
        using var certificate = request.Create(root, Begin, Begin.AddYears(10), Serial());
        issuer = certificate.CopyWithPrivateKey(issuerKey);
    }

    /// <summary>The anchor of trust, without its key: that is forgotten once the issuing authority has its certificate.</summary>
    public X509Certificate2 Root { get; }

    // A verifier whose clock is a little slow shall believe it too.
    DateTimeOffset Begin => clock.GetUtcNow().AddHours(-1);

    /// <summary>A new RSA key with a certificate for seals, valid for three years, and the chain up to the root.</summary>
    /// <returns>A PKCS#12 file.</returns>
    public byte[] IssueSeal(SealSubject subject, string password)
    {
        using var key = RSA.Create(3072);
        var request = new CertificateRequest(Name(subject.Organisation, subject.OrganisationIdentifier, $"{subject.Organisation} – electronic seal"), key, HashAlgorithmName.SHA384, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: false, hasPathLengthConstraint: false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        request.CertificateExtensions.Add(X509AuthorityKeyIdentifierExtension.CreateFromCertificate(issuer, includeKeyIdentifier: true, includeIssuerAndSerial: false));
        AddPolicy(request, SealPolicy);
        using var issuerKey = issuer.GetECDsaPrivateKey()!;
        using var certificate = request.Create(issuer.SubjectName, X509SignatureGenerator.CreateForECDsa(issuerKey), Begin, Begin.AddYears(3), Serial());
        using var withKey = certificate.CopyWithPrivateKey(key);
        using var issuerOnly = X509CertificateLoader.LoadCertificate(issuer.RawData);
        var all = new X509Certificate2Collection { withKey, issuerOnly, Root };
        return all.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, password);
    }

    public void Dispose()
    {
        issuer.Dispose();
        Root.Dispose();
    }

    static void AddAuthorityExtensions(CertificateRequest request, int levelsBelow)
    {
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: true, levelsBelow, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
    }

    static void AddPolicy(CertificateRequest request, params IEnumerable<string> policies)
    {
        var writer = new AsnWriter(AsnEncodingRules.DER);
        using (writer.PushSequence())
        {
            foreach (var policy in policies)
            {
                using var information = writer.PushSequence();
                writer.WriteObjectIdentifier(policy);
            }
        }

        request.CertificateExtensions.Add(new("2.5.29.32", writer.Encode(), critical: false));
    }

    static X500DistinguishedName Name(string organisation, string? identifier, string common)
    {
        var name = new X500DistinguishedNameBuilder();
        name.AddCountryOrRegion("BE");
        name.AddOrganizationName(organisation);
        if (identifier is not null) name.Add("2.5.4.97", identifier, UniversalTagNumber.UTF8String);
        name.AddCommonName(common);
        return name.Build();
    }

    static byte[] Serial()
    {
        var serial = RandomNumberGenerator.GetBytes(16);
        serial[0] = (byte)((serial[0] & 0x3F) | 0x40); // positive, and of this length
        return serial;
    }
}
