using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Hotlists.Jobs;
using Portal.Audit;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Hotlists;

public sealed class HotlistImportTests(PortalServices portal) : IClassFixture<PortalServices>
{
    const string Zone = "5340";

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    static string Day => Brussels.DayOf(TimeProvider.System.GetUtcNow()).AddDays(10).ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    static string Rows(int from, int count, string reason = "stolen") => string.Concat(Enumerable.Range(from, count).Select(n => $"1IMP{n:0000};B;{reason};;;duty;{Day}\n"));

    const string Header = "plate;country;reason;action;priority;owner;valid until\n";

    async Task<Guid> ListAsync()
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        return (await scope.Get<HotlistService>().CreateAsync(new("list " + Guid.NewGuid().ToString("N")[..12], "tests", false, 100), Stop)).Value;
    }

    async Task<ImportRow> ImportAsync(Guid list, string text)
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var imports = scope.Get<HotlistImports>();
        var id = (await imports.UploadAsync(list, "file.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Stop)).Value;
        Assert.True((await imports.AcceptAsync(id, Stop)).Succeeded);
        await Eventually.TrueAsync("the import is done", async () => await imports.FindAsync(id, Stop) is { State: ImportState.Done or ImportState.Failed });
        return (await imports.FindAsync(id, Stop))!;
    }

    [Fact]
    public async Task A_file_is_looked_at_then_taken_over_by_a_job_and_told_once()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var imports = scope.Get<HotlistImports>();
        var text = Header + Rows(0, 1_200) + "X;B;;;;duty;soon\n" + Rows(0, 1);
        var id = (await imports.UploadAsync(list, "file.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Stop)).Value;

        var preview = (await imports.FindAsync(id, Stop))!;
        Assert.Equal((ImportState.Previewed, 1_202, 2, 1_200), (preview.State, preview.RowCount, preview.BadRowCount, preview.GoodRowCount));
        var check = (await imports.CheckAsync(id, 0, Stop))!;
        Assert.Equal([1_202, 1_203], check.BadRows.Select(r => r.Number));
        Assert.Empty((await scope.Get<HotlistQueries>().EntriesAsync(new(list, State: EntryState.All), stop: Stop)).Rows);

        Assert.True((await imports.AcceptAsync(id, Stop)).Succeeded);
        Assert.Equal(ImportErrors.NotWaiting, (await imports.AcceptAsync(id, Stop)).Error);
        await Eventually.TrueAsync("the import is done", async () => (await imports.FindAsync(id, Stop))!.State == ImportState.Done);
        var done = (await imports.FindAsync(id, Stop))!;
        Assert.Equal((1_200, 1_200, 0, 0, 2), (done.DoneCount, done.AddedCount, done.ChangedCount, done.UnchangedCount, done.BadRowCount));
        Assert.Equal(1_200, (await scope.Get<HotlistQueries>().FindListAsync(list, Stop))!.ActiveCount);
        await portal.MatchesAsync(Zone, "1IMP1199");
        var line = Assert.Single(await scope.Get<AuditQueries>().HistoryAsync<Hotlist>(list, Stop), l => l.Action == HotlistActions.Imported);
        Assert.Equal(TestPeople.Of(Zone, ZoneRole.AnprSupervisor).Name, line.Person);
        Assert.Contains("\"added\":1200", line.Details, StringComparison.Ordinal);
        Assert.Equal(ImportErrors.NotWaiting, (await imports.DiscardAsync(id, Stop)).Error);
    }

    [Fact]
    public async Task The_same_file_again_changes_nothing_and_other_entries_stay()
    {
        var list = await ListAsync();
        await ImportAsync(list, Header + Rows(2_000, 10));

        var again = await ImportAsync(list, Header + Rows(2_000, 10));
        Assert.Equal((0, 0, 10), (again.AddedCount, again.ChangedCount, again.UnchangedCount));
        var half = await ImportAsync(list, Header + Rows(2_005, 10, "other reason"));
        Assert.Equal((5, 5, 0), (half.AddedCount, half.ChangedCount, half.UnchangedCount));
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprOperator);
        var rows = (await scope.Get<HotlistQueries>().EntriesAsync(new(list, State: EntryState.All), stop: Stop)).Rows;
        Assert.Equal((15, 5), (rows.Count, rows.Count(r => r.Reason == "stolen")));
    }

    [Fact]
    public async Task A_job_that_runs_again_after_it_was_done_does_nothing()
    {
        var list = await ListAsync();
        var done = await ImportAsync(list, Header + Rows(3_000, 3));
        await RunJobAsync(done.Id);

        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        Assert.Equal(done, await scope.Get<HotlistImports>().FindAsync(done.Id, Stop));
        Assert.Single(await scope.Get<AuditQueries>().HistoryAsync<Hotlist>(list, Stop), l => l.Action == HotlistActions.Imported);
    }

    [Fact]
    public async Task A_job_that_a_crash_interrupted_goes_on_and_its_counts_are_true()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var imports = scope.Get<HotlistImports>();
        var id = (await imports.UploadAsync(list, "file.csv", new MemoryStream(Encoding.UTF8.GetBytes(Header + Rows(4_000, 20))), Stop)).Value;
        await using (var db = scope.Context())
        {
            // As after a chunk of five rows and a crash.
            var import = await db.Set<HotlistImport>().SingleAsync(i => i.Id == id, Stop);
            var entity = await db.Set<Hotlist>().SingleAsync(l => l.Id == list, Stop);
            var now = TimeProvider.System.GetUtcNow();
            import.Accept();
            import.Start(0, now);
            foreach (var row in HotlistFile.Read(import.Content, entity, Brussels.DayOf(now)).Value!.Rows.Take(5)) db.Add(HotlistEntry.Create(entity, row.Details, import.CreatedBy, now).Value!);
            import.Advance(5, 0, 0);
            await db.SaveChangesAsync(Stop);
        }

        await RunJobAsync(id);
        var done = (await imports.FindAsync(id, Stop))!;
        Assert.Equal((ImportState.Done, 20, 20, 0), (done.State, done.DoneCount, done.AddedCount, done.UnchangedCount));
        Assert.Equal(20, (await scope.Get<HotlistQueries>().FindListAsync(list, Stop))!.AllCount);
    }

    [Fact]
    public async Task A_discarded_file_is_gone()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var imports = scope.Get<HotlistImports>();
        var id = (await imports.UploadAsync(list, "file.csv", new MemoryStream(Encoding.UTF8.GetBytes(Header + Rows(5_000, 1))), Stop)).Value;

        Assert.True((await imports.DiscardAsync(id, Stop)).Succeeded);
        Assert.Null(await imports.FindAsync(id, Stop));
    }

    [Fact]
    public async Task Another_zone_and_other_roles_cannot_reach_an_import()
    {
        var list = await ListAsync();
        await using var own = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var id = (await own.Get<HotlistImports>().UploadAsync(list, "file.csv", new MemoryStream(Encoding.UTF8.GetBytes(Header + Rows(6_000, 1))), Stop)).Value;
        await using var other = await portal.AsAsync("5344", ZoneRole.AnprSupervisor);
        await using var member = await portal.AsAsync(Zone, ZoneRole.Member);

        foreach (var (scope, error) in new[] { (other, Error.NotFound), (member, Error.Forbidden) })
        {
            var imports = scope.Get<HotlistImports>();
            Assert.Null(await imports.FindAsync(id, Stop));
            Assert.Null(await imports.CheckAsync(id, 0, Stop));
            Assert.Equal(error, (await imports.AcceptAsync(id, Stop)).Error);
            Assert.Equal(error, (await imports.DiscardAsync(id, Stop)).Error);
        }

        await RunJobAsync(id, "5344");
        Assert.Equal(ImportState.Previewed, (await own.Get<HotlistImports>().FindAsync(id, Stop))!.State);
    }

    [Fact]
    public async Task A_file_that_cannot_be_read_leaves_nothing()
    {
        var list = await ListAsync();
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var imports = scope.Get<HotlistImports>();

        Assert.Equal(ImportErrors.FileIsWorkbook, (await imports.UploadAsync(list, "x.xlsx", new MemoryStream([.. "PK\u0003\u0004"u8, 0, 0]), Stop)).Error);
        Assert.Equal(ImportErrors.FileTooLarge, (await imports.UploadAsync(list, "x.csv", new MemoryStream(new byte[HotlistImport.MaxBytes + 1]), Stop)).Error);
        Assert.Empty(await imports.LastAsync(list, Stop));
    }

    async Task RunJobAsync(Guid id, string zone = Zone)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<ImportHotlistJob>(scope.ServiceProvider).Execute(null!, new(zone, id), Stop);
    }
}
