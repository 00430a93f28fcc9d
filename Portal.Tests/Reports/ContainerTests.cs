using System.IO.Compression;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Reports;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>Finding reports, withdrawing and replacing them, and what goes to Justice. Every test issues its own.</summary>
public sealed class ContainerTests(ContainerTests.Fixture portal) : IClassFixture<ContainerTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<Report> NoteAsync(string zone, string text = "a note", Guid? replaces = null) => await portal.SealedAsync(zone, await portal.OrderNoteAsync(zone, text, replaces));

    [Fact]
    public async Task Filters_find_by_kind_state_language_title_and_reference_and_the_export_holds_the_same()
    {
        var first = await NoteAsync("5340");
        var second = await NoteAsync("5340", "second", first.Id);
        var gone = await NoteAsync("5340");
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        Assert.True((await scope.Get<ReportDecisions>().WithdrawAsync(gone.Id, "a mistake", Stop)).Succeeded);
        var queries = scope.Get<ReportQueries>();
        async Task FindsAsync(ReportFilter filter, params Report[] expected)
        {
            Report[] mine = [first, second, gone];
            foreach (var rows in new[] { await queries.ListAsync(filter, stop: Stop), await queries.ExportAsync(filter, Stop) })
                Assert.Equal(expected.Select(r => r.Id).Order(), rows.Select(r => r.Id).Where(id => mine.Any(m => m.Id == id)).Order());
        }

        await FindsAsync(new(), first, second, gone);
        await FindsAsync(new(State: ReportState.Valid), second);
        await FindsAsync(new(State: ReportState.Replaced), first);
        await FindsAsync(new(State: ReportState.Withdrawn), gone);
        await FindsAsync(new(Kind: ReportKind.Free), first, second, gone);
        await FindsAsync(new(Kind: ReportKind.Hit));
        await FindsAsync(new(Language: "nl"), first, second, gone);
        await FindsAsync(new(Language: "fr"));
        await FindsAsync(new(Search: first.Title.ToUpperInvariant()), first, second, gone);
        await FindsAsync(new(Search: "100%_"));
        await FindsAsync(new(Reference: second.Reference), second);
        Assert.True(await portal.AskAsync<long>("""select count(*) from audit_lines where "Action" = 'report.exported'""") > 0);

        var (older, newer) = ((await queries.AfterwardsAsync(second.Id, Stop))!, (await queries.AfterwardsAsync(first.Id, Stop))!);
        Assert.Equal((first.Id, 1), (older.Older!.Id, older.Older.Edition));
        Assert.Equal((second.Id, 2), (newer.Newer!.Id, newer.Newer.Edition));
    }

    [Fact]
    public async Task A_withdrawal_keeps_the_trace_and_is_final()
    {
        var report = await NoteAsync("5340");
        await using (var operators = await portal.AsAsync("5340", ZoneRole.AnprOperator)) Assert.Equal(Error.Forbidden, (await operators.Get<ReportDecisions>().WithdrawAsync(report.Id, "why", Stop)).Error);
        await using (var elsewhere = await portal.AsAsync("5344", ZoneRole.AnprSupervisor)) Assert.Equal(Error.NotFound, (await elsewhere.Get<ReportDecisions>().WithdrawAsync(report.Id, "why", Stop)).Error);
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        var decisions = scope.Get<ReportDecisions>();
        foreach (var reason in new[] { null, "  ", new string('x', Report.ReasonLength + 1) }) Assert.Equal("reports.reason_needed", (await decisions.WithdrawAsync(report.Id, reason, Stop)).Error?.Code);
        Assert.True((await decisions.WithdrawAsync(report.Id, " wrong person ", Stop)).Succeeded);
        Assert.Equal(ReportErrors.AlreadyWithdrawn, (await decisions.WithdrawAsync(report.Id, "again", Stop)).Error);
        Assert.Equal(ReportErrors.AlreadyWithdrawn, (await decisions.ReleaseAsync(report.Id, "file 1", Stop)).Error);
        var told = (await scope.Get<ReportQueries>().AfterwardsAsync(report.Id, Stop))!;
        Assert.Equal(("wrong person", TestPeople.Of("5340", ZoneRole.AnprSupervisor).Name), (told.WithdrawnReason, told.WithdrawnBy));
        Assert.Equal(report.Sha256, SHA256.HashData(await portal.FileAsync(report))); // it can still be opened
        Assert.Equal([["report.withdrawn", "wrong person"]], await portal.ListAsync("""select "Action", "Reason" from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where "ObjectId" = $1 and "Action" like '%withdrawn'""", report.Id));
    }

    [Fact]
    public async Task Reports_about_the_audit_are_for_who_reads_the_audit()
    {
        await using (var owner = Portal.Persistence.Providers.Postgres.PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            var now = TimeProvider.System.GetUtcNow();
            var proof = new Report("5291", ReportKind.AuditProof, 2001, 1, "de", "Nachweis", Guid.NewGuid(), TestPeople.Of("5291", ZoneRole.DataProtectionOfficer).Id, [9], 1, "seal", Brussels.DayOf(now).AddDays(9), "C", now);
            owner.AddRange(proof, new ReportFile(proof, [1]));
            await owner.SaveChangesAsync(Stop);
        }

        var id = await portal.AskAsync<Guid>("""select "Id" from reports where "Year" = 2001 and "Tenant" = '5291'""");
        foreach (var (role, sees) in new[] { (ZoneRole.AnprOperator, false), (ZoneRole.ReportSupervisor, false), (ZoneRole.AnprSupervisor, true), (ZoneRole.DataProtectionOfficer, true), (ZoneRole.Member, false), (ZoneRole.ZoneAdministrator, false) })
        {
            await using var scope = await portal.AsAsync("5291", role);
            Assert.Equal(sees, (await scope.Get<ReportQueries>().OpenAsync(id, Stop)).Succeeded);
            Assert.Equal(sees, await scope.Get<ReportQueries>().FindAsync(id, Stop) is not null);
        }
    }

    [Fact]
    public async Task Nobody_but_Justice_sees_what_was_handed_over_and_Justice_nothing_else()
    {
        var (given, kept) = (await NoteAsync("5344"), await NoteAsync("5344"));
        await ReleaseAsync(given);
        await using (var justice = await JusticeAsync())
        {
            var rows = await justice.Get<JusticeQueries>().ListAsync(new("5344", ReportKind.Free, given.Reference, Unread: true), stop: Stop);
            Assert.Equal([given.Id], rows.Select(r => r.Id));
            Assert.Null(rows[0].ReadAt);
            Assert.Equal(Error.NotFound, (await justice.Get<JusticeService>().TakeAsync(kept.Id, Stop)).Error);
            Assert.Equal(Error.NotFound, (await justice.Get<JusticeService>().BeginAsync([kept.Id], Stop)).Error);
            // Past the portal's own filters too.
            await using var db = justice.Context();
            Assert.Empty(await db.Set<Report>().IgnoreQueryFilters().Where(r => r.Id == kept.Id).ToListAsync(Stop));
            Assert.Empty(await db.Set<ReportFile>().IgnoreQueryFilters().Where(r => r.ReportId == kept.Id).ToListAsync(Stop));
            Assert.Single(await db.Set<Report>().IgnoreQueryFilters().Where(r => r.Id == given.Id).ToListAsync(Stop));
            Assert.Equal(0, await db.Set<Report>().IgnoreQueryFilters().Where(r => r.Id == given.Id).ExecuteUpdateAsync(r => r.SetProperty(x => x.Title, "changed"), Stop)); // to be read, never changed
        }

        foreach (var role in ZoneRoles.In(TenantKind.FederalPolice).Where(r => r != ZoneRole.JusticeReader))
        {
            await using var other = await portal.AsAsync(TenantInfo.FederalCode, role);
            Assert.Empty(await other.Get<JusticeQueries>().ListAsync(new(), stop: Stop));
            Assert.Equal(Error.NotFound, (await other.Get<JusticeService>().TakeAsync(given.Id, Stop)).Error);
            Assert.Equal(Error.NotFound, (await other.Get<JusticeService>().BeginAsync([given.Id], Stop)).Error);
        }

        foreach (var role in ZoneRoles.In(TenantKind.Zone))
        {
            await using var other = await portal.AsAsync("5340", role);
            Assert.Empty(await other.Get<JusticeQueries>().ListAsync(new(), stop: Stop));
            Assert.Equal(Error.NotFound, (await other.Get<JusticeService>().TakeAsync(given.Id, Stop)).Error);
            await using var db = other.Context();
            Assert.Empty(await db.Set<Report>().IgnoreQueryFilters().Where(r => r.Id == given.Id).ToListAsync(Stop));
        }

        Assert.Equal(0L, await portal.AskAsync<long>("""select count(*) from report_receipts where "ReportId" = any($1)""", new[] { given.Id, kept.Id }));
    }

    [Fact]
    public async Task Taking_one_along_leaves_a_receipt_and_a_line_on_both_sides()
    {
        var report = await NoteAsync("5344");
        await ReleaseAsync(report);
        await using (var justice = await portal.AsAsync(TenantInfo.FederalCode, ZoneRole.JusticeReader))
        {
            await justice.Get<PurposeService>().EndShiftAsync(Stop);
            Assert.Equal(PurposeErrors.Needed, (await justice.Get<JusticeService>().TakeAsync(report.Id, Stop)).Error);
            Assert.Empty(await justice.Get<JusticeQueries>().ListAsync(new(), stop: Stop));
        }

        await using (var justice = await JusticeAsync())
        {
            var taken = await justice.Get<JusticeService>().TakeAsync(report.Id, Stop);
            Assert.Equal(report.Sha256, SHA256.HashData(taken.Value!.Content));
            Assert.NotNull((await justice.Get<JusticeQueries>().ListAsync(new(Reference: report.Reference, Zone: "5344"), stop: Stop)).Single().ReadAt);
            Assert.DoesNotContain(await justice.Get<JusticeQueries>().ListAsync(new(Unread: true), stop: Stop), r => r.Id == report.Id);
        }

        var reader = TestPeople.Of(TenantInfo.FederalCode, ZoneRole.JusticeReader);
        await using var zone = await portal.AsAsync("5344", ZoneRole.AnprOperator);
        var receipt = Assert.Single((await zone.Get<ReportQueries>().AfterwardsAsync(report.Id, Stop))!.Receipts);
        Assert.Equal((reader.Name, false, Convert.ToHexStringLower(report.Sha256)), (receipt.Reader, receipt.InPackage, receipt.Sha256));
        Assert.Equal([["0000", reader.Id, "J-1"], ["5344", reader.Id, "J-1"]], await portal.ListAsync("""
            select l."Tenant", "PersonId", "CaseNumber" from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where "Action" = 'report.taken_by_justice' and "ObjectId" = $1 order by 1
            """, report.Id));
    }

    [Fact]
    public async Task A_package_holds_the_files_what_they_are_and_their_checksums()
    {
        var (one, two, kept) = (await NoteAsync("5344"), await NoteAsync("5291"), await NoteAsync("5291"));
        await ReleaseAsync(one);
        await ReleaseAsync(two);
        await using (await JusticeAsync()) { } // a purpose
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of(TenantInfo.FederalCode, ZoneRole.JusticeReader).Email);
        Assert.Equal(400, (await visitor.GetAsync("/federal/justice/package")).Status);
        Assert.Equal(400, (await visitor.GetAsync("/federal/justice/package?" + string.Join('&', Enumerable.Range(0, JusticeService.MostReports + 1).Select(_ => "report=" + Guid.NewGuid())))).Status);
        Assert.Equal(404, (await visitor.GetAsync("/federal/justice/package?report=" + kept.Id)).Status);
        var bytes = await visitor.BytesAsync($"/federal/justice/package?report={one.Id}&report={two.Id}&report={kept.Id}");
        using var zip = new ZipArchive(new MemoryStream(bytes));
        var (first, second) = ($"{one.Reference.Replace('/', '-')}-nl.pdf", $"{two.Reference.Replace('/', '-')}-de.pdf");
        Assert.Equal([second, first, "manifest.json", "SHA256SUMS"], zip.Entries.Select(e => e.FullName)); // by zone
        Assert.Equal($"{Convert.ToHexStringLower(two.Sha256)}  {second}\n{Convert.ToHexStringLower(one.Sha256)}  {first}\n", Encoding.ASCII.GetString(Read(zip, "SHA256SUMS")));
        Assert.Equal(one.Sha256, SHA256.HashData(Read(zip, first)));
        var manifest = JsonElement.Parse(Read(zip, "manifest.json"));
        Assert.Equal([two.Reference, one.Reference], manifest.GetProperty("reports").EnumerateArray().Select(r => r.GetProperty("reference").GetString()));
        Assert.Equal("J-1", manifest.GetProperty("caseNumber").GetString());
        Assert.Equal([[manifest.GetProperty("package").GetGuid(), 2L]], await portal.ListAsync("""select "PackageId", count(*) from report_receipts where "ReportId" = any($1) group by 1""", new[] { one.Id, two.Id, kept.Id }));

        using var stranger = new Visitor(portal);
        await stranger.SignInAsync(TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator).Email);
        foreach (var path in new[] { "/federal/justice", $"/federal/justice/{one.Id}/file", $"/federal/justice/package?report={one.Id}" }) Assert.Equal(404, (await stranger.GetAsync(path)).Status);
    }

    static byte[] Read(ZipArchive zip, string name)
    {
        using var read = new MemoryStream();
        using var entry = zip.GetEntry(name)!.Open();
        entry.CopyTo(read);
        return read.ToArray();
    }

    async Task ReleaseAsync(Report report)
    {
        await using var scope = await portal.AsAsync(report.Tenant, ZoneRole.AnprSupervisor);
        var done = await scope.Get<ReportDecisions>().ReleaseAsync(report.Id, "BR.1/2026", Stop);
        Assert.True(done.Succeeded, done.Error?.Code);
        Assert.Equal(ReportErrors.AlreadyReleased, (await scope.Get<ReportDecisions>().ReleaseAsync(report.Id, "again", Stop)).Error);
    }

    /// <summary>A reader of Justice who has chosen a purpose.</summary>
    async Task<ActingScope> JusticeAsync()
    {
        var scope = await portal.AsAsync(TenantInfo.FederalCode, ZoneRole.JusticeReader);
        Assert.True((await scope.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Prosecution, "J-1", 8, Stop)).Succeeded);
        return scope;
    }

    public sealed class Fixture(Cluster cluster) : SealingPortal(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", "5344", "5291" }) await this.GiveSealAsync(zone);
        }
    }
}
