using System.Net;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Reports;
using Portal.Reports.Verification;
using Portal.Tenants;

namespace Portal.Tests.Reports;

/// <summary>What receivers are told, and what they are not: by reference and code, and by the file.</summary>
public sealed class PublicVerificationTests(PublicVerificationTests.Fixture portal) : IClassFixture<PublicVerificationTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<Report> NoteAsync(string zone = "5340", string text = "secret words", Guid? replaces = null) => await portal.SealedAsync(zone, await portal.OrderNoteAsync(zone, text, replaces));

    PublicVerification Verification => portal.Root.GetRequiredService<PublicVerification>();

    [Fact]
    public async Task The_page_says_valid_withdrawn_or_replaced_and_shows_nothing_of_the_content()
    {
        var first = await NoteAsync();
        using var visitor = new Visitor(portal);
        async Task SaysAsync(string language, string says)
        {
            var page = await visitor.GetAsync($"/verify/{first.Reference.Replace('/', '-')}/{first.VerificationCode}", language);
            Assert.Equal(200, page.Status);
            Assert.StartsWith("no-store", page.Headers["Cache-Control"], StringComparison.Ordinal);
            var text = WebUtility.HtmlDecode(page.Body);
            Assert.Contains(says, text, StringComparison.Ordinal);
            Assert.Contains(first.Reference, text, StringComparison.Ordinal);
            foreach (var never in new[] { "secret words", first.Title, TestPeople.Of("5340", ZoneRole.AnprOperator).Name, Convert.ToHexStringLower(first.Sha256), first.SubjectId.ToString(), "a mistake" }) Assert.DoesNotContain(never, text, StringComparison.Ordinal);
        }

        foreach (var (language, says) in new[] { ("nl", "Geldig."), ("fr", "Valable."), ("de", "Gültig."), ("en", "Valid.") }) await SaysAsync(language, says);
        await NoteAsync(replaces: first.Id);
        foreach (var (language, says) in new[] { ("nl", "Vervangen."), ("fr", "Remplacé."), ("de", "Ersetzt."), ("en", "Replaced.") }) await SaysAsync(language, says);
        await using (var supervisor = await portal.AsAsync("5340", ZoneRole.AnprSupervisor)) Assert.True((await supervisor.Get<ReportDecisions>().WithdrawAsync(first.Id, "a mistake", Stop)).Succeeded);
        foreach (var (language, says) in new[] { ("nl", "Ingetrokken."), ("fr", "Retiré."), ("de", "Zurückgezogen."), ("en", "Withdrawn.") }) await SaysAsync(language, says);
    }

    [Fact]
    public async Task A_wrong_code_and_an_unknown_reference_are_answered_alike()
    {
        var report = await NoteAsync();
        var wrong = new string([.. report.VerificationCode.Select((c, n) => n == 0 ? c == 'A' ? 'B' : 'A' : c)]);
        var answers = new List<PublicVerdict>();
        foreach (var (reference, code) in new[]
        {
            (report.Reference, wrong), (report.Reference, ""), (report.Reference, null), (report.Reference, report.VerificationCode[..^1]), (report.Reference, report.VerificationCode + "A"), ("5340/2026/999999", report.VerificationCode),
            ("9999/2026/1", report.VerificationCode), ("", report.VerificationCode), (null, null), ("5340/2026/1 or 1=1", "x"), (new string('5', 5000), new string('A', 5000)),
        }) answers.Add(await Verification.ByCodeAsync(reference, code, Stop));
        Assert.All(answers, a => Assert.Equal(new PublicVerdict(PublicOutcome.Unknown), a));

        // However it is written.
        foreach (var (reference, code) in new[] { (report.Reference, report.VerificationCode), (report.Reference.Replace('/', '-'), report.VerificationCode.ToLowerInvariant()), (report.Reference, string.Join('-', report.VerificationCode.Chunk(4).Select(c => new string(c)))) })
            Assert.Equal(PublicOutcome.Valid, (await Verification.ByCodeAsync(reference, code, Stop)).Outcome);

        using var visitor = new Visitor(portal);
        var (one, other) = (await visitor.GetAsync($"/verify/{report.Reference.Replace('/', '-')}/{wrong}", "nl"), await visitor.GetAsync($"/verify/5340-2001-1/{wrong}", "nl"));
        Assert.Equal(WebUtility.HtmlDecode(one.Body).Split("id=\"verdict\"")[1].Split("</p>")[0], WebUtility.HtmlDecode(other.Body).Split("id=\"verdict\"")[1].Split("</p>")[0]);
    }

    [Fact]
    public async Task A_file_is_told_from_one_that_was_cut_back_or_added_to()
    {
        var report = await NoteAsync("5344");
        var file = await portal.FileAsync(report);
        async Task<PublicVerdict> SaysAsync(byte[] bytes) => (await Verification.ByFileAsync(new MemoryStream(bytes), Stop)).Value!;
        Assert.Equal(new PublicVerdict(PublicOutcome.Valid, "5344", report.Reference, report.SealedAt), await SaysAsync(file) with { });
        var unsealed = Unsealed(file);
        Assert.Equal(new PublicVerdict(PublicOutcome.CutBack, "5344", report.Reference), await SaysAsync(unsealed));
        Assert.Equal(PublicOutcome.CutBack, (await SaysAsync(file[..^1])).Outcome);
        Assert.Equal(PublicOutcome.Added, (await SaysAsync([.. file, .. "\nmore"u8])).Outcome);
        Assert.Equal(new PublicVerdict(PublicOutcome.Unknown), await SaysAsync(SamplePdf.Create()));
        Assert.Equal(new PublicVerdict(PublicOutcome.Unknown), await SaysAsync([])); // nothing at all
        // Who only guesses a reference learns nothing.
        var guess = Encoding.ASCII.GetBytes($"%PDF-1.7\n<dc:identifier>{report.Reference}</dc:identifier>" + new string(' ', 2000));
        Assert.Equal(new PublicVerdict(PublicOutcome.Unknown), await SaysAsync(guess));
        Assert.Equal("reports.file_too_large", (await Verification.ByFileAsync(new MemoryStream(new byte[ReportCheck.MostBytes + 1]), Stop)).Error?.Code);
    }

    [Fact]
    public async Task The_page_takes_a_file_without_scripts()
    {
        var report = await NoteAsync("5344");
        using var visitor = new Visitor(portal);
        var page = await visitor.GetAsync("/verify", "fr");
        string Field(string name) => WebUtility.HtmlDecode(page.Body.Split($"name=\"{name}\" value=\"")[1].Split('"')[0]);
        using var form = new MultipartFormDataContent
        {
            { new StringContent(Field("_handler")), "_handler" },
            { new StringContent(Field("__RequestVerificationToken")), "__RequestVerificationToken" },
            { new ByteArrayContent(await portal.FileAsync(report)), "Upload", "report.pdf" },
        };
        using var post = new HttpRequestMessage(HttpMethod.Post, "/verify") { Content = form };
        post.Headers.Add("Accept-Language", "fr");
        var answer = await visitor.SendAsync(post);
        Assert.Equal(200, answer.Status);
        Assert.Contains("Valable.", WebUtility.HtmlDecode(answer.Body), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_zones_own_check_names_the_report_that_was_cut_back_and_the_revision_that_changed_one()
    {
        var report = await NoteAsync();
        var file = await portal.FileAsync(report);
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        async Task<CheckedFile> CheckAsync(byte[] bytes) => (await scope.Get<ReportCheck>().CheckAsync(new MemoryStream(bytes), Stop)).Value!;
        var cut = await CheckAsync(Unsealed(file));
        Assert.Equal((CheckOutcome.CutBack, null, report.Id), (cut.Outcome, cut.Report, cut.Named!.Id));
        Assert.Empty(cut.Signatures);
        var other = (byte[])Unsealed(file).Clone();
        other[^30] ^= 1;
        Assert.Equal((CheckOutcome.NotIssued, report.Id), ((await CheckAsync(other)).Outcome, (await CheckAsync(other)).Named!.Id));

        // A third revision replaces the first page.
        var page = Regex.Match(Encoding.Latin1.GetString(file), @"(?<number>\d+ 0) obj\s*(?<page><<[^<]*?/Type\s*/Page\b(?!s).*?)\s*endobj", RegexOptions.Singleline | RegexOptions.ExplicitCapture);
        var changed = await CheckAsync(SamplePdf.Append(file, (page.Groups["number"].Value, page.Groups["page"].Value[..^2] + "/Rotate 90>>")));
        Assert.Equal((CheckOutcome.Changed, report.Id), (changed.Outcome, changed.Named!.Id));
        Assert.Equal(new LaterFinding(3, 3, LaterChange.Changed, ChangedThing.Page), Assert.Single(changed.Signatures).Later);
    }

    /// <summary>The file as it was before the seal: its first revision.</summary>
    static byte[] Unsealed(byte[] file) => file[..(file.AsSpan().IndexOf("%%EOF\n"u8) + 6)];

    public sealed class Fixture(Cluster cluster) : SealingPortal(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", "5344" }) await this.GiveSealAsync(zone);
        }
    }
}

/// <summary>Strangers may ask so often and no oftener.</summary>
public sealed class PublicVerificationLimitTests(PublicVerificationLimitTests.Fixture portal) : IClassFixture<PublicVerificationLimitTests.Fixture>
{
    [Fact]
    public async Task Codes_cannot_be_tried_out()
    {
        using var visitor = new Visitor(portal);
        var statuses = new List<int>();
        for (var n = 0; n < 6; n++) statuses.Add((await visitor.GetAsync($"/verify/5340-2026-1/AAAA{n}")).Status);
        Assert.Contains(429, statuses);
        Assert.Equal(200, statuses[0]);
    }

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        protected override IEnumerable<string> Settings => ["--Portal:Limits:PerVerifier=3"];
    }
}
