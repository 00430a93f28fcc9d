using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Drafts;
using Portal.Tenants;
using Portal.Tests.Reports.Pdf;

namespace Portal.Tests.Reports.Drafts;

/// <summary>Drafts: whose they are, what two windows do to each other, which files they take, and what becomes of them.</summary>
public sealed class ReportDraftTests(ReportDraftTests.Fixture portal) : IClassFixture<ReportDraftTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static DraftContent Content(string title, params DraftBlock[] blocks) => new(title, "nl", "BR.1/2026", blocks);

    static DraftBlock Paragraph(string text) => new(Guid.NewGuid(), DraftBlockKind.Paragraph) { Text = text };

    static byte[] Png => new TestPng(24, 16, 2, 8).File();

    async Task<(ActingScope Scope, Guid Id)> DraftAsync(int person = 1)
    {
        var scope = await portal.AsAsync(TestPeople.Of("5340", ZoneRole.AnprOperator, person));
        var begun = await scope.Get<ReportDraftService>().BeginAsync("nl", Stop);
        Assert.True(begun.Succeeded, begun.Error?.Code);
        return (scope, begun.Value);
    }

    static async Task<DraftView> ViewAsync(ActingScope scope, Guid id) => (await scope.Get<ReportDraftQueries>().FindAsync(id, Stop))!;

    [Fact]
    public async Task What_one_window_saves_the_other_does_not_write_over_and_nothing_is_lost()
    {
        var (scope, id) = await DraftAsync();
        await using var _ = scope;
        var service = scope.Get<ReportDraftService>();
        var view = await ViewAsync(scope, id);
        var first = await service.SaveAsync(id, view.Version, Content("Van het ene venster", Paragraph("een")), Stop);
        Assert.True(first.Succeeded, first.Error?.Code);
        var other = Content("Van het andere venster", Paragraph("twee"));
        Assert.Equal(DraftErrors.ChangedMeanwhile, (await service.SaveAsync(id, view.Version, other, Stop)).Error);
        var copy = await service.SaveAsCopyAsync(id, other, Stop);
        Assert.Equal(("Van het ene venster", "een"), ((await ViewAsync(scope, id)).Title, (await ViewAsync(scope, id)).Blocks[0].Text));
        Assert.Equal(("Van het andere venster", "twee"), ((await ViewAsync(scope, copy.Value)).Title, (await ViewAsync(scope, copy.Value)).Blocks[0].Text));
        Assert.True((await service.SaveAsync(id, first.Value, Content("Verder"), Stop)).Succeeded);
    }

    [Fact]
    public async Task Nobody_else_finds_changes_or_deletes_it()
    {
        var (scope, id) = await DraftAsync();
        await using var own = scope;
        await using var colleague = await portal.AsAsync(TestPeople.Of("5340", ZoneRole.AnprOperator, 2));
        await using var elsewhere = await portal.AsAsync("5291", ZoneRole.AnprOperator);
        foreach (var other in new[] { colleague, elsewhere })
        {
            Assert.Null(await other.Get<ReportDraftQueries>().FindAsync(id, Stop));
            Assert.Null(await other.Get<ReportDraftQueries>().FactsAsync(id, Stop));
            Assert.DoesNotContain(await other.Get<ReportDraftQueries>().ListAsync(stop: Stop), d => d.Id == id);
            Assert.Equal(Error.NotFound, (await other.Get<ReportDraftService>().SaveAsync(id, 1, Content("x") with { Language = other == colleague ? "nl" : "de" }, Stop)).Error);
            Assert.Equal(Error.NotFound, (await other.Get<ReportDraftService>().DeleteAsync(id, Stop)).Error);
            Assert.Equal(Error.NotFound, (await other.Get<ReportDraftFiles>().AddAsync(id, 1, "a.png", new MemoryStream(Png), Stop)).Error);
            Assert.Equal(Error.NotFound, (await other.Get<FreeReportService>().OrderAsync(id, Stop)).Error);
        }

        await using var member = await portal.AsAsync("5340", ZoneRole.Member);
        Assert.Equal(Error.Forbidden, (await member.Get<ReportDraftService>().BeginAsync("nl", Stop)).Error);
        Assert.Empty(await member.Get<ReportDraftQueries>().ListAsync(stop: Stop));
    }

    public static TheoryData<string, string, string?> Files { get; } = new()
    {
        { "photo.png", "png", null },
        { "list.csv", "a;b\n1;é\n", null },
        { "note.txt", "%PDF- is how it begins", null },
        { "scan.pdf", "%PDF-1.7 …", null },
        { "program.exe", "MZ", "drafts.file_kind" },
        { "page.html", "<script>", "drafts.file_kind" },
        { "photo.png", "not a picture", "drafts.file_kind" },
        { "photo.png", "png-cut", "drafts.picture_unreadable" },
        { "text.txt", "a\0b", "drafts.file_kind" },
        { "without", "text", "drafts.file_kind" },
        { "漢.txt", "text", "drafts.file_name_wrong" },
        { "../../etc/passwd.txt", "text", null },
        { "large.txt", "large", "drafts.file_too_large" },
    };

    [Theory]
    [MemberData(nameof(Files))]
    public async Task A_file_is_what_its_name_says_or_is_refused(string name, string what, string? code)
    {
        var (scope, id) = await DraftAsync();
        await using var _ = scope;
        byte[] content = what switch { "png" => Png, "png-cut" => Png[..30], "large" => new byte[ReportDraftFile.MostBytes + 1], _ => Encoding.UTF8.GetBytes(what) };
        var added = await scope.Get<ReportDraftFiles>().AddAsync(id, (await ViewAsync(scope, id)).Version, name, new MemoryStream(content), Stop);
        Assert.Equal(code, added.Error?.Code);
        var files = (await ViewAsync(scope, id)).Files;
        Assert.Equal(code is null ? [name.Split('/')[^1]] : [], files.Select(f => f.Name));
    }

    [Fact]
    public async Task Files_are_counted_named_once_described_and_removed_and_each_change_is_written_down()
    {
        var (scope, id) = await DraftAsync();
        await using var _ = scope;
        var files = scope.Get<ReportDraftFiles>();
        var version = (await ViewAsync(scope, id)).Version;
        for (var n = 1; n <= ReportDraftFile.MostFiles; n++) version = (await files.AddAsync(id, version, $"file{n}.txt", new MemoryStream("x"u8.ToArray()), Stop)).Value;
        Assert.Equal("drafts.too_many_files", (await files.AddAsync(id, version, "one-more.txt", new MemoryStream("x"u8.ToArray()), Stop)).Error?.Code);
        Assert.Equal(DraftErrors.ChangedMeanwhile, (await files.RemoveAsync(id, version - 1, Guid.NewGuid(), Stop)).Error);
        var last = (await ViewAsync(scope, id)).Files[^1];
        version = (await files.RemoveAsync(id, version, last.Id, Stop)).Value;
        Assert.Equal(DraftErrors.FileNameTaken, (await files.AddAsync(id, version, "FILE1.txt", new MemoryStream("x"u8.ToArray()), Stop)).Error);
        var first = (await ViewAsync(scope, id)).Files[0];
        version = (await files.DescribeAsync(id, version, first.Id, " wat het bevat ", Stop)).Value;
        Assert.Equal("drafts.description_too_long", (await files.DescribeAsync(id, version, first.Id, new('x', 201), Stop)).Error?.Code);
        Assert.Equal("wat het bevat", (await ViewAsync(scope, id)).Files[0].Description);
        await using var db = scope.Context();
        var told = await db.Set<AuditLine>().Where(l => l.ObjectId == first.Id || l.ObjectId == last.Id).OrderBy(l => l.DoneAt).Select(l => l.Action).ToListAsync(Stop);
        Assert.Equal([DraftActions.FileAdded, DraftActions.FileAdded, DraftActions.FileRemoved, DraftActions.FileChanged], told);
    }

    [Fact]
    public async Task It_becomes_a_report_with_its_files_and_then_changes_no_more_but_in_a_new_edition()
    {
        var (scope, id) = await DraftAsync();
        await using var _ = scope;
        var (service, files) = (scope.Get<ReportDraftService>(), scope.Get<ReportDraftFiles>());
        Assert.Equal(DraftErrors.TitleMissing, (await scope.Get<FreeReportService>().OrderAsync(id, Stop)).Error);
        var version = (await service.SaveAsync(id, (await ViewAsync(scope, id)).Version, Content("Titel van het verslag"), Stop)).Value;
        Assert.Equal(DraftErrors.Empty, (await scope.Get<FreeReportService>().OrderAsync(id, Stop)).Error);
        version = (await files.AddAsync(id, version, "photo.png", new MemoryStream(Png), Stop)).Value;
        version = (await files.AddAsync(id, version, "list.csv", new MemoryStream("a;b\n"u8.ToArray()), Stop)).Value;
        var photo = (await ViewAsync(scope, id)).Files[0];
        DraftBlock[] blocks = [new(Guid.NewGuid(), DraftBlockKind.Heading) { Text = "Inleiding", KeepsWithNext = true }, Paragraph("Een **vet** woord 😀"), new(Guid.NewGuid(), DraftBlockKind.Picture) { FileId = photo.Id, Text = "Bijschrift" }];
        version = (await service.SaveAsync(id, version, Content("Titel van het verslag", blocks), Stop)).Value;
        Assert.Equal(DraftErrors.DescriptionMissing, (await scope.Get<FreeReportService>().OrderAsync(id, Stop)).Error);
        version = (await files.DescribeAsync(id, version, photo.Id, "Een foto van het plein", Stop)).Value;
        var refused = (await scope.Get<FreeReportService>().OrderAsync(id, Stop)).Error!;
        Assert.Equal("reports.character_missing", refused.Code);
        Assert.Contains("U+1F600 GRINNING FACE", (string)refused.Args[0]!, StringComparison.Ordinal);
        blocks[1] = blocks[1] with { Text = "Een **vet** woord" };
        version = (await service.SaveAsync(id, version, Content("Titel van het verslag", blocks), Stop)).Value;

        var ordered = await scope.Get<FreeReportService>().OrderAsync(id, Stop);
        Assert.True(ordered.Succeeded, ordered.Error?.Code);
        Assert.Equal(DraftErrors.Sealed, (await service.SaveAsync(id, version, Content("Te laat"), Stop)).Error);
        var report = await portal.SealedAsync("5340", ordered.Value);
        Assert.Equal((ReportKind.Free, "Titel van het verslag", id), (report.Kind, report.Title, report.SubjectId));
        var file = await portal.FileAsync(report);
        await OutsideJudges.AcceptAsync(file, TestSeals.Authority.Root.Pem());
        using var folder = new TemporaryFolder();
        var path = await folder.WriteAsync("report.pdf", file);
        var text = (await ExternalTool.RunAsync("pdftotext", "-layout", path, "-")).Output;
        foreach (var said in new[] { "Inleiding", "Een vet woord", "Bijschrift", "list.csv", report.Reference, "BR.1/2026" }) Assert.Contains(said, text, StringComparison.Ordinal);
        Assert.Contains("list.csv", (await ExternalTool.RunAsync("pdfdetach", "-list", path)).Output, StringComparison.Ordinal);
        Assert.Equal(DraftErrors.Sealed, (await files.RemoveAsync(id, (await ViewAsync(scope, id)).Version, photo.Id, Stop)).Error);
        Assert.Equal(report.Reference, (await ViewAsync(scope, id)).Report?.Reference);

        var edition = await service.BeginEditionAsync(report.Id, Stop);
        var view = await ViewAsync(scope, edition.Value);
        Assert.Equal((report.Reference, "Titel van het verslag", 2, true), (view.Replaces?.Reference, view.Title, view.Files.Count, view.IsOpen));
        Assert.Equal(view.Files[0].Id, view.Blocks[2].FileId); // the copy shows its own copy of the picture
        var second = await portal.SealedAsync("5340", (await scope.Get<FreeReportService>().OrderAsync(edition.Value, Stop)).Value);
        Assert.Equal((report.Id, 2), (second.ReplacesId!.Value, second.Edition));
        Assert.Equal(DraftErrors.NoEditionOf, (await service.BeginEditionAsync(report.Id, Stop)).Error); // there is a newer one

        await using var colleague = await portal.AsAsync(TestPeople.Of("5340", ZoneRole.AnprOperator, 2)); // has no draft of it
        var empty = await colleague.Get<ReportDraftService>().BeginEditionAsync(second.Id, Stop);
        Assert.Equal(("", 0, second.Reference), ((await ViewAsync(colleague, empty.Value)).Title, (await ViewAsync(colleague, empty.Value)).Blocks.Count, (await ViewAsync(colleague, empty.Value)).Replaces?.Reference));
    }

    [Fact]
    public async Task Begun_changed_and_deleted_are_lines_of_the_audit_and_many_saves_are_one()
    {
        var (scope, id) = await DraftAsync();
        await using var _ = scope;
        var version = (await ViewAsync(scope, id)).Version;
        for (var n = 0; n < 5; n++) version = (await scope.Get<ReportDraftService>().SaveAsync(id, version, Content($"Titel {n}"), Stop)).Value;
        Assert.True((await scope.Get<ReportDraftService>().DeleteAsync(id, Stop)).Succeeded);
        Assert.Null(await scope.Get<ReportDraftQueries>().FindAsync(id, Stop));
        await using var db = scope.Context();
        Assert.Equal([DraftActions.Begun, DraftActions.Viewed, DraftActions.Changed, DraftActions.Deleted], await db.Set<AuditLine>().Where(l => l.ObjectId == id).OrderBy(l => l.DoneAt).ThenBy(l => l.Id).Select(l => l.Action).ToListAsync(Stop));
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
