using System.Net.Http.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Anpr.Hits;
using Portal.Anpr.Ingest;
using Portal.Anpr.Ingest.Jobs;
using Portal.Anpr.Pictures;
using Portal.Persistence.Providers;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Ingest.Jobs;

public sealed class KeepReadDaysJobTests(KeepReadDaysJobTests.Fixture portal) : IClassFixture<KeepReadDaysJobTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Undecided_and_rejected_hits_go_with_their_read_and_confirmed_ones_stay_with_their_copy()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.AddEntryAsync("5340", "1-OLD-001");
        var now = TimeProvider.System.GetUtcNow();
        var days = new[] { 25, 25, 25, 20, 3 };
        using var http = new HttpClient();
        var reads = days.Select((d, n) => new { id = $"read {n}", camera = source.Code(), plate = "1OLD001", capturedAt = now.AddDays(-d).AddMinutes(n), pictures = new { scene = TestPictures.Jpeg(64, 48) } });
        (await http.PostAsJsonAsync(source.Address(portal.Address), reads, Stop)).EnsureSuccessStatusCode();
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        var hits = (await scope.Get<HitQueries>().ListAsync(new(), stop: Stop)).OrderBy(h => h.CapturedAt).ToList();
        Assert.Equal(5, hits.Count);
        Assert.True((await scope.Get<HitService>().DecideAsync(hits[0].Id, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Succeeded);
        Assert.True((await scope.Get<HitService>().DecideAsync(hits[1].Id, HitState.Rejected, DecisionReason.Misread, null, Stop)).Succeeded);

        // Zone 5340 keeps reads for 10 days, the others for 22: days older than 22 are dropped whole, younger ones lose the rows of 5340.
        await OwnerAsync("""update zones set "ReadsKeptDays" = case "Code" when '5340' then 10 else 22 end""");
        portal.Root.GetRequiredService<ZoneDirectory>().Forget(); // it hears of the change, but the job shall not wait for that
        await using var jobs = portal.Root.CreateAsyncScope();
        var job = ActivatorUtilities.CreateInstance<KeepReadDaysJob>(jobs.ServiceProvider);
        async Task RunAsync()
        {
            await job.Execute(null!, Stop);
            foreach (var kind in new[] { RetentionKinds.Hits, RetentionKinds.Reads, RetentionKinds.HitCopies }) await portal.Root.GetRequiredService<Purges>().RunAsync(kind, Stop);
        }

        await RunAsync();
        await using var db = scope.Context();
        Assert.Equal([hits[0].Id, hits[4].Id], await db.Set<Hit>().OrderBy(h => h.CapturedAt).Select(h => h.Id).ToListAsync(Stop));
        Assert.Equal(1, await db.Set<PlateRead>().CountAsync(Stop));
        Assert.Equal(1, await db.Set<ReadPicture>().CountAsync(Stop)); // gone with their reads
        Assert.Equal([hits[0].Id], await db.Set<HitPicture>().Select(p => p.HitId).ToListAsync(Stop)); // the copy stays
        var left = await portal.Root.GetRequiredService<IDatabaseProvider>().ReadDaysAsync(Stop);
        var today = DateOnly.FromDateTime(now.UtcDateTime);
        Assert.Equal(today.AddDays(-22), left[0]);
        Assert.Equal(today.AddDays(6), left[^1]);
        var kept = await scope.Get<HitQueries>().FindAsync(hits[0].Id, Stop);
        Assert.Equal("1OLD001", kept.Value!.Read!.Plate);
        await RunAsync(); // twice changes nothing
        Assert.Equal(2, await db.Set<Hit>().CountAsync(Stop));
    }

    [Fact]
    public async Task A_day_that_some_zone_still_keeps_cannot_be_dropped()
    {
        var database = portal.Root.GetRequiredService<IDatabaseProvider>();
        var today = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);
        await database.KeepReadDaysAsync(today, 1, Stop);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => database.DropReadDayAsync(today, Stop));
        Assert.Contains("still to be kept", refused.MessageText, StringComparison.Ordinal);
        Assert.Contains(today, await database.ReadDaysAsync(Stop));
    }

    async Task OwnerAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
