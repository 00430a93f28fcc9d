using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Signing;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>Which files become a zone's seal, and which one seals.</summary>
public sealed class SealKeyServiceTests(SealKeyServiceTests.Fixture portal) : IClassFixture<SealKeyServiceTests.Fixture>
{
    const string Password = "a password of its own";

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_newest_key_seals_and_its_secret_is_nowhere()
    {
        await using var administrator = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var seals = administrator.Get<SealKeyService>();
        Assert.Empty(await seals.ListAsync(Stop));
        foreach (var name in new[] { "First", "Second" }) Assert.True((await seals.AddAsync(TestSeals.Authority.IssueSeal(new(name, "NTRBE-0999534099"), Password), Password, Stop)).Succeeded);
        var rows = await seals.ListAsync(Stop);
        Assert.Equal([("Second – electronic seal", true), ("First – electronic seal", false)], rows.Select(r => (r.Name, r.InUse)));
        Assert.All(rows, r => Assert.Equal(("Test - issuing authority", 64), (r.Issuer, r.Fingerprint.Length)));

        var lines = await portal.ListAsync("""select "Details"::text from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where "Action" = 'seal_key.added' and l."Tenant" = '5340' order by "DoneAt" """);
        Assert.Equal(2, lines.Count);
        Assert.Contains("Second", (string)lines[1][0]!, StringComparison.Ordinal);
        Assert.All(lines, l => Assert.DoesNotContain(Password, (string)l[0]!, StringComparison.Ordinal));
        var stored = (byte[])(await portal.ListAsync("""select "ProtectedPkcs12" from seal_keys limit 1"""))[0][0]!;
        foreach (var password in new[] { "", Password }) Assert.Throws<CryptographicException>(() => Pkcs12SigningKey.Load(stored, password));

        var report = await portal.IssueAsync(await portal.ConfirmedHitAsync("5340"), "5340", "nl");
        Assert.Equal("Second – electronic seal", report.SealedBy);
    }

    [Fact]
    public async Task Only_the_administrator_of_the_zone_sees_and_replaces_its_seal()
    {
        await portal.GiveSealAsync("5291");
        foreach (var (zone, role) in new[] { ("5291", ZoneRole.AnprSupervisor), ("5291", ZoneRole.Member) })
        {
            await using var other = await portal.AsAsync(zone, role);
            Assert.Empty(await other.Get<SealKeyService>().ListAsync(Stop));
            Assert.Equal(Error.Forbidden, (await other.Get<SealKeyService>().AddAsync(TestSeals.Authority.IssueSeal(new("X", "NTRBE-0"), ""), "", Stop)).Error);
        }

        await using var elsewhere = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        Assert.Empty(await elsewhere.Get<SealKeyService>().ListAsync(Stop));
    }

    public static TheoryData<string, string> Refused { get; } = new()
    {
        { "wrong password", ReportErrors.KeyUnreadable.Code },
        { "garbage", ReportErrors.KeyUnreadable.Code },
        { "empty", ReportErrors.KeyUnreadable.Code },
        { "huge", ReportErrors.KeyUnreadable.Code },
        { "cut off", ReportErrors.KeyUnreadable.Code },
        { "certificate alone", ReportErrors.KeyUnreadable.Code },
        { "authority's certificate", ReportErrors.KeyUnreadable.Code },
        { "two keys", ReportErrors.KeyUnreadable.Code },
        { "work for hours", ReportErrors.KeyUnreadable.Code },
        { "expired", "reports.key_not_valid_now" },
        { "not yet valid", "reports.key_not_valid_now" },
        { "RSA 1024", ReportErrors.KeyTooWeak.Code },
        { "brainpool", ReportErrors.KeyTooWeak.Code },
        { "authority's key", ReportErrors.KeyNotForSealing.Code },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task A_file_that_cannot_seal_is_refused(string what, string code)
    {
        await using var administrator = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var added = await administrator.Get<SealKeyService>().AddAsync(File(what), Password, Stop);
        Assert.Equal(code, added.Error?.Code);
        Assert.Equal(0L, await portal.AskAsync<long>("select count(*) from seal_keys where \"Tenant\" = '5344'"));
    }

    [Theory]
    [InlineData("P-256")]
    [InlineData("P-384")]
    [InlineData("P-521")]
    [InlineData("RSA 2048")]
    public async Task A_good_key_is_taken(string what)
    {
        await using var administrator = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var read = administrator.Get<SealKeyService>().Read("5344", File(what), Password, null);
        Assert.True(read.Succeeded, read.Error?.Code);
        Assert.Equal("Seal", read.Value.Name);
    }

    static byte[] File(string what)
    {
        var now = TestSeals.Now;
        var good = TestSeals.Authority.IssueSeal(new("Zone", "NTRBE-0999534499"), Password);
        switch (what)
        {
            case "wrong password": return TestSeals.Authority.IssueSeal(new("Zone", "NTRBE-0999534499"), "another one");
            case "garbage": return [.. Enumerable.Range(0, 3000).Select(n => (byte)(n * 37))];
            case "empty": return [];
            case "huge": return [.. good, .. new byte[SealKeyService.MostBytes]];
            case "cut off": return good[..^40];
            case "authority's certificate": return Export([X509CertificateLoader.LoadCertificate(TestSeals.Authority.Root.RawData)]);
            case "expired": return new DemoAuthority(new Shifted(TimeSpan.FromDays(-4 * 366)), "Old").IssueSeal(new("Zone", "NTRBE-0999534499"), Password);
            case "not yet valid": return new DemoAuthority(new Shifted(TimeSpan.FromDays(2)), "New").IssueSeal(new("Zone", "NTRBE-0999534499"), Password);
        }

        using var rsa = RSA.Create(what == "RSA 1024" ? 1024 : 2048);
        using var elliptic = ECDsa.Create(what switch
        {
            "P-384" => ECCurve.NamedCurves.nistP384,
            "P-521" => ECCurve.NamedCurves.nistP521,
            "brainpool" => ECCurve.NamedCurves.brainpoolP256r1,
            _ => ECCurve.NamedCurves.nistP256,
        });
        var request = what.StartsWith("P-", StringComparison.Ordinal) || what == "brainpool"
            ? new CertificateRequest("CN=Seal", elliptic, HashAlgorithmName.SHA256) : new CertificateRequest("CN=Seal", rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        request.CertificateExtensions.Add(new X509KeyUsageExtension(what == "authority's key" ? X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign : X509KeyUsageFlags.DigitalSignature, critical: true));
        using var certificate = request.CreateSelfSigned(now.AddDays(-1), now.AddDays(300));
        return what switch
        {
            "certificate alone" => Export([X509CertificateLoader.LoadCertificate(certificate.RawData)]),
            "two keys" => Export([certificate, X509CertificateLoader.LoadPkcs12(good, Password, X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable)]),
            "work for hours" => certificate.ExportPkcs12(new PbeParameters(PbeEncryptionAlgorithm.Aes256Cbc, HashAlgorithmName.SHA256, 2_000_000), Password),
            _ => Export([certificate]),
        };
    }

    static byte[] Export(X509Certificate2Collection all) => all.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, Password);

    sealed class Shifted(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + by;
    }

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);
}
