using System.Security.Cryptography.X509Certificates;
using System.Text;
using Portal.Reports.Verification;

namespace Portal.Tests.Reports.Verification;

/// <summary>Signatures that other programs made, and certificates of another authority.</summary>
public sealed class ForeignSignatureTests(TestAuthority authority) : IClassFixture<TestAuthority>
{
    SignatureVerdict One(byte[] pdf) => Assert.Single(PdfVerifier.Verify(pdf, new(X509CertificateLoader.LoadCertificateFromFile(authority.File("root.crt"))), TestSeals.Now).Signatures);

    [Theory]
    [InlineData("seal", true, false)]
    [InlineData("drafter", true, false)] // P-384 with SHA-384
    [InlineData("supervisor", true, false)]
    [InlineData("revoked", true, false)] // revocation is not judged, and it is said so
    [InlineData("expired", false, true)]
    public async Task A_signature_of_anybody_is_judged_by_the_certificate(string name, bool trusted, bool expired)
    {
        using var key = authority.Key(name);
        var pdf = await TestSeals.SealAsync(SamplePdf.Create(), key: key);
        var signature = One(pdf);
        Assert.True(signature is { Intact: true, CoversWholeFile: true, ChangedAfter: false, Level: "B-B" } && signature.Trusted == trusted && signature.Expired == expired, signature.ToString());
        Assert.Contains("revocation", signature.NotJudged);

        using var folder = new TemporaryFolder();
        var parts = Assert.Single(SignedParts.Of(pdf));
        var (code, output) = await ExternalTool.RunAsync("openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", await folder.WriteAsync("cms", parts.Cms), "-content", await folder.WriteAsync("covered", parts.Covered),
            "-CAfile", authority.File("root.crt"), "-purpose", "any", "-out", "/dev/null");
        Assert.True(code == 0 == trusted, output);
    }

    [Fact]
    public async Task An_authority_that_is_no_anchor_is_not_trusted()
    {
        using var key = authority.Key("seal");
        var signature = Assert.Single(PdfVerifier.Verify(await TestSeals.SealAsync(SamplePdf.Create(), key: key), new(TestSeals.Authority.Root), TestSeals.Now).Signatures);
        Assert.True(signature is { Intact: true, Trusted: false, Expired: false });
        signature = Assert.Single(PdfVerifier.Verify(await TestSeals.SealAsync(SamplePdf.Create(), key: key), new(), TestSeals.Now).Signatures);
        Assert.True(signature is { Intact: true, Trusted: false, Expired: false });
    }

    [Theory]
    [InlineData("seal", true, "-md", "sha256", "-cades")]
    [InlineData("seal", true, "-md", "sha512", "-cades")]
    [InlineData("seal", true, "-md", "sha256", "-cades", "-keyopt", "rsa_padding_mode:pss", "-keyopt", "rsa_pss_saltlen:digest")]
    [InlineData("drafter", true, "-md", "sha384", "-cades")]
    [InlineData("seal", false, "-md", "sha1", "-cades")]
    [InlineData("seal", false, "-md", "sha256")] // does not name its certificate
    [InlineData("seal", false, "-md", "sha256", "-cades", "-nodetach")]
    [InlineData("seal", false, "-md", "sha256", "-cades", "-nocerts")]
    public async Task A_signature_made_by_openssl_is_judged(string name, bool intact, params string[] options)
    {
        using var folder = new TemporaryFolder();
        using var key = authority.Key(name);
        var pdf = await TestSeals.SealAsync(SamplePdf.Create(), key: key);
        var place = Assert.Single(SignedParts.Of(pdf));
        var made = folder.File("made.der");
        var (code, output) = await ExternalTool.RunAsync("openssl", ["cms", "-sign", "-binary", "-in", await folder.WriteAsync("covered", place.Covered), "-signer", authority.File(name + ".crt"), "-inkey", authority.File(name + ".key"),
            "-certfile", authority.File("chain.pem"), "-outform", "DER", "-out", made, .. options]);
        Assert.True(code == 0, output);
        var cms = Convert.ToHexString(await File.ReadAllBytesAsync(made, TestContext.Current.CancellationToken));
        Encoding.ASCII.GetBytes("<" + cms.PadRight(place.GapEnd - place.GapStart - 2, '0') + ">", pdf.AsSpan(place.GapStart));
        var signature = One(pdf);
        Assert.True(signature.Intact == intact, string.Join('\n', signature.Problems));
        Assert.Equal(intact ? "B-B" : null, signature.Level);
        if (intact) Assert.True(signature is { Trusted: true, CoversWholeFile: true, ChangedAfter: false });
    }

