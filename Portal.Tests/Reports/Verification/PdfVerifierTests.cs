using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Portal.Reports.Pdf;
using Portal.Reports.Signing;
using Portal.Reports.Verification;

namespace Portal.Tests.Reports.Verification;

/// <summary>What the verifier says of good files and of files that somebody has laid hands on.</summary>
public sealed class PdfVerifierTests
{
    static readonly TrustAnchors Anchors = new(TestSeals.Authority.Root);
    static readonly Lazy<Task<byte[]>> Sealed = new(() => PdfSigner.SealAsync(SamplePdf.Create(), "Seal", TestSeals.Key, TestSeals.Details, CancellationToken.None));

    static PdfVerdict Verify(byte[] pdf, DateTimeOffset? now = null) => PdfVerifier.Verify(pdf, Anchors, now ?? TestSeals.Now);

    static SignatureVerdict One(byte[] pdf) => Assert.Single(Verify(pdf).Signatures);

    [Fact]
    public async Task A_sealed_file_is_sound()
    {
        var pdf = await Sealed.Value;
        var verdict = Verify(pdf);
        var signature = Assert.Single(verdict.Signatures);
        Assert.Empty(signature.Problems);
        Assert.True(verdict.IsSound);
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(pdf)), verdict.Sha256);
        Assert.True(signature is { Field: "Seal", Intact: true, CoversWholeFile: true, ChangedAfter: false, Trusted: true, Expired: false, Level: "B-B", SubFilter: "ETSI.CAdES.detached" }, signature.ToString());
        Assert.Equal(("Politiezone Élan – electronic seal", "Politiezone Élan", "Test - issuing authority"), (signature.Signer, signature.Organisation, signature.Issuer));
        Assert.InRange(signature.SignedAt!.Value, TestSeals.Now.AddMinutes(-10), TestSeals.Now);
        Assert.Contains("revocation", signature.NotJudged);
    }

    [Theory]
    [InlineData("--object-streams=generate")]
    [InlineData("--linearize")]
    [InlineData("--linearize", "--object-streams=generate")]
    public async Task Other_layouts_are_read_too(params string[] options)
    {
        using var folder = new TemporaryFolder();
        Assert.Equal((0, ""), await ExternalTool.RunAsync("qpdf", [await folder.WriteAsync("plain.pdf", SamplePdf.Create()), .. options, folder.File("made.pdf")]));
        var once = await TestSeals.SealAsync(await File.ReadAllBytesAsync(folder.File("made.pdf"), TestContext.Current.CancellationToken));
        Assert.True(One(once) is { Intact: true, CoversWholeFile: true, ChangedAfter: false, Trusted: true });
        var twice = Verify(await TestSeals.SealAsync(once, "Second"));
        Assert.True(twice.IsSound, string.Join('\n', twice.Signatures));
        Assert.Equal([false, true], twice.Signatures.OrderBy(s => s.Field).Select(s => s.CoversWholeFile));
    }

    [Fact]
    public void A_file_without_signature_has_none()
    {
        var verdict = Verify(SamplePdf.Create());
        Assert.Empty(verdict.Signatures);
        Assert.False(verdict.IsSound);
    }

    [Fact]
    public async Task A_changed_byte_breaks_it()
    {
        var pdf = await Sealed.Value;
        foreach (var words in new[] { "%PDF-1.7", "nothing at all", "/Rect", "Politiezone", "/M (D:20", "/Root", "/Size" })
        {
            var changed = (byte[])pdf.Clone();
            var at = Encoding.Latin1.GetString(pdf).IndexOf(words, StringComparison.Ordinal) + words.Length;
            changed[at] = changed[at] == '1' ? (byte)'2' : (byte)'1';
            Assert.False(SoundOrUnreadable(changed), words);
        }
    }

    /// <summary>Changes to the file's objects, appended as any editor appends them.</summary>
    public static TheoryData<string, (string, string)[]> Changes { get; } = new()
    {
        { "text", [(SamplePdf.Text, SamplePdf.Stream("", "BT /F 24 Tf 72 720 Td (Report about everything) Tj ET"))] },
        { "page", [(SamplePdf.Page, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 100 100] /Annots [6 0 R 7 0 R]>>")] },
        { "annotation", [(SamplePdf.Page, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>> /Annots [6 0 R 7 0 R 50 0 R]>>"),
            ("50 0", "<</Type /Annot /Subtype /FreeText /Rect [0 0 500 500] /Contents (New)>>")] },
        { "visible field", [(SamplePdf.Page, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>> /Annots [6 0 R 7 0 R 50 0 R]>>"),
            ("50 0", "<</Type /Annot /Subtype /Widget /FT /Sig /T (New) /Rect [0 0 500 500]>>")] },
        { "catalog", [("1 0", "<</Type /Catalog /Pages 2 0 R /OpenAction <</S /JavaScript /JS (app.alert)>> /AcroForm <</Fields [6 0 R 7 0 R] /SigFlags 3>>>>")] },
        { "hidden signature", [("1 0", "<</Type /Catalog /Pages 2 0 R>>"), (SamplePdf.Page, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R>>")] },
        { "removed signature", [(SamplePdf.Field, "<</Type /Annot /Subtype /Widget /FT /Sig /T (Seal) /F 4 /P 3 0 R /Rect [72 72 272 132]>>")] },
        { "moved field", [("7 0", "<</Type /Annot /Subtype /Widget /FT /Sig /T (Second) /F 4 /P 3 0 R /Rect [0 0 595 842]>>")] },
        { "freed", [("5 0", "")] },
        { "other generation", [("5 1", "<</Type /Font /Subtype /Type1 /BaseFont /Courier>>")] },
    };

    [Theory]
    [MemberData(nameof(Changes))]
    public async Task A_later_revision_that_changes_something_is_told(string name, (string, string)[] objects)
    {
        var signature = One(SamplePdf.Append(await Sealed.Value, objects));
        Assert.True(signature is { Intact: true, CoversWholeFile: false, ChangedAfter: true }, $"{name}: {signature}");
        Assert.Matches(@"^Object \d+ (was changed|was removed)\.$", Assert.Single(signature.Problems));
    }

    [Fact]
    public async Task A_reference_that_led_nowhere_may_not_be_filled()
    {
        var text = Encoding.Latin1.GetString(SamplePdf.Create()).Replace("/Contents 4 0 R /Res", "/Contents 99 0 R/Res", StringComparison.Ordinal);
        var pdf = await TestSeals.SealAsync(Encoding.Latin1.GetBytes(text));
        Assert.True(Verify(pdf).IsSound);
        Assert.Equal("Object 99 fills a reference that led nowhere.", Assert.Single(One(SamplePdf.Append(pdf, ("99 0", SamplePdf.Stream("", "0 0 99 99 re f")))).Problems));
    }

    [Fact]
    public async Task Proofs_for_verifying_later_are_no_change()
    {
        var pdf = await Sealed.Value;
        var catalog = Encoding.Latin1.GetString(pdf).Split("\n1 0 obj\n")[^1].Split("\nendobj")[0];
        var proven = SamplePdf.Append(pdf, ("1 0", catalog[..^2] + "/DSS 60 0 R>>"), ("60 0", "<</Certs [61 0 R]>>"), ("61 0", SamplePdf.Stream("", "certificate")));
        Assert.True(One(proven) is { Intact: true, CoversWholeFile: false, ChangedAfter: false, Trusted: true }, One(proven).ToString());
        var more = SamplePdf.Append(proven, ("60 0", "<</Certs [61 0 R 62 0 R]>>"), ("62 0", SamplePdf.Stream("", "another")));
        Assert.False(One(more).ChangedAfter, One(more).ToString());
        Assert.True(One(SamplePdf.Append(more, ("60 0", "<</Certs [62 0 R]>>"))).ChangedAfter);
    }

    [Theory]
    [InlineData("[0 0 0 0]", "DocTimeStamp", false)]
    [InlineData("[0 0 0 0]", "Sig", false)] // no change to the first one, though nothing is good about itself
    [InlineData("[0 0 300 300]", "DocTimeStamp", true)]
    public async Task A_later_invisible_field_with_its_signature_is_no_change(string rectangle, string type, bool changed)
    {
        var pdf = await Sealed.Value;
        var catalog = Encoding.Latin1.GetString(pdf).Split("\n1 0 obj\n")[^1].Split("\nendobj")[0];
        byte[] Stamped(int length) => SamplePdf.Append(pdf, ("1 0", catalog.Replace("/Fields [6 0 R 7 0 R]", "/Fields [6 0 R 7 0 R 50 0 R]", StringComparison.Ordinal)),
            (SamplePdf.Page, "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>> /Annots [6 0 R 7 0 R 50 0 R]>>"),
            ("50 0", $"<</Type /Annot /Subtype /Widget /FT /Sig /T (Stamp) /F 132 /Rect {rectangle} /V 51 0 R>>"),
            ("51 0", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<</Type /{type} /SubFilter /ETSI.RFC3161 /Contents <00> /ByteRange [0 1 2 {length - 2:D9}]>>")));
        var signatures = Verify(Stamped(Stamped(1_000).Length)).Signatures;
        Assert.Equal(changed, signatures.Single(s => s.Field == "Seal").ChangedAfter);
        Assert.Equal(type == "Sig", signatures.Any(s => s is { Field: "Stamp", Intact: false })); // a time stamp is no signature of somebody
        Assert.True(signatures.Single(s => s.Field == "Seal").Intact);
        Assert.True(Verify(Stamped(1_000)).Signatures.Single(s => s.Field == "Seal").ChangedAfter); // its byte range ends nowhere
    }

    /// <summary>A time stamp is not judged: it may not draw "signed by somebody" into the empty box of the second signer.</summary>
    [Theory]
    [InlineData("DocTimeStamp")]
    [InlineData("Sig")]
    public async Task The_empty_field_of_another_signer_cannot_be_drawn_into_unjudged(string type)
    {
        var pdf = await Sealed.Value;
        var field = Encoding.Latin1.GetString(pdf).Split("\n7 0 obj\n")[^1].Split("\nendobj")[0];
        byte[] Forged(int length) => SamplePdf.Append(pdf, ("7 0", field[..^2].Replace("/AP <</N 8 0 R>>", "/AP <</N 52 0 R>>", StringComparison.Ordinal) + "/V 51 0 R>>"),
            ("51 0", string.Create(System.Globalization.CultureInfo.InvariantCulture, $"<</Type /{type} /SubFilter /ETSI.RFC3161 /Contents <00> /ByteRange [0 1 2 {length - 2:D9}]>>")),
            ("52 0", SamplePdf.Stream("/Type /XObject /Subtype /Form /BBox [0 0 200 60] ", "BT (Signed by the chief) Tj ET")));
        var verdict = Verify(Forged(Forged(1_000).Length));
        Assert.False(verdict.IsSound);
        if (type == "DocTimeStamp") Assert.True(verdict.Signatures.Single(s => s.Field == "Seal").ChangedAfter);
        else Assert.Contains(verdict.Signatures, s => s is { Field: "Second", Intact: false });
    }

    [Fact]
    public async Task An_appended_size_that_hides_objects_is_a_change()
    {
        var pdf = SamplePdf.Append(await Sealed.Value, ("60 0", "<</Certs []>>"));
        Assert.False(One(pdf).ChangedAfter);
        var text = Encoding.Latin1.GetString(pdf);
        foreach (var size in new[] { "/Size 0004", "/Size 0060" }) Assert.True(One(Encoding.Latin1.GetBytes(text.Replace("/Size 1000", size, StringComparison.Ordinal))).ChangedAfter);
    }

    [Fact]
    public async Task Bytes_after_the_end_are_told()
    {
        var signature = One([.. await Sealed.Value, .. "\n"u8]);
        Assert.True(signature is { Intact: true, CoversWholeFile: false, ChangedAfter: true });
        signature = One([.. await Sealed.Value, .. "%%EOF\n<script>"u8]);
        Assert.True(signature is { Intact: true, CoversWholeFile: false, ChangedAfter: true });
    }

    [Fact]
    public async Task A_file_cut_back_to_before_the_second_signature_looks_as_it_was_then_but_has_another_digest()
    {
        var once = await Sealed.Value;
        var twice = await TestSeals.SealAsync(once, "Second");
        Assert.True(Verify(twice[..once.Length]).IsSound);
        Assert.NotEqual(Verify(twice).Sha256, Verify(once).Sha256);
        Assert.False(SoundOrUnreadable(once[..^1]));
        Assert.False(SoundOrUnreadable(once[..(once.Length / 2)]));
    }

    [Fact]
    public async Task Another_signature_in_its_place_is_not_intact()
    {
        var pdf = await Sealed.Value;
        var other = SignedParts.Of(await PdfSigner.SealAsync(SamplePdf.Create(), "Second", TestSeals.Key, TestSeals.Details, TestContext.Current.CancellationToken))[0];
        var changed = (byte[])pdf.Clone();
        Encoding.Latin1.GetBytes(Convert.ToHexString(other.Cms), changed.AsSpan(SignedParts.Of(pdf)[0].GapStart + 1));
        Assert.False(One(changed).Intact);
        Assert.False(SoundOrUnreadable(changed));
    }

    [Fact]
    public async Task The_room_behind_the_signature_must_be_empty()
    {
        var pdf = (byte[])(await Sealed.Value).Clone();
        pdf[SignedParts.Of(pdf)[0].GapEnd - 2] = (byte)'1';
        Assert.False(One(pdf).Intact);
    }

    [Theory]
    [InlineData("[0 ", "[1 ")]
    [InlineData("/ByteRange [0 ", "/ByteRange [0 -")]
    [InlineData("] ", " 0 0]")]
    public async Task Another_byte_range_is_not_sound(string old, string now)
    {
        var text = Encoding.Latin1.GetString(await Sealed.Value);
        var at = text.IndexOf("/ByteRange", StringComparison.Ordinal);
        var end = text.IndexOf("/Contents", at, StringComparison.Ordinal);
        var changed = text[at..end].Replace(old, now, StringComparison.Ordinal);
        changed = changed.Replace("\n", "", StringComparison.Ordinal).TrimEnd().PadRight(end - at);
        Assert.Equal(end - at, changed.Length);
        var verdict = One(Encoding.Latin1.GetBytes(text[..at] + changed + text[end..]));
        Assert.True(verdict is { Intact: false, CoversWholeFile: false });
    }

    [Fact]
    public async Task A_look_alike_is_intact_and_not_trusted()
    {
        using var authority = new DemoAuthority(TimeProvider.System, "Test");
        using var key = Pkcs12SigningKey.Load(authority.IssueSeal(new("Politiezone Élan", "NTRBE-0999999999"), "x"), "x");
        var signature = One(await TestSeals.SealAsync(SamplePdf.Create(), key: key));
        Assert.True(signature is { Intact: true, CoversWholeFile: true, ChangedAfter: false, Trusted: false, Expired: false, Signer: "Politiezone Élan – electronic seal" });
    }

    [Fact]
    public async Task An_expired_certificate_is_told_apart()
    {
        var pdf = await Sealed.Value;
        var late = Assert.Single(Verify(pdf, TestSeals.Now.AddYears(4)).Signatures);
        Assert.True(late is { Intact: true, ChangedAfter: false, Trusted: false, Expired: true });
        var early = Assert.Single(Verify(pdf, TestSeals.Now.AddYears(-1)).Signatures);
        Assert.True(early is { Intact: true, Trusted: false, Expired: false });
    }

    [Fact]
    public async Task A_certificate_that_the_signature_does_not_name_is_refused()
    {
        // The same key with a second certificate: the mathematics would hold.
        using var rsa = RSA.Create(3072);
        var key = new SwappedKey(rsa);
        var pdf = await TestSeals.SealAsync(SamplePdf.Create(), key: key);
        Assert.True(One(pdf).Intact, One(pdf).ToString());
        var text = Encoding.Latin1.GetString(pdf);
        var swapped = text.Replace(Convert.ToHexString(key.Certificate.RawData), Convert.ToHexString(key.Other.RawData), StringComparison.Ordinal);
        Assert.NotEqual(text, swapped);
        Assert.False(One(Encoding.Latin1.GetBytes(swapped)).Intact);
    }

    static bool SoundOrUnreadable(byte[] pdf)
    {
        try { return Verify(pdf) is { IsSound: true }; }
        catch (PdfFormatException) { return false; }
    }

    /// <summary>One key with two certificates of the same length, issuer and number.</summary>
    sealed class SwappedKey(RSA rsa) : ISigningKey
    {
        public X509Certificate2 Certificate { get; } = Make(rsa, "CN=Test one");

        public X509Certificate2 Other { get; } = Make(rsa, "CN=Test two");

        public IReadOnlyList<X509Certificate2> Chain => [];

        public HashAlgorithmName Hash => HashAlgorithmName.SHA256;

        public ValueTask<byte[]> SignHashAsync(ReadOnlyMemory<byte> hash, CancellationToken stop) => new(rsa.SignHash(hash.Span, Hash, RSASignaturePadding.Pkcs1));

        static X509Certificate2 Make(RSA rsa, string subject)
        {
            var request = new CertificateRequest(subject, rsa, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var begin = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);
            return request.Create(new X500DistinguishedName("CN=Issuer"), X509SignatureGenerator.CreateForRSA(rsa, RSASignaturePadding.Pkcs1), begin, begin.AddYears(20), [1, 2, 3]);
        }
    }
}
