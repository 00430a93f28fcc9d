using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Hotlists.Jobs;
using Portal.Audit;
using Portal.Common;
using Portal.Retention;
using Portal.Tenants;
using Quartz;

namespace Portal.Tests.Anpr.Hotlists;

public sealed class TendImportsJobTests(PortalServices portal) : IClassFixture<PortalServices>
{
    const string Zone = "5340";

    sealed class Ahead(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }

    static readonly TimeSpan Limit = TimeSpan.FromDays(HotlistImport.FileKeptDays);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(ImportState.Queued)]
    [InlineData(ImportState.Running)]
    public async Task An_import_that_nobody_works_on_goes_on(ImportState state)
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var id = await LeftAsync(scope, state);
        await TendAsync();
        await Eventually.TrueAsync("the import is done", async () => (await scope.Get<HotlistImports>().FindAsync(id, Stop))!.State == ImportState.Done);
        Assert.Equal(20, (await scope.Get<HotlistImports>().FindAsync(id, Stop))!.AddedCount);
    }

    [Fact]
    public async Task An_import_that_somebody_works_on_is_left_alone()
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var id = await UploadAsync(scope);
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        await using (var connection = await owner.OpenConnectionAsync(Stop))
        await using (var held = await connection.BeginTransactionAsync(Stop))
        {
            // The job starts and then waits for its first chunk.
            await using var command = new NpgsqlCommand("lock table hotlist_entries in exclusive mode", connection, held);
            await command.ExecuteNonQueryAsync(Stop);
            Assert.True((await scope.Get<HotlistImports>().AcceptAsync(id, Stop)).Succeeded);
            await Eventually.TrueAsync("the import runs", async () => (await scope.Get<HotlistImports>().FindAsync(id, Stop))!.State == ImportState.Running);
            await TendAsync();
            Assert.Equal(1, await RunsAsync(id));
        }

        await Eventually.TrueAsync("the import is done", async () => (await scope.Get<HotlistImports>().FindAsync(id, Stop))!.State == ImportState.Done);
        await Eventually.TrueAsync("its run is over", async () => await RunsAsync(id) == 0);
    }

    [Fact]
    public async Task Several_runs_of_one_import_do_its_work_once()
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var id = await LeftAsync(scope, ImportState.Queued, 3_000);
        await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
        {
            await using var run = portal.Root.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<ImportHotlistJob>(run.ServiceProvider).Execute(null!, new(Zone, id), Stop);
        }, Stop)));
        var done = (await scope.Get<HotlistImports>().FindAsync(id, Stop))!;
        Assert.Equal((ImportState.Done, 3_000, 3_000, 0), (done.State, done.DoneCount, done.AddedCount, done.UnchangedCount));
        var history = await scope.Get<AuditQueries>().HistoryAsync<Hotlist>(done.HotlistId, Stop);
        Assert.Single(history, l => l.Action == HotlistActions.Imported);
        Assert.DoesNotContain(history, l => l.Action == HotlistActions.ImportFailed);
    }

    [Fact]
    public async Task A_finished_import_loses_its_file_after_some_days_and_keeps_its_counts()
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var (done, failed) = (await UploadAsync(scope, bad: 1), await LeftAsync(scope, ImportState.Running));
        var imports = scope.Get<HotlistImports>();
        Assert.True((await imports.AcceptAsync(done, Stop)).Succeeded);
        await Eventually.TrueAsync("the import is done", async () => (await imports.FindAsync(done, Stop))!.State == ImportState.Done);
        await ChangeAsync(scope, failed, i => i.Fail(TimeProvider.System.GetUtcNow()));

        await TendAsync(Limit - TimeSpan.FromMinutes(5));
        Assert.Equal(1, (await imports.CheckAsync(done, 0, Stop))!.BadRowCount);
        var before = await imports.FindAsync(done, Stop);
        await TendAsync(Limit + TimeSpan.FromMinutes(5));
        Assert.Null(await imports.CheckAsync(done, 0, Stop));
        Assert.Null(await imports.CheckAsync(failed, 0, Stop));
        Assert.Equal(before, await imports.FindAsync(done, Stop));
        Assert.Equal(ImportErrors.NotWaiting, (await imports.AcceptAsync(failed, Stop)).Error);
    }

    [Fact]
    public async Task A_preview_that_nobody_decides_on_goes_and_the_history_says_so()
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        await using var other = await portal.AsAsync("5344", ZoneRole.AnprSupervisor);
        var (id, far) = (await UploadAsync(scope), await UploadAsync(other));
        var list = (await scope.Get<HotlistImports>().FindAsync(id, Stop))!.HotlistId;

        await TendAsync(Limit - TimeSpan.FromMinutes(5));
        Assert.NotNull(await scope.Get<HotlistImports>().FindAsync(id, Stop));
        await TendAsync(Limit + TimeSpan.FromMinutes(5));
        Assert.Null(await scope.Get<HotlistImports>().FindAsync(id, Stop));
        Assert.Null(await other.Get<HotlistImports>().FindAsync(far, Stop));
        var line = Assert.Single(await scope.Get<AuditQueries>().HistoryAsync<Hotlist>(list, Stop), l => l.Action == HotlistActions.ImportDiscarded);
        Assert.Equal("", line.Person);
    }

    static async Task<Guid> UploadAsync(ActingScope scope, int rows = 20, int bad = 0)
    {
        var list = (await scope.Get<HotlistService>().CreateAsync(new("list " + Guid.NewGuid().ToString("N")[..12], "tests", false, 100), Stop)).Value;
        var day = Brussels.DayOf(TimeProvider.System.GetUtcNow()).AddDays(10).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        var text = "plate;country;reason;action;priority;owner;valid until\n" + string.Concat(Enumerable.Range(0, rows).Select(n => $"1TND{n:0000};B;stolen;;;duty;{day}\n"))
            + string.Concat(Enumerable.Repeat("X;B;;;;duty;soon\n", bad));
        return (await scope.Get<HotlistImports>().UploadAsync(list, "file.csv", new MemoryStream(Encoding.UTF8.GetBytes(text)), Stop)).Value;
    }

    /// <summary>Wanted, and perhaps begun, by a node that is gone.</summary>
    static async Task<Guid> LeftAsync(ActingScope scope, ImportState state, int rows = 20)
    {
        var id = await UploadAsync(scope, rows);
        await ChangeAsync(scope, id, import =>
        {
            import.Accept();
            if (state == ImportState.Running) import.Start(0, TimeProvider.System.GetUtcNow());
        });
        return id;
    }

    static async Task ChangeAsync(ActingScope scope, Guid id, Action<HotlistImport> change)
    {
        await using var db = scope.Context();
        change(await db.Set<HotlistImport>().SingleAsync(i => i.Id == id, Stop));
        await db.SaveChangesAsync(Stop);
    }

    async Task TendAsync(TimeSpan ahead = default)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<TendImportsJob>(scope.ServiceProvider).TendAsync(await portal.Root.GetRequiredService<ISchedulerFactory>().GetScheduler(Stop), Stop);
        await ActivatorUtilities.CreateInstance<Purges>(portal.Root, new Ahead(ahead)).RunAsync(RetentionKinds.Drafts, Stop);
    }

    /// <summary>Triggers of the import, waiting or under way.</summary>
    async Task<int> RunsAsync(Guid id)
    {
        var scheduler = await portal.Root.GetRequiredService<ISchedulerFactory>().GetScheduler(Stop);
        var triggers = await scheduler.GetTriggersOfJob(new JobKey(nameof(ImportHotlistJob)), Stop);
        return triggers.Count(t => t.JobDataMap[SchedulerConstants.JobInput]!.ToString()!.Contains(id.ToString(), StringComparison.OrdinalIgnoreCase));
    }
}