    [Fact]
    public async Task A_signature_made_by_pdfsig_is_found_on_its_page_and_read_in_its_encoding()
    {
        using var folder = new TemporaryFolder();
        var keys = "sql:" + Directory.CreateDirectory(folder.File("nss")).FullName;
        await ExternalTool.RunAsync("certutil", "-N", "-d", keys, "--empty-password");
        await ExternalTool.RunAsync("pk12util", "-i", authority.File("seal.p12"), "-d", keys, "-W", "test", "-K", "");
        await ExternalTool.RunAsync("pdfsig", "-add-signature", "-nick", "seal", "-nssdir", keys, "-no-ocsp", await folder.WriteAsync("plain.pdf", SamplePdf.Create()), folder.File("signed.pdf"));
        var pdf = await File.ReadAllBytesAsync(folder.File("signed.pdf"), TestContext.Current.CancellationToken);
        var signature = One(pdf);
        Assert.True(signature is { Intact: true, CoversWholeFile: true, ChangedAfter: false, Trusted: true, SubFilter: "adbe.pkcs7.detached", Level: null }, signature.ToString());
    }

    [Fact]
    public async Task The_command_says_it_as_JSON_and_by_its_exit_code()
    {
        using var folder = new TemporaryFolder();
        var anchors = Directory.CreateDirectory(folder.File("anchors")).FullName;
        File.Copy(authority.File("root.crt"), Path.Combine(anchors, "root.crt"));
        File.Copy(authority.File("sub.der"), Path.Combine(anchors, "sub.der"));
        using var key = authority.Key("seal");
        var pdf = await TestSeals.SealAsync(SamplePdf.Create(), key: key);
        Task<(int Code, string Output)> Verify(params string[] arguments) => ExternalTool.RunAsync("dotnet", [Path.Combine(AppContext.BaseDirectory, "Portal.dll"), "verify", .. arguments]);

        var (code, output) = await Verify(await folder.WriteAsync("good.pdf", pdf), "--anchors", anchors);
        Assert.True(code == 0, output);
        var json = System.Text.Json.JsonDocument.Parse(output).RootElement;
        Assert.Equal(Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(pdf)), json.GetProperty("sha256").GetString());
        var signature = Assert.Single(json.GetProperty("signatures").EnumerateArray());
        Assert.Equal(("PZ 5999 Testzone - eSeal", "Politiezone 5999 Testzone", "Test Qualified CA", "B-B"), (Text("signer"), Text("organisation"), Text("issuer"), Text("level")));
        foreach (var name in new[] { "intact", "coversWholeFile", "trusted" }) Assert.True(signature.GetProperty(name).GetBoolean(), name);
        foreach (var name in new[] { "changedAfter", "expired" }) Assert.False(signature.GetProperty(name).GetBoolean(), name);
        string? Text(string name) => signature.GetProperty(name).GetString();

        pdf[^1] = (byte)' ';
        (code, output) = await Verify(await folder.WriteAsync("changed.pdf", pdf), "--anchors", anchors);
        Assert.Equal(1, code);
        Assert.False(System.Text.Json.JsonDocument.Parse(output).RootElement.GetProperty("signatures")[0].GetProperty("intact").GetBoolean());
        Assert.Equal(1, (await Verify(await folder.WriteAsync("plain.pdf", SamplePdf.Create()), "--anchors", anchors)).Code);
        Assert.Equal(2, (await Verify(await folder.WriteAsync("text.pdf", "no PDF"u8.ToArray()), "--anchors", anchors)).Code);
        Assert.Equal(2, (await Verify(folder.File("missing.pdf"), "--anchors", anchors)).Code);
        (code, output) = await Verify("one.pdf");
        Assert.Equal(2, code);
        Assert.StartsWith("Usage:", output, StringComparison.Ordinal);
    }
}
