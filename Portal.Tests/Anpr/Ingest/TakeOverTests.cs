using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hits;
using Portal.Anpr.Ingest;
using Portal.Audit;
using Portal.Cameras;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>An unknown camera becomes known: its reads are there, with their hits, once.</summary>
public sealed class TakeOverTests(TakeOverTests.Fixture portal) : IClassFixture<TakeOverTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    static string Unique(string name) => $"{name} {Guid.NewGuid():N}";

    Task<ActingScope> AdministratorAsync() => portal.AsAsync("5340", ZoneRole.ZoneAdministrator);

    static async Task<List<PlateRead>> ReadsAsync(ActingScope scope, Guid camera)
    {
        await using var db = scope.Context();
        return await db.Set<PlateRead>().AsNoTracking().Where(r => r.CameraId == camera).OrderBy(r => r.CapturedAt).ToListAsync(Stop);
    }

    static async Task<Guid> CameraAsync(ActingScope scope, string name) => Assert.Single(await scope.Get<CameraQueries>().ListAsync(new(name), stop: Stop)).Id;

    [Fact]
    public async Task Creating_the_camera_brings_its_reads_and_their_hits()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.AddEntryAsync("5340", "1HIT001");
        var (captured, before) = (Now.AddMinutes(-10), Now);
        await portal.PostReadsAsync(source, Stop, ("1", "New-Gate", "1HIT001", captured), ("2", "new-gate", "1AAA002", captured.AddMinutes(1)), ("3", "other", "1AAA003", captured));
        var afterPost = Now;
        await using var scope = await AdministratorAsync();
        var code = Assert.Single(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop), c => c.Reads == 2);
        Assert.Null(code.CameraId);
        var name = Unique("New gate");
        var taken = await scope.Get<TakeOverService>().CreateCameraAsync(source.Id, code.Code, new(name, "Station"), Stop);
        Assert.Equal((null, 2), (taken.Error, taken.Value));
        var camera = await CameraAsync(scope, name);
        var reads = await ReadsAsync(scope, camera);
        Assert.Equal(["1HIT001", "1AAA002"], reads.Select(r => r.Plate));
        Assert.All(reads, r => Assert.InRange(r.ReceivedAt, before.AddSeconds(-1), afterPost)); // when they came, not when they were taken over
        await using (var db = scope.Context())
        {
            var hit = await db.Set<Hit>().SingleAsync(h => h.CameraId == camera, Stop);
            Assert.Equal("1HIT001", hit.ObservedPlate);
            Assert.True(hit.RecordedAt >= afterPost); // who was offline hears of it
        }

        Assert.Equal("other", Assert.Single(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop)).Code);
        var actions = (await scope.Get<AuditQueries>().HistoryAsync<Camera>(camera, Stop)).Select(l => l.Action).ToHashSet();
        Assert.Equal([CameraActions.CodeAssigned, CameraActions.Registered, CameraActions.TakenOver], actions.Order());
    }

    [Fact]
    public async Task From_then_on_its_reads_come_straight()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.PostReadsAsync(source, Stop, ("1", "gate", "1AAA001", Now));
        await using var scope = await AdministratorAsync();
        Assert.Equal(1, (await scope.Get<TakeOverService>().UseCameraAsync(source.Id, "GATE", source.Cameras[1].Id, Stop)).Value);
        var number = 1;
        await Eventually.TrueAsync("the ingest knows the code", async () =>
        {
            await portal.PostReadsAsync(source, Stop, ($"{++number}", "Gate", "1AAA002", Now));
            return (await ReadsAsync(scope, source.Cameras[1].Id)).Count == 2;
        });
        // What came while the ingest had not heard of it waits for another press.
        await scope.Get<TakeOverService>().TakeOverAsync(source.Id, "gate", Stop);
        Assert.Empty(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop));
        Assert.Equal(number, (await ReadsAsync(scope, source.Cameras[1].Id)).Count);
    }

    [Fact]
    public async Task Done_twice_nothing_doubles()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.AddEntryAsync("5340", "1HIT002");
        var captured = Now.AddMinutes(-5);
        // The third carries an impossible time: it is stored under the time of receipt, which must be the same both times.
        await portal.PostReadsAsync(source, Stop, ("1", "gate", "1HIT002", captured), ("2", "gate", "1AAA002", captured.AddSeconds(1)), ("3", "gate", "1AAA003", Now.AddDays(3)));
        var camera = source.Cameras[0].Id;
        await using var scope = await AdministratorAsync();
        List<QuarantinedMessage> rows;
        await using (var db = scope.Context()) rows = await db.Set<QuarantinedMessage>().AsNoTracking().Where(m => m.SourceId == source.Id).ToListAsync(Stop);
        Assert.Equal(3, (await scope.Get<TakeOverService>().UseCameraAsync(source.Id, "gate", camera, Stop)).Value);
        var once = await ReadsAsync(scope, camera);
        // As if the portal had died between storing and deleting: the rows are still there.
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            owner.AddRange(rows);
            await owner.SaveChangesAsync(Stop);
        }

        var waiting = Assert.Single(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop));
        Assert.Equal((camera, 3), (waiting.CameraId, waiting.Reads));
        Assert.Equal(3, (await scope.Get<TakeOverService>().TakeOverAsync(source.Id, "gate", Stop)).Value);
        Assert.Equal(once.Select(r => (r.CapturedAt, r.Plate)), (await ReadsAsync(scope, camera)).Select(r => (r.CapturedAt, r.Plate)));
        Assert.Empty(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop));
        await using (var db = scope.Context()) Assert.Equal(1, (await db.Set<Hit>().SingleAsync(h => h.CameraId == camera, Stop)).ReadCount);
        Assert.Equal(0, (await scope.Get<TakeOverService>().TakeOverAsync(source.Id, "gate", Stop)).Value);
    }

    [Fact]
    public async Task More_than_a_chunk_is_taken_over_whole()
    {
        var source = await portal.AddSourceAsync("5340");
        var count = (TakeOverService.Chunk * 2) + 7;
        var start = Now.AddHours(-2);
        foreach (var part in Enumerable.Range(0, count).Chunk(900))
            await portal.PostReadsAsync(source, Stop, [.. part.Select(n => ($"{n}", "gate", "1AAA001", start.AddSeconds(n)))]);
        await using var scope = await AdministratorAsync();
        Assert.Equal(count, (await scope.Get<TakeOverService>().UseCameraAsync(source.Id, "gate", source.Cameras[0].Id, Stop)).Value);
        Assert.Equal(count, (await ReadsAsync(scope, source.Cameras[0].Id)).Count);
        Assert.Empty(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop));
    }

    [Fact]
    public async Task What_cannot_be_read_any_more_stays_and_holds_nothing_back()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.PostReadsAsync(source, Stop, ("1", "gate", "1AAA001", Now), ("2", "gate", "1AAA002", Now));
        await using var scope = await AdministratorAsync();
        await using (var db = scope.Context())
        {
            var first = await db.Set<QuarantinedMessage>().Where(m => m.SourceId == source.Id).OrderBy(m => m.Id).Select(m => m.Id).FirstAsync(Stop);
            await db.Set<QuarantinedMessage>().Where(m => m.Id == first).ExecuteUpdateAsync(m => m.SetProperty(x => x.Body, "{}"u8.ToArray()), Stop);
        }

        Assert.Equal("sources.some_left", (await scope.Get<TakeOverService>().UseCameraAsync(source.Id, "gate", source.Cameras[0].Id, Stop)).Error?.Code);
        Assert.Single(await ReadsAsync(scope, source.Cameras[0].Id));
        Assert.Equal(1, Assert.Single(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop)).Reads);
    }

    [Fact]
    public async Task A_refused_camera_leaves_nothing_behind()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.PostReadsAsync(source, Stop, ("1", "gate", "1AAA001", Now));
        await using var scope = await AdministratorAsync();
        var service = scope.Get<TakeOverService>();
        Assert.Equal(CameraErrors.NameTaken, (await service.CreateCameraAsync(source.Id, "gate", new(source.Cameras[0].Name, ""), Stop)).Error);
        Assert.Equal(CameraErrors.NameMissing, (await service.CreateCameraAsync(source.Id, "gate", new(" ", ""), Stop)).Error);
        Assert.Equal(SourceErrors.CodeUnknown, (await service.TakeOverAsync(source.Id, "gate", Stop)).Error);
        Assert.Equal(SourceErrors.CodeTaken, (await service.CreateCameraAsync(source.Id, source.Code().ToUpperInvariant(), new(Unique("x"), ""), Stop)).Error);
        Assert.Null(Assert.Single(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop)).CameraId);
    }
}
