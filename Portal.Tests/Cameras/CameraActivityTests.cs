using Portal.Anpr.Ingest;
using Portal.Cameras;
using Portal.Tenants;

namespace Portal.Tests.Cameras;

/// <summary>What the list of cameras says of their reads, over the partitioned table.</summary>
public sealed class CameraActivityTests(CameraActivityTests.Fixture portal) : IClassFixture<CameraActivityTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static DateTimeOffset Ago(double seconds) => TimeProvider.System.GetUtcNow().AddSeconds(-seconds);

    async Task<CameraDetail> SeenAsync(TestSource source, int camera)
    {
        await using var scope = await portal.AsAsync(source.Zone, ZoneRole.AnprSupervisor);
        return (await scope.Get<CameraQueries>().FindAsync(source.Cameras[camera - 1].Id, Stop))!;
    }

    [Fact]
    public async Task Reads_of_the_last_hour_are_counted_and_the_delay_is_their_median()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.PostReadsAsync(source, Stop, ("1", source.Code(), "1AAA001", Ago(0.2)), ("2", source.Code(), "1AAA002", Ago(0.4)), ("3", source.Code(), "1AAA003", Ago(1800)));
        var seen = await SeenAsync(source, 1);
        Assert.Equal(3, seen.Activity.ReadsLastHour);
        Assert.InRange(seen.Activity.DelaySeconds!.Value, 0, 60); // the one sent half an hour late does not move the median
        Assert.NotNull(seen.Activity.LastReadAt);
        var silent = await SeenAsync(source, 2);
        Assert.Equal((0, null, null), (silent.Activity.ReadsLastHour, silent.Activity.LastReadAt, silent.Activity.DelaySeconds));
    }

    [Theory]
    [InlineData(3600)] // winter time in summer
    [InlineData(7200)] // universal time in summer
    [InlineData(-3600)] // summer time in winter: not believed, but told
    [InlineData(-60)]
    public async Task A_clock_that_is_off_is_told(int behind)
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.PostReadsAsync(source, Stop, ("1", source.Code(), "1AAA001", Ago(behind)));
        var seen = await SeenAsync(source, 1);
        Assert.Equal(1, seen.Activity.ReadsLastHour);
        Assert.True(seen.Activity.Drifts);
        Assert.InRange(seen.Activity.DelaySeconds!.Value, behind - 1, behind + 30);
    }

    [Fact]
    public async Task Plates_are_told_to_who_may_see_hits_alone()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.PostReadsAsync(source, Stop, ("1", source.Code(), "1AAA001", Ago(1)));
        await using var operators = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        await using var administrator = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var id = source.Cameras[0].Id;
        Assert.Equal("1AAA001", Assert.Single(await operators.Get<CameraQueries>().LastReadsAsync(id, Stop)).Plate);
        var hidden = Assert.Single(await administrator.Get<CameraQueries>().LastReadsAsync(id, Stop));
        Assert.Equal((null, null, null, ClockTrust.Unknown), (hidden.Plate, hidden.Country, hidden.Confidence, hidden.ClockTrust));
    }

    [Fact]
    public async Task Another_zones_reads_are_not_counted()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.PostReadsAsync(source, Stop, ("1", source.Code(), "1AAA001", Ago(1)));
        await using var stranger = await portal.AsAsync("5344", ZoneRole.AnprSupervisor);
        Assert.Empty(await stranger.Get<CameraQueries>().LastReadsAsync(source.Cameras[0].Id, Stop));
        Assert.DoesNotContain(await stranger.Get<CameraQueries>().ListAsync(new(State: CameraState.All), stop: Stop), c => c.Activity.ReadsLastHour > 0);
    }

    [Fact]
    public async Task A_retired_cameras_reads_are_still_stored()
    {
        var source = await portal.AddSourceAsync("5340");
        await using (var administrator = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator)) await administrator.Get<CameraService>().RetireAsync(source.Cameras[0].Id, Stop);
        await portal.PostReadsAsync(source, Stop, ("1", source.Code(), "1AAA001", Ago(1)));
        Assert.Equal(1, (await SeenAsync(source, 1)).Activity.ReadsLastHour);
    }
}
