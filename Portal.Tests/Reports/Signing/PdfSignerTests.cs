using System.Globalization;
using System.Text;
using Portal.Reports.Signing;

namespace Portal.Tests.Reports.Signing;

/// <summary>Seals as other programs see them.</summary>
public sealed class PdfSignerTests
{
    /// <summary>The sample as other writers lay it out: with a stream for the cross-reference table, for fast web view, as a hybrid of both.</summary>
    public static TheoryData<string, string[]> Layouts { get; } = new()
    {
        { "table", [] },
        { "stream", ["--object-streams=generate"] },
        { "linearized", ["--linearize"] },
        { "linearized stream", ["--linearize", "--object-streams=generate"] },
    };

    [Theory]
    [MemberData(nameof(Layouts))]
    public async Task A_seal_is_valid_to_every_other_program(string layout, string[] options)
    {
        Assert.NotEmpty(layout);
        using var folder = new TemporaryFolder();
        var pdf = SamplePdf.Create();
        if (options.Length > 0)
        {
            var made = folder.File("made.pdf");
            Assert.Equal((0, ""), await ExternalTool.RunAsync("qpdf", [await folder.WriteAsync("plain.pdf", pdf), .. options, made]));
            pdf = await File.ReadAllBytesAsync(made, TestContext.Current.CancellationToken);
        }

        var once = await TestSeals.SealAsync(pdf);
        await CheckAsync(folder, "once.pdf", once, 1);
        var twice = await TestSeals.SealAsync(once, "Second");
        Assert.Equal(once, twice[..once.Length]);
        await CheckAsync(folder, "twice.pdf", twice, 2);
    }

    static async Task CheckAsync(TemporaryFolder folder, string name, byte[] pdf, int signatures)
    {
        var file = await folder.WriteAsync(name, pdf);
        var (code, output) = await ExternalTool.RunAsync("qpdf", "--check", file);
        Assert.True(code == 0, output);
        Assert.DoesNotContain("WARNING", output);

        var root = folder.File("root.crt");
        await File.WriteAllTextAsync(root, TestSeals.Authority.Root.Pem(), TestContext.Current.CancellationToken);
        var trust = "sql:" + Directory.CreateDirectory(folder.File("nss-" + name)).FullName;
        await ExternalTool.RunAsync("certutil", "-N", "-d", trust, "--empty-password"); // asks, if there is one already
        await ExternalTool.RunAsync("certutil", "-A", "-d", trust, "-n", "root", "-t", "CT,CT,CT", "-i", root);
        (_, output) = await ExternalTool.RunAsync("pdfsig", "-nssdir", trust, file);
        Assert.True(signatures == output.Split("Signature is Valid.").Length - 1, output);
        // For a second signature it may show an old error of NSS though the chain was found good, so that only the first one's trust counts.
        Assert.True(output.Contains("Certificate is Trusted.", StringComparison.Ordinal), output);
        Assert.Equal(signatures, output.Split("ETSI.CAdES.detached").Length - 1);
        Assert.Equal(1, output.Split("Total document signed").Length - 1);
        Assert.Contains("Politiezone Élan – electronic seal", output, StringComparison.Ordinal);

        foreach (var signature in SignedParts.Of(pdf))
        {
            var (cms, covered) = (await folder.WriteAsync("cms.der", signature.Cms), await folder.WriteAsync("covered", signature.Covered));
            (code, output) = await ExternalTool.RunAsync("openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", cms, "-content", covered, "-CAfile", root, "-purpose", "any", "-out", "/dev/null");
            Assert.True(code == 0, output);
            Assert.Contains("CAdES Verification successful", output);
        }
    }

    [Fact]
    public async Task The_first_seal_certifies_and_later_ones_do_not()
    {
        var once = await TestSeals.SealAsync(SamplePdf.Create());
        Assert.Contains("/TransformMethod /DocMDP", Encoding.Latin1.GetString(once), StringComparison.Ordinal);
        var twice = await TestSeals.SealAsync(once, "Second");
        Assert.DoesNotContain("DocMDP", Encoding.Latin1.GetString(twice[once.Length..]), StringComparison.Ordinal);
        var plain = await PdfSigner.SealAsync(SamplePdf.Create(), "Seal", TestSeals.Key, TestSeals.Details, TestContext.Current.CancellationToken, certify: false);
        Assert.DoesNotContain("DocMDP", Encoding.Latin1.GetString(plain), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_keeps_its_first_identifier_and_gets_a_new_second()
    {
        static string[] Identifiers(byte[] pdf) => Encoding.Latin1.GetString(pdf).Split("/ID [")[^1].Split(']')[0].Split(' ');
        var once = await TestSeals.SealAsync(SamplePdf.Create());
        var twice = await TestSeals.SealAsync(once, "Second");
        Assert.Equal(Identifiers(once)[0], Identifiers(once)[1]);
        Assert.Equal(Identifiers(once)[0], Identifiers(twice)[0]);
        Assert.NotEqual(Identifiers(once)[1], Identifiers(twice)[1]);
    }

    [Fact]
    public async Task A_field_that_is_missing_or_signed_is_refused()
    {
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestSeals.SealAsync(SamplePdf.Create(), "Third"));
        var once = await TestSeals.SealAsync(SamplePdf.Create());
        await Assert.ThrowsAsync<InvalidOperationException>(() => TestSeals.SealAsync(once));
    }

    [Fact]
    public async Task A_signature_beyond_the_reserve_is_refused() =>
        Assert.Contains(PdfSigner.Reserve.ToString(CultureInfo.InvariantCulture), (await Assert.ThrowsAsync<InvalidOperationException>(() => TestSeals.SealAsync(SamplePdf.Create(), key: new LongChain()))).Message, StringComparison.Ordinal);

    /// <summary>The test key with more certificates than fit.</summary>
    sealed class LongChain : ISigningKey
    {
        public System.Security.Cryptography.X509Certificates.X509Certificate2 Certificate => TestSeals.Key.Certificate;

        public IReadOnlyList<System.Security.Cryptography.X509Certificates.X509Certificate2> Chain { get; } = [.. Enumerable.Repeat(TestSeals.Key.Chain[0], 30)];

        public System.Security.Cryptography.HashAlgorithmName Hash => TestSeals.Key.Hash;

        public ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> hash, CancellationToken stop) => TestSeals.Key.SignHashAsync(hash, stop);
    }
}
