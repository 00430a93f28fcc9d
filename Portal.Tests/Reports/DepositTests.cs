using System.Diagnostics;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Portal.Common;
using Portal.Identity.Keys;
using Portal.Reports;
using Portal.Reports.Verification;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>Other police applications deposit documents. Each test has keys and references of its own.</summary>
public sealed class DepositTests(DepositTests.Fixture portal) : IClassFixture<DepositTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static readonly HttpClient Http = new();

    /// <summary>From the first byte sent to the answer, on a machine that does other things too.</summary>
    static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    static int number;

    readonly string reference = $"doc-{Interlocked.Increment(ref number)}:A.1_x";

    [Fact]
    public async Task A_deposited_document_is_sealed_kept_and_given_back()
    {
        var key = await KeyAsync("5340");
        var pdf = await OfAnotherProgramAsync();
        var (status, body, place) = await PostAsync(key, reference, pdf);
        Assert.Equal((201, $"/api/v1/reports/{reference}", 0), (status, place, body.GetProperty("signatures").GetInt32()));
        var state = await SealedAsync(key, reference);
        var sealedFile = await FileAsync(key, reference);
        Assert.Equal(state.GetProperty("sha256").GetString(), Convert.ToHexStringLower(SHA256.HashData(sealedFile)));
        Assert.True(sealedFile.AsSpan().StartsWith(pdf)); // what was deposited is in it, byte by byte
        using (var folder = new TemporaryFolder())
        {
            var path = await folder.WriteAsync("sealed.pdf", sealedFile);
            Assert.Equal(0, (await ExternalTool.RunAsync("qpdf", "--check", path)).Code);
            var (_, said) = await ExternalTool.RunAsync("pdfsig", "-nocert", path);
            Assert.Contains("Signature is Valid", said, StringComparison.Ordinal);
            Assert.Contains("Zone 5340", said, StringComparison.Ordinal);
        }

        var seal = Assert.Single(PdfVerifier.Verify(sealedFile, new(TestSeals.Authority.Root), TestSeals.Now).Signatures);
        Assert.True(seal is { Intact: true, ChangedAfter: false, Trusted: true, CoversWholeFile: true }, seal.ToString());
        Assert.Contains("/verify/", state.GetProperty("verificationAddress").GetString(), StringComparison.Ordinal);

        // It is a report like the others, by no person.
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        var row = Assert.Single(await scope.Get<ReportQueries>().ListAsync(new(Reference: state.GetProperty("reference").GetString(), Kind: ReportKind.Deposited), stop: Stop));
        Assert.Equal(("", reference, "a document"), (row.Author, row.ExternalReference, row.Title));
        Assert.Equal([["report.deposited"], ["report.sealed"]], await portal.ListAsync("""
            select "Action" from audit_lines where "KeyId" is not null and "PersonId" is null and "ObjectId" in (select "Id" from report_orders where "ExternalReference" = $1 union select "ReportId" from report_orders where "ExternalReference" = $1) and "Action" <> 'report.opened' order by 1
            """, reference));
    }

    [Fact]
    public async Task Asked_again_the_answer_is_the_same_and_another_file_is_refused()
    {
        var (key, pdf) = (await KeyAsync("5340"), SamplePdf.Create());
        var many = await Task.WhenAll(Enumerable.Range(0, 6).Select(_ => PostAsync(key, reference, pdf)));
        Assert.Equal([200, 200, 200, 200, 200, 201], many.Select(a => a.Status).Order());
        Assert.Equal(1L, await portal.AskAsync<long>("""select count(*) from report_orders where "ExternalReference" = $1""", reference));
        var other = await PostAsync(key, reference, [.. pdf, .. "\n"u8]);
        Assert.Equal((409, "reports.deposit_differs"), (other.Status, other.Body.GetProperty("code").GetString()));
        await SealedAsync(key, reference);
        await portal.ListAsync("""delete from report_orders where "ExternalReference" = $1""", reference); // its days are over
        var (status, body, _) = await PostAsync(key, reference, pdf);
        Assert.Equal((200, "sealed"), (status, body.GetProperty("state").GetProperty("state").GetString()));
        Assert.Equal(409, (await PostAsync(key, reference, await OfAnotherProgramAsync())).Status);

        // Another application has its own references, and another zone its own applications.
        var (second, elsewhere) = (await KeyAsync("5340"), await KeyAsync("5344"));
        foreach (var stranger in new[] { second, elsewhere }) Assert.Equal(404, (await GetAsync(stranger, reference)).Status);
        Assert.Equal(201, (await PostAsync(second, reference, pdf)).Status);
    }

    [Fact]
    public async Task Signatures_that_were_there_stay_whole()
    {
        var key = await KeyAsync("5340");
        using var stranger = new Portal.Reports.Signing.DemoAuthority(TimeProvider.System, "Stranger");
        using var own = Portal.Reports.Signing.Pkcs12SigningKey.Load(stranger.IssueSeal(new("Court", "NTRBE-0999888811"), ""), "");
        var signed = await TestSeals.SealAsync(SamplePdf.Create(), key: own);
        var (status, body, _) = await PostAsync(key, reference, signed);
        Assert.Equal((201, 1), (status, body.GetProperty("signatures").GetInt32()));
        await SealedAsync(key, reference);
        var found = PdfVerifier.Verify(await FileAsync(key, reference), new(TestSeals.Authority.Root, stranger.Root), TestSeals.Now).Signatures;
        Assert.Equal(2, found.Count);
        Assert.All(found, s => Assert.True(s is { Intact: true, ChangedAfter: false, Trusted: true }, s.ToString()));
        using var folder = new TemporaryFolder();
        var (exit, said) = await ExternalTool.RunAsync("pdfsig", "-nocert", await folder.WriteAsync("two.pdf", await FileAsync(key, reference)));
        Assert.Equal(2, said.Split("Signature is Valid").Length - 1);
        Assert.Equal(0, exit);
    }

    public static TheoryData<string, string, int> Bad => new()
    {
        { "no pdf", "reports.file_not_pdf", 400 },
        { "empty", "reports.file_not_pdf", 400 },
        { "encrypted", "reports.file_encrypted", 400 },
        { "broken", "reports.file_unreadable", 400 },
        { "huge", "reports.file_too_large", 413 },
        { "inflate bomb in its tables", "reports.file_too_costly", 400 },
        { "inflate bomb in a page", "reports.file_too_costly", 400 },
        { "bomb in a bomb", "reports.file_too_costly", 400 },
        { "thousand revisions", "reports.file_too_costly", 400 },
        { "loop", "reports.file_unreadable", 400 },
        { "closed", "reports.file_closed", 400 },
    };

    [Theory]
    [MemberData(nameof(Bad))]
    public async Task Bad_files_are_refused_soon_cheaply_and_clearly(string what, string code, int status)
    {
        var (key, pdf) = (await KeyAsync("5340"), FileOf(what));
        await PostAsync(key, reference, "warm up"u8.ToArray());
        var (clock, before, most) = (Stopwatch.StartNew(), GC.GetTotalAllocatedBytes(precise: true), 0L);
        using var end = new CancellationTokenSource();
        var watch = Task.Run(async () =>
        {
            var atRest = GC.GetTotalMemory(forceFullCollection: true);
            while (!end.IsCancellationRequested)
            {
                most = Math.Max(most, GC.GetTotalMemory(false) - atRest);
                await Task.Delay(5, CancellationToken.None);
            }
        }, CancellationToken.None);
        clock.Restart();
        var answer = await PostAsync(key, reference, pdf);
        var took = clock.Elapsed;
        await end.CancelAsync();
        await watch;
        TestContext.Current.SendDiagnosticMessage($"{what}: {pdf.Length:N0} bytes, {took.TotalMilliseconds:N0} ms, {(GC.GetTotalAllocatedBytes(true) - before) >> 20} MB allocated, {most >> 20} MB more at most");
        Assert.Equal((status, code), (answer.Status, answer.Body.GetProperty("code").GetString()));
        Assert.InRange(took, TimeSpan.Zero, Patience * 5); // beside the whole suite; alone it is below two seconds
        Assert.InRange(most, long.MinValue, 400L << 20); // a bomb holds gigabytes
        Assert.Equal(0L, await portal.AskAsync<long>("""select count(*) from report_orders where "ExternalReference" = $1""", reference));
    }

    [Fact]
    public async Task What_is_said_of_the_document_is_checked()
    {
        var (key, pdf) = (await KeyAsync("5340"), SamplePdf.Create());
        foreach (var (external, title, language, code) in new[]
        {
            ("", "title", "nl", "reports.external_reference_invalid"), ("a/b", "title", "nl", "reports.external_reference_invalid"), (new string('a', 101), "title", "nl", "reports.external_reference_invalid"),
            (reference, " ", "nl", "reports.title_invalid"), (reference, new string('t', 201), "nl", "reports.title_invalid"), (reference, "title", "de", "reports.language_not_of_zone"),
        })
        {
            var (status, body, _) = await PostAsync(key, external, pdf, title, language);
            Assert.Equal((400, code), (status, body.GetProperty("code").GetString()));
        }

        using var none = new HttpRequestMessage(HttpMethod.Post, portal.Address + "/api/v1/reports") { Content = new StringContent("{}", Encoding.UTF8, "application/json"), Headers = { Authorization = new("Bearer", key) } };
        Assert.Equal("reports.file_missing", (await SendAsync(none)).Body.GetProperty("code").GetString());
    }

    [Fact]
    public async Task A_form_does_as_well_as_a_body()
    {
        var key = await KeyAsync("5344");
        using var form = new MultipartFormDataContent { { new StringContent(reference), "externalReference" }, { new StringContent("by form"), "title" }, { new StringContent("fr"), "language" }, { new ByteArrayContent(SamplePdf.Create()), "file", "a.pdf" } };
        using var post = new HttpRequestMessage(HttpMethod.Post, portal.Address + "/api/v1/reports") { Content = form, Headers = { Authorization = new("Bearer", key) } };
        Assert.Equal(201, (await SendAsync(post)).Status);
        Assert.Equal((404, 409), ((await GetAsync(key, "other")).Status, (await GetAsync(key, reference + "/file")).Status)); // this zone has no seal
        Assert.Equal("waiting", (await GetAsync(key, reference)).Body.GetProperty("state").GetString());
    }

    [Fact]
    public async Task Only_keys_for_it_deposit()
    {
        foreach (var shown in new[] { null, "rubbish", await KeyAsync("5340", Portal.Cameras.CameraPermissions.Read) })
        {
            using var post = new HttpRequestMessage(HttpMethod.Post, $"{portal.Address}/api/v1/reports?externalReference={reference}&title=t") { Content = new ByteArrayContent(SamplePdf.Create()) { Headers = { ContentType = new("application/pdf") } } };
            if (shown is not null) post.Headers.Authorization = new("Bearer", shown);
            Assert.Contains((await SendAsync(post)).Status, new[] { 401, 403 });
        }
    }

    [Fact]
    public async Task The_description_names_every_address_and_nothing_else()
    {
        var described = JsonElement.Parse(await Http.GetStringAsync(new Uri(portal.Address + "/api/v1/openapi.json"), Stop)).GetProperty("paths").EnumerateObject().SelectMany(p => p.Value.EnumerateObject().Select(m => m.Name.ToUpperInvariant() + " " + p.Name));
        var there = Microsoft.Extensions.DependencyInjection.ServiceProviderServiceExtensions.GetRequiredService<Microsoft.AspNetCore.Routing.EndpointDataSource>(portal.Root).Endpoints.OfType<Microsoft.AspNetCore.Routing.RouteEndpoint>()
            .Select(e => (Path: "/" + e.RoutePattern.RawText!.TrimStart('/'), Methods: e.Metadata.OfType<Microsoft.AspNetCore.Routing.HttpMethodMetadata>().SelectMany(m => m.HttpMethods)))
            .Where(e => e.Path.StartsWith("/api/v1/", StringComparison.Ordinal) && !e.Path.Contains("ingest", StringComparison.Ordinal) && !e.Path.EndsWith("openapi.json", StringComparison.Ordinal)).SelectMany(e => e.Methods.Select(m => m + " " + e.Path));
        Assert.Equal(there.Order(StringComparer.Ordinal), described.Order(StringComparer.Ordinal));
    }

    static byte[] FileOf(string what)
    {
        static byte[] Latin(string text) => Encoding.Latin1.GetBytes(text);
        var sample = Encoding.Latin1.GetString(SamplePdf.Create());
        return what switch
        {
            "no pdf" => Latin("hello"),
            "empty" => [],
            "encrypted" => Latin(sample.Replace("/Root", "/Encrypt 5 0 R /Root", StringComparison.Ordinal)),
            "broken" => Latin(sample[..(sample.Length / 2)]),
            "huge" => new byte[DepositService.MostBytes + 1],
            "inflate bomb in its tables" => [.. Latin($"%PDF-1.7\n1 0 obj\n<</Type /XRef /Filter /FlateDecode /W [1 4 2] /Index [0 100000000] /Size 10 /Root 1 0 R /Length {Bomb(1000, 1).Length}>>\nstream\n"), .. Bomb(1000, 1), .. "\nendstream\nendobj\nstartxref\n9\n%%EOF\n"u8],
            "inflate bomb in a page" => WithStream("/FlateDecode", Bomb(2000, 1)),
            "bomb in a bomb" => WithStream("[/FlateDecode /FlateDecode]", Bomb(16_000, 2)),
            "thousand revisions" => Revisions(1000),
            "loop" => Latin("%PDF-1.7\nxref\n0 0\ntrailer<</Prev 9 /Root 1 0 R>>\nstartxref\n9\n%%EOF\n"),
            "closed" => SamplePdf.Write(
                "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [3 0 R]>> /Perms <</DocMDP 4 0 R>>>>", "<</Type /Pages /Kids [] /Count 0>>", "<</FT /Sig /T (a) /V 4 0 R>>",
                "<</Type /Sig /Reference [<</TransformMethod /DocMDP /TransformParams <</P 1>>>>]>>"),
            _ => throw new ArgumentOutOfRangeException(nameof(what)),
        };
    }

    static byte[] WithStream(string filter, byte[] data) => Encoding.Latin1.GetBytes(Encoding.Latin1.GetString(SamplePdf.Write(
        "<</Type /Catalog /Pages 2 0 R>>", "<</Type /Pages /Kids [3 0 R] /Count 1>>", "<</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>>",
        $"<</Filter {filter} /Length {data.Length}>>\nstream\n{Encoding.Latin1.GetString(data)}\nendstream")));

    static byte[] Bomb(int megabytes, int levels)
    {
        using var packed = new MemoryStream();
        using (var zlib = new ZLibStream(packed, CompressionLevel.Fastest))
        {
            var zeros = new byte[1 << 20];
            for (var i = 0; i < megabytes; i++) zlib.Write(zeros);
        }

        if (levels == 1) return packed.ToArray();
        using var twice = new MemoryStream();
        using (var zlib = new ZLibStream(twice, CompressionLevel.Fastest)) zlib.Write(packed.ToArray());
        return twice.ToArray();
    }

    static byte[] Revisions(int count)
    {
        var pdf = new StringBuilder(Encoding.Latin1.GetString(SamplePdf.Create()));
        var previous = int.Parse(pdf.ToString().Split("startxref\n")[^1].Split('\n')[0], CultureInfo.InvariantCulture);
        for (var i = 0; i < count; i++)
        {
            var at = pdf.Length;
            pdf.Append(CultureInfo.InvariantCulture, $"xref\n0 0\ntrailer<</Root 1 0 R /Prev {previous}>>\nstartxref\n{at}\n%%EOF\n");
            previous = at;
        }

        return Encoding.Latin1.GetBytes(pdf.ToString());
    }

    /// <summary>A file with object streams, as other programs write them.</summary>
    static async Task<byte[]> OfAnotherProgramAsync()
    {
        using var folder = new TemporaryFolder();
        var (exit, said) = await ExternalTool.RunAsync("qpdf", "--object-streams=generate", await folder.WriteAsync("in.pdf", SamplePdf.Create()), Path.Combine(folder.Path, "out.pdf"));
        Assert.True(exit is 0 or 3, said);
        return await File.ReadAllBytesAsync(Path.Combine(folder.Path, "out.pdf"), Stop);
    }

    async Task<string> KeyAsync(string zone, string scope = ReportPermissions.Deposit)
    {
        await using var administrator = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        var made = await administrator.Get<ApiKeyService>().CreateAsync($"key {Guid.NewGuid():N}", scope, "tests", Brussels.DayOf(TestSeals.Now).AddDays(100), Stop);
        Assert.True(made.Succeeded, made.Error?.Code);
        return made.Value.Key;
    }

    Task<(int Status, JsonElement Body, string? Place)> PostAsync(string key, string external, byte[] pdf, string title = "a document", string language = "nl") => SendAsync(new(
        HttpMethod.Post, $"{portal.Address}/api/v1/reports?externalReference={Uri.EscapeDataString(external)}&title={Uri.EscapeDataString(title)}&language={language}")
    {
        Content = new ByteArrayContent(pdf) { Headers = { ContentType = new MediaTypeHeaderValue("application/pdf") } },
        Headers = { Authorization = new("Bearer", key) },
    });

    Task<(int Status, JsonElement Body, string? Place)> GetAsync(string key, string path) => SendAsync(new(HttpMethod.Get, $"{portal.Address}/api/v1/reports/{path}") { Headers = { Authorization = new("Bearer", key) } });

    static async Task<(int Status, JsonElement Body, string? Place)> SendAsync(HttpRequestMessage request)
    {
        using var answer = await Http.SendAsync(request, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        return ((int)answer.StatusCode, text.StartsWith('{') ? JsonElement.Parse(text) : default, answer.Headers.Location?.ToString());
    }

    async Task<JsonElement> SealedAsync(string key, string external)
    {
        JsonElement state = default;
        await Eventually.TrueAsync("it is sealed", async () => (state = (await GetAsync(key, external)).Body).GetProperty("state").GetString() == "sealed");
        return state;
    }

    async Task<byte[]> FileAsync(string key, string external)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"{portal.Address}/api/v1/reports/{external}/file") { Headers = { Authorization = new("Bearer", key) } };
        using var answer = await Http.SendAsync(request, Stop);
        Assert.Equal((HttpStatusCode.OK, "application/pdf"), (answer.StatusCode, answer.Content.Headers.ContentType?.MediaType));
        return await answer.Content.ReadAsByteArrayAsync(Stop);
    }

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.GiveSealAsync("5340");
        }
    }
}
