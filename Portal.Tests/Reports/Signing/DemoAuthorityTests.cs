using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Reports.Signing;

namespace Portal.Tests.Reports.Signing;

/// <summary>The certificates that the demonstration makes for itself.</summary>
public sealed class DemoAuthorityTests
{
    [Fact]
    public void A_seal_certificate_says_whose_it_is_and_what_it_is_for()
    {
        var seal = TestSeals.Key.Certificate;
        var name = seal.SubjectName.EnumerateRelativeDistinguishedNames().Select(p => (p.GetSingleElementType().Value, p.GetSingleElementValue())).ToList();
        Assert.Equal([("2.5.4.6", "BE"), ("2.5.4.10", "Politiezone Élan"), ("2.5.4.97", "NTRBE-0999999999"), ("2.5.4.3", "Politiezone Élan – electronic seal")], name);
        Assert.Equal(X509KeyUsageFlags.DigitalSignature | X509KeyUsageFlags.NonRepudiation, seal.Extensions.OfType<X509KeyUsageExtension>().Single().KeyUsages);
        Assert.False(seal.Extensions.OfType<X509BasicConstraintsExtension>().Single().CertificateAuthority);
        Assert.Equal(3072, seal.GetRSAPublicKey()!.KeySize);
        Assert.Contains(seal.Extensions, e => e.Oid!.Value == "2.5.29.32");
        Assert.Equal(TestSeals.Key.Chain[0].Extensions.OfType<X509SubjectKeyIdentifierExtension>().Single().SubjectKeyIdentifierBytes.ToArray(),
            seal.Extensions.OfType<X509AuthorityKeyIdentifierExtension>().Single().KeyIdentifier!.Value.ToArray());
        Assert.Equal(2, TestSeals.Key.Chain.Count);
        Assert.Equal(TestSeals.Authority.Root.RawData, TestSeals.Key.Chain[1].RawData);
        Assert.False(TestSeals.Authority.Root.HasPrivateKey);
    }

    [Fact]
    public void Certificates_begin_and_end_by_the_given_clock()
    {
        var clock = new FixedClock(new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero));
        using var authority = new DemoAuthority(clock);
        using var key = Pkcs12SigningKey.Load(authority.IssueSeal(new("Zone", "NTRBE-1"), "x"), "x");
        Assert.Equal(clock.GetUtcNow().AddHours(-1).UtcDateTime, key.Certificate.NotBefore.ToUniversalTime());
        Assert.Equal(clock.GetUtcNow().AddHours(-1).AddYears(3).UtcDateTime, key.Certificate.NotAfter.ToUniversalTime());
    }

    [Fact]
    public void A_wrong_password_opens_no_key() =>
        Assert.ThrowsAny<CryptographicException>(() => Pkcs12SigningKey.Load(TestSeals.Authority.IssueSeal(new("Zone", "NTRBE-1"), "right"), "wrong"));

    sealed class FixedClock(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }
}
