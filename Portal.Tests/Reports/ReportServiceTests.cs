using System.Security.Cryptography;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Common;
using Portal.Reports;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>Reports of hits: who gets one, what the file is to other programs, and what is known of it. Zone 5344 has no seal.</summary>
public sealed class ReportServiceTests(ReportServiceTests.Fixture portal) : IClassFixture<ReportServiceTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("5340", "nl", "Verslag van een treffer")]
    [InlineData("5340", "fr", "Rapport d'un résultat positif")]
    [InlineData("5291", "de", "Bericht über einen Treffer")]
    public async Task The_file_is_sound_to_every_other_program(string zone, string language, string title)
    {
        var report = await portal.IssueAsync(await portal.ConfirmedHitAsync(zone), zone, language);
        var file = await portal.FileAsync(report);
        Assert.Equal(report.Sha256, SHA256.HashData(file));
        Assert.Equal((report.Size, ReportKind.Hit, language, $"Zone {zone} – electronic seal"), (file.Length, report.Kind, report.Language, report.SealedBy));
        Assert.StartsWith(title, report.Title, StringComparison.Ordinal);

        Assert.Contains(report.SealedBy, await OutsideJudges.AcceptAsync(file, TestSeals.Authority.Root.Pem()), StringComparison.Ordinal);
        using var folder = new TemporaryFolder();
        var (_, output) = await ExternalTool.RunAsync("pdftotext", "-layout", await folder.WriteAsync("report.pdf", file), "-");
        foreach (var said in new[] { title, report.Reference, "4-REP-", "TEST-1", TestPeople.Of(zone, ZoneRole.AnprOperator).Name }) Assert.Contains(said, output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_is_sealed_and_opened_is_written_down_with_its_purpose()
    {
        var report = await portal.IssueAsync(await portal.ConfirmedHitAsync("5340"), "5340", "nl");
        await portal.FileAsync(report);
        var lines = await portal.ListAsync("""select "Action", "Purpose"::int, "CaseNumber" from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where "ObjectId" = $1 order by "DoneAt" """, report.Id);
        Assert.Equal([ReportActions.Sealed, ReportActions.Opened], lines.Select(l => l[0]));
        Assert.All(lines, l => Assert.Equal(((int)ConsultationPurpose.Prosecution, "TEST-1"), (l[1], l[2])));
    }

    [Fact]
    public async Task A_report_is_found_by_its_reference_its_end_and_its_day_and_by_nobody_elsewhere()
    {
        var report = await portal.IssueAsync(await portal.ConfirmedHitAsync("5340"), "5340", "fr");
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        var (reports, day) = (scope.Get<ReportQueries>(), Brussels.DayOf(report.SealedAt));
        foreach (var filter in new ReportFilter[] { new(), new(report.Reference), new(FormattableString.Invariant($"{report.Year}/{report.Number}")), new(FormattableString.Invariant($" {report.Number} ")), new(null, day, day) })
            Assert.Contains(await reports.ListAsync(filter, stop: Stop), r => r.Id == report.Id);
        foreach (var filter in new ReportFilter[] { new("2001/" + report.Number), new("no number"), new(null, day.AddDays(1)), new(null, null, day.AddDays(-1)) })
            Assert.DoesNotContain(await reports.ListAsync(filter, stop: Stop), r => r.Id == report.Id);

        foreach (var (zone, role) in new[] { ("5344", ZoneRole.AnprSupervisor), ("5340", ZoneRole.Member), ("5340", ZoneRole.ZoneAdministrator) })
        {
            await using var other = await portal.AsAsync(zone, role);
            Assert.Empty(await other.Get<ReportQueries>().ListAsync(new(), stop: Stop));
            Assert.Null(await other.Get<ReportQueries>().FindAsync(report.Id, Stop));
            Assert.Equal(Error.NotFound, (await other.Get<ReportQueries>().OpenAsync(report.Id, Stop)).Error);
        }
    }

    [Fact]
    public async Task Pages_of_the_list_follow_each_other_without_gap()
    {
        var hit = await portal.ConfirmedHitAsync("5291");
        for (var n = 0; n < 3; n++) await portal.IssueAsync(hit, "5291", "de");
        await using var scope = await portal.AsAsync("5291", ZoneRole.AnprOperator);
        var all = await scope.Get<ReportQueries>().ListAsync(new(), stop: Stop);
        Assert.Equal(all.OrderByDescending(r => r.SealedAt), all);
        for (var n = 0; n < all.Count; n++) Assert.Equal(all.Skip(n + 1), await scope.Get<ReportQueries>().ListAsync(new(), all[n], Stop));
        Assert.Equal(3, (await scope.Get<ReportQueries>().AboutAsync(hit, Stop)).Count);
    }

    [Fact]
    public async Task Without_a_purpose_nothing_is_opened_or_issued()
    {
        var hit = await portal.ConfirmedHitAsync("5340");
        var report = await portal.IssueAsync(hit, "5340", "nl");
        var second = TestPeople.Of("5340", ZoneRole.AnprOperator, 2);
        await portal.WithoutPurposeAsync(second);
        await using var scope = await portal.AsAsync(second);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<ReportQueries>().OpenAsync(report.Id, Stop)).Error);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<HitReportService>().OrderAsync(hit, "nl", Stop)).Error);
        Assert.True((await scope.Get<PurposeService>().AskForAsync<Report>(report.Id, ConsultationPurpose.Prosecution, "C-7", Stop)).Succeeded);
        Assert.True((await scope.Get<ReportQueries>().OpenAsync(report.Id, Stop)).Succeeded);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<HitReportService>().OrderAsync(hit, "nl", Stop)).Error);
    }

    [Fact]
    public async Task The_address_of_the_file_gives_it_for_a_purpose_and_asks_for_one_otherwise()
    {
        var report = await portal.IssueAsync(await portal.ConfirmedHitAsync("5340"), "5340", "nl");
        var path = $"/zones/5340/reports/{report.Id}/file";
        using (var visitor = new Visitor(portal))
        {
            var person = TestPeople.Of("5340", ZoneRole.AnprSupervisor);
            await visitor.SignInAsync(person.Email);
            var given = await visitor.GetAsync(path);
            Assert.Equal((200, "application/pdf", "no-store"), (given.Status, given.Headers["Content-Type"], given.Headers["Cache-Control"]));
            Assert.Contains($"attachment; filename={report.Reference.Replace('/', '-')}-nl.pdf", given.Headers["Content-Disposition"], StringComparison.Ordinal);
            Assert.Equal(404, (await visitor.GetAsync($"/zones/5340/reports/{Guid.NewGuid()}/file")).Status);
            await portal.WithoutPurposeAsync(person);
            var asked = await visitor.GetAsync(path);
            Assert.Equal((302, $"/zones/5340/reports/{report.Id}"), (asked.Status, asked.Location));
        }

        foreach (var (zone, role) in new[] { ("5344", ZoneRole.AnprOperator), ("5340", ZoneRole.Member), ("5340", ZoneRole.ZoneAdministrator) })
        {
            using var visitor = new Visitor(portal);
            await visitor.SignInAsync(TestPeople.Of(zone, role).Email);
            foreach (var address in new[] { path, $"/zones/{zone}/reports/{report.Id}/file" }) Assert.Equal(404, (await visitor.GetAsync(address)).Status);
        }
    }

    [Fact]
    public async Task What_may_not_be_issued_is_not()
    {
        var (confirmed, open, foreign) = (await portal.ConfirmedHitAsync("5340"), await portal.HitAsync("5340"), await portal.ConfirmedHitAsync("5344"));
        await RefusedAsync(ReportErrors.NotALanguageOfTheZone, "5340", ZoneRole.AnprOperator, confirmed, "de");
        await RefusedAsync(ReportErrors.NotALanguageOfTheZone, "5340", ZoneRole.AnprOperator, confirmed, "");
        await RefusedAsync(ReportErrors.HitNotConfirmed, "5340", ZoneRole.AnprOperator, open, "nl");
        await RefusedAsync(Error.NotFound, "5340", ZoneRole.AnprOperator, foreign, "nl");
        await RefusedAsync(Error.NotFound, "5340", ZoneRole.AnprOperator, Guid.NewGuid(), "nl");
        await RefusedAsync(Error.Forbidden, "5340", ZoneRole.ZoneAdministrator, confirmed, "nl");
        await RefusedAsync(Error.Forbidden, "5340", ZoneRole.Member, confirmed, "nl");
        Assert.Equal(0L, await portal.AskAsync<long>("""select count(*) from reports where "SubjectId" = any($1)""", new[] { confirmed, open, foreign }) + await portal.AskAsync<long>("""select count(*) from report_orders where "SubjectId" = any($1)""", new[] { confirmed, open, foreign }));
    }

    async Task RefusedAsync(Error why, string zone, ZoneRole role, Guid hit, string language)
    {
        await using var scope = await portal.AsAsync(zone, role);
        Assert.Equal(why, (await scope.Get<HitReportService>().OrderAsync(hit, language, Stop)).Error);
    }

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", "5291" }) await this.GiveSealAsync(zone);
        }
    }
}
