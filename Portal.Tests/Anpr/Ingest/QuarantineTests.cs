using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Ingest;
using Portal.Audit;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>What could not be used can be looked at, taken away and deleted, by whom it may, and within the zone alone.</summary>
public sealed class QuarantineTests(QuarantineTests.Fixture portal) : IClassFixture<QuarantineTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    async Task<(TestSource Source, QuarantineRow Row)> BrokenAsync(string zone = "5340", string body = "{ broken")
    {
        var source = await portal.AddSourceAsync(zone);
        Assert.Equal(400, (int)(await portal.PostTextAsync(source, body, Stop)).StatusCode);
        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        return (source, Assert.Single(await scope.Get<QuarantineQueries>().ListAsync(new(source.Id), stop: Stop)));
    }

    [Fact]
    public async Task A_broken_message_is_kept_as_it_was_and_counted_when_it_comes_again()
    {
        var (source, row) = await BrokenAsync();
        await portal.PostTextAsync(source, "{ broken", Stop);
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        var detail = await scope.Get<QuarantineQueries>().FindAsync(row.Id, Stop);
        Assert.Equal("{ broken", Encoding.UTF8.GetString(detail!.Body));
        Assert.Equal((UnreadableReasons.NotJson, QuarantineKind.Message, 2, 8), (detail.Row.Reason, detail.Row.Kind, detail.Row.Count, detail.Row.BodyLength));
    }

    [Fact]
    public async Task Pages_follow_each_other_without_gap_or_repetition()
    {
        var source = await portal.AddSourceAsync("5340");
        for (var n = 0; n < QuarantineQueries.PageSize + 5; n++) await portal.PostTextAsync(source, $"broken {n}", Stop);
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        var queries = scope.Get<QuarantineQueries>();
        var first = await queries.ListAsync(new(source.Id), stop: Stop);
        var second = await queries.ListAsync(new(source.Id), first[^1], Stop);
        Assert.Equal((QuarantineQueries.PageSize, 5), (first.Count, second.Count));
        Assert.Empty(first.Select(r => r.Id).Intersect(second.Select(r => r.Id)));
        Assert.Equal(QuarantineQueries.PageSize + 5, await queries.CountAsync(new(source.Id, QuarantineKind.Message, UnreadableReasons.NotJson), Stop));
        Assert.Empty(await queries.ListAsync(new(source.Id, QuarantineKind.Item), stop: Stop));
    }

    [Fact]
    public async Task Taking_a_message_away_leaves_a_trace()
    {
        var (source, row) = await BrokenAsync();
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        Assert.Equal("{ broken", Encoding.UTF8.GetString((await scope.Get<QuarantineService>().DownloadAsync(row.Id, Stop)).Value!));
        Assert.Equal(SourceActions.MessageDownloaded, Assert.Single(await scope.Get<AuditQueries>().HistoryAsync<ReadSource>(source.Id, Stop)).Action);
    }

    [Fact]
    public async Task All_of_one_reason_go_at_once_and_nothing_else()
    {
        var (source, _) = await BrokenAsync();
        await portal.PostTextAsync(source, "", Stop);
        await portal.PostTextAsync(source, "also broken", Stop);
        await portal.PostReadsAsync(source, Stop, ("1", "nobody", "1AAA001", TimeProvider.System.GetUtcNow()));
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        Assert.Equal(2, (await scope.Get<QuarantineService>().DeleteAllAsync(new(source.Id, Reason: UnreadableReasons.NotJson), Stop)).Value);
        var left = Assert.Single(await scope.Get<QuarantineQueries>().ListAsync(new(source.Id), stop: Stop));
        Assert.Equal(UnreadableReasons.EmptyBody, left.Reason);
        Assert.Null((await scope.Get<QuarantineService>().DeleteAsync(left.Id, Stop)).Error);
        Assert.Equal(Error.NotFound, (await scope.Get<QuarantineService>().DeleteAsync(left.Id, Stop)).Error);
        Assert.Equal(1, Assert.Single(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop)).Reads);
        Assert.Equal(1, (await scope.Get<QuarantineService>().DeleteCodeAsync(source.Id, "NOBODY", Stop)).Value);
        Assert.Empty(await scope.Get<QuarantineQueries>().UnknownCodesAsync(source.Id, Stop));
        Assert.Equal(3, (await scope.Get<AuditQueries>().HistoryAsync<ReadSource>(source.Id, Stop)).Count(l => l.Action == SourceActions.MessagesDeleted));
    }

    [Theory]
    [InlineData(ZoneRole.Member)]
    [InlineData(ZoneRole.AnprOperator)]
    public async Task Who_may_not_read_quarantine_sees_and_does_nothing(ZoneRole role)
    {
        var (source, row) = await BrokenAsync();
        await portal.PostReadsAsync(source, Stop, ("1", "nobody", "1AAA001", TimeProvider.System.GetUtcNow()));
        await using var scope = await portal.AsAsync("5340", role);
        var queries = scope.Get<QuarantineQueries>();
        Assert.Empty(await queries.ListAsync(new(), stop: Stop));
        Assert.Equal(0, await queries.CountAsync(new(), Stop));
        Assert.Empty(await queries.UnknownCodesAsync(stop: Stop));
        Assert.Null(await queries.FindAsync(row.Id, Stop));
        Assert.Equal(Error.Forbidden, (await scope.Get<QuarantineService>().DownloadAsync(row.Id, Stop)).Error);
        await AssertMayNotChangeAsync(scope, source, row);
    }

    [Fact]
    public async Task A_supervisor_looks_but_deletes_and_creates_nothing()
    {
        var (source, row) = await BrokenAsync();
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        Assert.NotNull(await scope.Get<QuarantineQueries>().FindAsync(row.Id, Stop));
        await AssertMayNotChangeAsync(scope, source, row);
    }

    static async Task AssertMayNotChangeAsync(ActingScope scope, TestSource source, QuarantineRow row)
    {
        var (service, takeOver) = (scope.Get<QuarantineService>(), scope.Get<TakeOverService>());
        Assert.Equal(Error.Forbidden, (await service.DeleteAsync(row.Id, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.DeleteAllAsync(new(), Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.DeleteCodeAsync(source.Id, "nobody", Stop)).Error);
        Assert.Equal(Error.Forbidden, (await takeOver.CreateCameraAsync(source.Id, "nobody", new("x", ""), Stop)).Error);
        Assert.Equal(Error.Forbidden, (await takeOver.UseCameraAsync(source.Id, "nobody", source.Cameras[0].Id, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await takeOver.TakeOverAsync(source.Id, source.Code(), Stop)).Error);
    }

    [Fact]
    public async Task Another_zones_quarantine_is_not_there()
    {
        var (ours, row) = await BrokenAsync();
        await portal.PostReadsAsync(ours, Stop, ("1", "nobody", "1AAA001", TimeProvider.System.GetUtcNow()));
        var theirs = await portal.AddSourceAsync("5344");
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var (queries, service, takeOver) = (scope.Get<QuarantineQueries>(), scope.Get<QuarantineService>(), scope.Get<TakeOverService>());
        Assert.Null(await queries.FindAsync(row.Id, Stop));
        Assert.Empty(await queries.ListAsync(new(ours.Id), stop: Stop));
        Assert.Empty(await queries.UnknownCodesAsync(ours.Id, Stop));
        Assert.Equal(Error.NotFound, (await service.DownloadAsync(row.Id, Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.DeleteAsync(row.Id, Stop)).Error);
        Assert.Equal(0, (await service.DeleteAllAsync(new(ours.Id), Stop)).Value);
        Assert.Equal(0, (await service.DeleteCodeAsync(ours.Id, "nobody", Stop)).Value);
        Assert.Equal(Error.NotFound, (await takeOver.CreateCameraAsync(ours.Id, "nobody", new("x", ""), Stop)).Error);
        Assert.Equal(Error.NotFound, (await takeOver.TakeOverAsync(ours.Id, ours.Code(), Stop)).Error);
        Assert.Equal(SourceErrors.CameraMissing, (await takeOver.UseCameraAsync(theirs.Id, "nobody", ours.Cameras[0].Id, Stop)).Error);
        await using var own = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        Assert.NotNull(await own.Get<QuarantineQueries>().FindAsync(row.Id, Stop));
        Assert.Single(await own.Get<QuarantineQueries>().UnknownCodesAsync(ours.Id, Stop));
    }
}
