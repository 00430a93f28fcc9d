using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Signing;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>What the portal says of files that people bring.</summary>
public sealed class ReportCheckTests(ReportCheckTests.Fixture portal) : IClassFixture<ReportCheckTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<Result<CheckedFile>> CheckAsync(byte[] file, string zone = "5340", ZoneRole role = ZoneRole.AnprOperator)
    {
        await using var scope = await portal.AsAsync(zone, role);
        return await scope.Get<ReportCheck>().CheckAsync(new MemoryStream(file), Stop);
    }

    async Task<byte[]> IssuedAsync() => await portal.FileAsync(await portal.IssueAsync(await portal.ConfirmedHitAsync("5340"), "5340", "nl"));

    [Fact]
    public async Task The_zones_own_report_is_known_and_the_check_written_down()
    {
        var report = await portal.IssueAsync(await portal.ConfirmedHitAsync("5340"), "5340", "fr");
        var found = (await CheckAsync(await portal.FileAsync(report))).Value!;
        Assert.Equal((CheckOutcome.Issued, report.Id, report.Reference), (found.Outcome, found.Report!.Id, found.Report.Reference));
        var seal = Assert.Single(found.Signatures);
        Assert.True(seal is { Intact: true, ChangedAfter: false, CoversWholeFile: true, Trusted: true, Level: "B-B" }, seal.ToString());
        Assert.Equal(report.SealedBy, seal.Signer);

        var line = Assert.Single(await portal.ListAsync("""select "Purpose"::int, "Details"::text from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where "Action" = 'report.checked' and "ObjectId" = $1""", report.Id));
        Assert.Equal(5, line[0]);
        foreach (var said in new[] { found.Sha256, "issued", report.Reference }) Assert.Contains(said, (string)line[1]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Another_zone_sees_an_intact_file_of_somebody_it_does_not_know()
    {
        var found = (await CheckAsync(await IssuedAsync(), "5344")).Value!;
        Assert.Equal((CheckOutcome.Untrusted, null), (found.Outcome, found.Report));
        Assert.True(Assert.Single(found.Signatures) is { Intact: true, ChangedAfter: false, Trusted: false });
    }

    [Fact]
    public async Task A_single_changed_byte_is_never_passed_over()
    {
        var file = await IssuedAsync();
        var random = new Random(20261120);
        for (var n = 0; n < 30; n++)
        {
            var changed = (byte[])file.Clone();
            var at = random.Next(file.Length);
            changed[at] ^= (byte)(1 << random.Next(8));
            await IsNotBelievedAsync(changed, $"bit of byte {at}");
        }
    }

    [Fact]
    public async Task What_is_appended_or_cut_off_is_seen()
    {
        var file = await IssuedAsync();
        foreach (var junk in new[] { "\n", "%%EOF\n", "junk", "\n1 0 obj\n<<>>\nendobj\nstartxref\n0\n%%EOF\n" }) await IsNotBelievedAsync([.. file, .. Encoding.ASCII.GetBytes(junk)], junk);
        await IsNotBelievedAsync([.. "junk\n"u8, .. file], "before");
        foreach (var rest in new[] { 1, 2, 100, file.Length / 2 }) await IsNotBelievedAsync(file[..^rest], $"without the last {rest}");
    }

    async Task IsNotBelievedAsync(byte[] file, string what)
    {
        var found = await CheckAsync(file);
        Assert.True(found.Error == ReportErrors.FileUnreadable || found.Value?.Outcome is CheckOutcome.Changed or CheckOutcome.Untrusted or CheckOutcome.Unsealed or CheckOutcome.CutBack or CheckOutcome.NotIssued, $"{what}: {found.Value?.Outcome}");
        Assert.Null(found.Value?.Report);
    }

    [Fact]
    public async Task Sealed_files_from_elsewhere_are_judged_by_who_vouches_for_them()
    {
        await IsAsync(CheckOutcome.Sound, await TestSeals.SealAsync(SamplePdf.Create())); // below the zone's own root
        await IsAsync(CheckOutcome.Sound, await TestSeals.SealAsync(SamplePdf.Create(), key: Fixture.KeyOf(Fixture.Known)));
        await IsAsync(CheckOutcome.Expired, await TestSeals.SealAsync(SamplePdf.Create(), key: Fixture.KeyOf(Fixture.Old)));
        using var stranger = new DemoAuthority(TimeProvider.System, "Stranger");
        var strange = Fixture.KeyOf(stranger);
        await IsAsync(CheckOutcome.Untrusted, await TestSeals.SealAsync(SamplePdf.Create(), key: strange));
        await IsAsync(CheckOutcome.Untrusted, await TestSeals.SealAsync(await TestSeals.SealAsync(SamplePdf.Create()), "Second", strange));
        await IsAsync(CheckOutcome.Sound, await TestSeals.SealAsync(await TestSeals.SealAsync(SamplePdf.Create()), "Second", Fixture.KeyOf(Fixture.Known)));
    }

    async Task IsAsync(CheckOutcome outcome, byte[] file)
    {
        var found = (await CheckAsync(file)).Value!;
        Assert.Equal((outcome, null, Convert.ToHexStringLower(SHA256.HashData(file))), (found.Outcome, found.Report, found.Sha256));
    }

    [Fact]
    public async Task Own_seals_without_their_root_are_known_by_the_file_alone()
    {
        var whole = X509CertificateLoader.LoadPkcs12Collection(TestSeals.Authority.IssueSeal(new("Rootless", "NTRBE-0999529199"), ""), "", X509KeyStorageFlags.EphemeralKeySet | X509KeyStorageFlags.Exportable);
        var rootless = new X509Certificate2Collection(whole.Where(c => c.Subject != c.Issuer).ToArray()).ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "");
        await using (var administrator = await portal.AsAsync("5291", ZoneRole.ZoneAdministrator)) Assert.True((await administrator.Get<SealKeyService>().AddAsync(rootless, "", Stop)).Succeeded);
        var report = await portal.IssueAsync(await portal.ConfirmedHitAsync("5291"), "5291", "de");
        var found = (await CheckAsync(await portal.FileAsync(report), "5291")).Value!;
        Assert.Equal(CheckOutcome.Issued, found.Outcome);
        Assert.True(Assert.Single(found.Signatures) is { Intact: true, ChangedAfter: false, Trusted: false }); // its root belongs in Reports:Anchors
    }

    [Fact]
    public async Task A_file_without_seal_has_none_and_what_is_no_PDF_is_unreadable()
    {
        await IsAsync(CheckOutcome.Unsealed, SamplePdf.Create());
        foreach (var file in new[] { [], "hello"u8.ToArray(), "%PDF-1.7\n%%EOF"u8.ToArray(), RandomNumberGenerator.GetBytes(5000) })
        {
            Assert.Equal(ReportErrors.FileUnreadable, (await CheckAsync(file)).Error);
            Assert.Equal(1L, await portal.AskAsync<long>("""select count(*) from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where "Action" = 'report.checked' and "Details"::text like '%unreadable%' and "Details"::text like $1""", $"%{Convert.ToHexStringLower(SHA256.HashData(file))}%"));
        }
    }

    [Fact]
    public async Task A_file_without_end_is_read_to_the_bound_only()
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        using var endless = new Endless();
        Assert.Equal("reports.file_too_large", (await scope.Get<ReportCheck>().CheckAsync(endless, Stop)).Error?.Code);
        Assert.InRange(endless.Position, ReportCheck.MostBytes, ReportCheck.MostBytes + (1 << 20));
    }

    [Theory]
    [InlineData(ZoneRole.Member)]
    [InlineData(ZoneRole.ZoneAdministrator)]
    public async Task Who_may_not_see_reports_checks_none(ZoneRole role) => Assert.Equal(Error.Forbidden, (await CheckAsync(SamplePdf.Create(), role: role)).Error);

    sealed class Endless : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position { get; set; }

        public override int Read(byte[] buffer, int offset, int count)
        {
            Position += count;
            return count;
        }

        public override void Flush()
        {
        }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    /// <summary>Zone 5340 has a seal; a folder holds the roots of two authorities more, one of whose certificates have ended.</summary>
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        readonly TemporaryFolder folder = new();

        internal static DemoAuthority Known { get; } = new(TimeProvider.System, "Known");

        internal static DemoAuthority Old { get; } = new(new FourYearsAgo(), "Old");

        protected override IEnumerable<string> Settings => ["--Reports:Anchors=" + folder.Path];

        internal static Pkcs12SigningKey KeyOf(DemoAuthority authority) => Pkcs12SigningKey.Load(authority.IssueSeal(new("Somebody", "NTRBE-0999888877"), ""), "");

        public override async ValueTask InitializeAsync()
        {
            await folder.WriteAsync("known.crt", Encoding.ASCII.GetBytes(Known.Root.Pem()));
            await folder.WriteAsync("old.der", Old.Root.RawData);
            await base.InitializeAsync();
            await this.GiveSealAsync("5340");
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            GC.SuppressFinalize(this);
            folder.Dispose();
        }

        sealed class FourYearsAgo : TimeProvider
        {
            public override DateTimeOffset GetUtcNow() => base.GetUtcNow().AddYears(-4);
        }
    }
}
