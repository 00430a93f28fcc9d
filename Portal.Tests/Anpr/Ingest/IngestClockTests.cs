using Portal.Anpr.Ingest;
using static Portal.Tests.Anpr.Ingest.IngestPosts;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>A camera's clock is believed within bounds; a read that carries the portal's time is known when it is sent again.</summary>
public sealed class IngestClockTests(IngestClockTests.Fixture portal) : IClassFixture<IngestClockTests.Fixture>
{
    /// <summary>A portal whose clock the test sets ahead.</summary>
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public ShiftedClock Clock { get; } = new();

        protected override void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) =>
            Microsoft.Extensions.DependencyInjection.ServiceCollectionServiceExtensions.AddSingleton<TimeProvider>(builder.Services, Clock);
    }

    public sealed class ShiftedClock : TimeProvider
    {
        public TimeSpan Ahead { get; set; }

        public override DateTimeOffset GetUtcNow() => base.GetUtcNow() + Ahead;
    }

    [Theory]
    [InlineData("portal", -1096)]
    [InlineData("portal", 2)]
    [InlineData("hikvision", -1096)]
    [InlineData("hikvision", 2)]
    [InlineData("platerecognizer", -1096)]
    [InlineData("platerecognizer", 2)]
    public async Task A_clock_far_off_is_not_believed_and_a_resent_read_is_known(string dialect, int days)
    {
        var source = await portal.AddSourceAsync("5340", dialect);
        var (claimed, before) = (Now.AddDays(days), Now);
        Assert.Equal(1, (await portal.PostAsync(source, Message(dialect, "k", source.Code(), "1ABC123", claimed))).Stored);
        Assert.Equal(1, (await portal.PostAsync(source, Message(dialect, "k", source.Code(), "1ABC123", claimed))).Duplicates);
        var read = await OnlyReadAsync(source);
        Assert.Equal(ClockTrust.Server, read.Trust);
        Assert.InRange(read.CapturedAt, before.AddMilliseconds(-1), Now);
        Assert.Equal(claimed, read.ClaimedAt!.Value, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_read_without_a_time_is_stored_under_the_portals()
    {
        var source = await portal.AddSourceAsync("5340", "hikvision");
        string body = "<EventNotificationAlert><macAddress>" + source.Code() + "</macAddress><eventType>ANPR</eventType><ANPR><licensePlate>1ABC123</licensePlate></ANPR><UUID>k</UUID></EventNotificationAlert>";
        Assert.Equal(1, (await portal.PostAsync(source, Text(body, "application/xml"))).Stored);
        Assert.Equal(1, (await portal.PostAsync(source, Text(body, "application/xml"))).Duplicates);
        var read = await OnlyReadAsync(source);
        Assert.Equal((ClockTrust.Server, null), (read.Trust, read.ClaimedAt));
        Assert.Equal(Now, read.CapturedAt, TimeSpan.FromMinutes(1));
    }

    [Fact]
    public async Task The_same_read_of_a_wrong_clock_twice_in_one_message_is_one_read()
    {
        var source = await portal.AddSourceAsync("5340");
        var read = Read("k", source.Code(), "1ABC123", Now.AddYears(-3));
        var reply = await portal.PostAsync(source, read, read);
        Assert.Equal((1, 1), (reply.Stored, reply.Duplicates));
        await OnlyReadAsync(source);
    }

    [Theory]
    [InlineData(-1440)]
    [InlineData(-29 * 1440)]
    [InlineData(3)]
    public async Task A_clock_within_bounds_is_believed(int minutes)
    {
        var source = await portal.AddSourceAsync("5340");
        var at = Now.AddMinutes(minutes);
        Assert.Equal(1, (await portal.PostAsync(source, Read("k", source.Code(), "1ABC123", at))).Stored);
        var read = await OnlyReadAsync(source);
        Assert.Equal((ClockTrust.Unknown, null), (read.Trust, read.ClaimedAt));
        Assert.Equal(at, read.CapturedAt, TimeSpan.FromMilliseconds(1));
    }

    [Fact]
    public async Task A_read_from_ahead_that_is_sent_again_once_its_time_has_come_is_one_read()
    {
        var source = await portal.AddSourceAsync("5340");
        var read = Read("k", source.Code(), "1ABC123", Now.AddMinutes(30));
        Assert.Equal(1, (await portal.PostAsync(source, read)).Stored);
        var again = await LaterAsync(TimeSpan.FromMinutes(40), () => portal.PostAsync(source, read));
        Assert.Equal((0, 1), (again.Stored, again.Duplicates));
        Assert.Equal(ClockTrust.Server, (await OnlyReadAsync(source)).Trust);
    }

    [Fact]
    public async Task A_read_that_is_sent_again_when_it_has_grown_too_old_is_one_read()
    {
        var source = await portal.AddSourceAsync("5340");
        var read = Read("k", source.Code(), "1ABC123", Now.AddDays(-29));
        Assert.Equal(1, (await portal.PostAsync(source, read)).Stored);
        var again = await LaterAsync(TimeSpan.FromDays(2), () => portal.PostAsync(source, read));
        Assert.Equal((0, 1), (again.Stored, again.Duplicates));
        Assert.Equal(ClockTrust.Unknown, (await OnlyReadAsync(source)).Trust);
    }

    async Task<IngestReply> LaterAsync(TimeSpan ahead, Func<Task<IngestReply>> post)
    {
        portal.Clock.Ahead = ahead;
        try
        {
            return await post();
        }
        finally
        {
            portal.Clock.Ahead = TimeSpan.Zero;
        }
    }

    async Task<(DateTimeOffset CapturedAt, DateTimeOffset? ClaimedAt, ClockTrust Trust)> OnlyReadAsync(TestSource source)
    {
        var row = Assert.Single(await portal.ListAsync("""select "CapturedAt", "ClaimedAt", "ClockTrust" from reads where "SourceId" = $1""", source.Id));
        return (new((DateTime)row[0]!), row[1] is DateTime claimed ? new DateTimeOffset(claimed) : null, (ClockTrust)(int)row[2]!);
    }
}
