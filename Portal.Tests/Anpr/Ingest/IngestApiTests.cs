using Npgsql;
using static Portal.Tests.Anpr.Ingest.IngestPosts;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>What the ingest address promises to cameras: an acknowledged read is a stored read, and a read sent again is stored once.</summary>
public sealed class IngestApiTests(IngestApiTests.Fixture portal) : IClassFixture<IngestApiTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_answer_comes_after_the_commit()
    {
        var source = await portal.AddSourceAsync("5340");
        Assert.Equal(200, (await portal.PostAsync(source, Read("first", source.Code(), "1-ABC-001", Now))).Status); // the day's partition exists
        Task<IngestReply> post;
        await using (var held = new NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false"))
        {
            await held.OpenAsync(Stop);
            await using var transaction = await held.BeginTransactionAsync(Stop);
            await using (var held1 = new NpgsqlCommand("lock table reads in exclusive mode", held)) await held1.ExecuteNonQueryAsync(Stop);
            post = portal.PostAsync(source, Read("second", source.Code(), "1-ABC-002", Now));
            await Eventually.TrueAsync("the writer waits for the table", async () => await portal.AskAsync<long>("select count(*) from pg_locks where not granted and relation = 'reads'::regclass") > 0);
            Assert.NotSame(post, await Task.WhenAny(post, Task.Delay(300, Stop)));
        }

        Assert.Equal(1, (await post).Stored);
        Assert.Equal(2, await portal.ReadsAsync(source));
    }

    [Fact]
    public async Task Every_acknowledged_read_is_there_at_once()
    {
        var source = await portal.AddSourceAsync("5340");
        for (var n = 1; n <= 20; n++)
        {
            Assert.Equal(1, (await portal.PostAsync(source, Read("r" + n, source.Code(), "1-ABC-123", Now))).Stored);
            Assert.Equal(n, await portal.ReadsAsync(source));
        }
    }

    [Fact]
    public async Task A_single_read_is_stored_with_all_that_the_camera_told()
    {
        var source = await portal.AddSourceAsync("5340");
        var at = Now.AddSeconds(-3);
        var reply = await portal.PostAsync(source, Json(new
        {
            id = "whole",
            camera = source.Code(2),
            plate = "1-abc-123",
            country = "BEL",
            confidence = 0.91,
            characterConfidence = new[] { 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3 },
            capturedAt = at,
            clockSynchronised = true,
            candidates = new[] { new { plate = "1-A8C-123", confidence = 0.4 } },
            lane = "2",
            direction = "departing",
            speedKmh = 61.5,
            retransmitted = true,
            vehicle = new { make = "Volvo", model = "V60", colour = "grey", kind = "car" },
        }));
        Assert.Equal((200, 1, 0), (reply.Status, reply.Stored, reply.Duplicates));
        var row = Assert.Single(await portal.ListAsync("""
            select "Tenant", "CameraId", "PlateRaw", "Plate", "Country", "Confidence", "CharacterConfidence", "Candidates", "ClockTrust", "ClaimedAt", "Lane", "Direction", "SpeedKmh",
              "VehicleMake", "VehicleModel", "VehicleColour", "VehicleKind", "Retransmitted", "CapturedAt" from reads where "SourceId" = $1
            """, source.Id));
        Assert.Equal(
            ["5340", source.Cameras[1].Id, "1-abc-123", "1ABC123", "B", 0.91f, new byte[] { 90, 80, 70, 60, 50, 40, 30 }, "1A8C123:0.40", 1, null, "2", 2, 61.5f, "Volvo", "V60", "grey", "car", true],
            row[..^1]);
        Assert.Equal(0, (at.UtcDateTime - (DateTime)row[^1]!).TotalSeconds, 0.001);
    }

    [Fact]
    public async Task A_thousand_reads_are_one_message()
    {
        var source = await portal.AddSourceAsync("5340");
        var now = Now;
        object[] reads = [.. Enumerable.Range(0, 1_000).Select(n => Read("k" + n, source.Code(1 + (n % 2)), "1ABC" + n, now.AddSeconds(-n)))];
        Assert.Equal((1_000, 0), await StoredAsync(source, reads));
        Assert.Equal((0, 1_000), await StoredAsync(source, reads));
        Assert.Equal(1_000, await portal.ReadsAsync(source));
    }

    [Fact]
    public async Task More_than_a_thousand_reads_are_refused_whole()
    {
        var source = await portal.AddSourceAsync("5340");
        var reply = await portal.PostAsync(source, [.. Enumerable.Range(0, 1_001).Select(n => Read("k" + n, source.Code(), "1ABC123", Now))]);
        Assert.Equal((400, "ingest.too_many_reads"), (reply.Status, reply.Code));
        Assert.Equal(0, await portal.ReadsAsync(source));
    }

    [Theory]
    [InlineData("portal", "7AAA001")]
    [InlineData("hikvision", "7BBB002")]
    [InlineData("platerecognizer", "7CCC003")]
    public async Task The_same_message_again_is_one_read_and_one_hit(string dialect, string plate)
    {
        var source = await portal.AddSourceAsync("5340", dialect);
        await portal.AddEntryAsync("5340", plate);
        var at = Now.AddSeconds(-2);
        var first = await portal.PostAsync(source, Message(dialect, "again", source.Code(), plate, at));
        var second = await portal.PostAsync(source, Message(dialect, "again", source.Code(), plate, at));
        Assert.Equal((200, 1, 0), (first.Status, first.Stored, first.Duplicates));
        Assert.Equal((200, 0, 1), (second.Status, second.Stored, second.Duplicates));
        await OneReadOneHitAsync(source, plate);
    }

    [Theory]
    [InlineData("portal", "7AAA004")]
    [InlineData("hikvision", "7BBB005")]
    public async Task The_same_read_three_times_in_one_message_is_one_read_and_one_hit(string dialect, string plate)
    {
        var source = await portal.AddSourceAsync("5340", dialect);
        await portal.AddEntryAsync("5340", plate);
        var reply = await portal.PostAsync(source, Message(dialect, "thrice", source.Code(), plate, Now, times: 3));
        Assert.Equal((200, 1, 2), (reply.Status, reply.Stored, reply.Duplicates));
        await OneReadOneHitAsync(source, plate);
    }

    [Theory]
    [InlineData("portal", "7AAA006")]
    [InlineData("hikvision", "7BBB007")]
    [InlineData("platerecognizer", "7CCC008")]
    public async Task The_same_message_twenty_times_at_once_is_one_read_and_one_hit(string dialect, string plate)
    {
        var source = await portal.AddSourceAsync("5340", dialect);
        await portal.AddEntryAsync("5340", plate);
        var at = Now;
        var replies = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => portal.PostAsync(source, Message(dialect, "at once", source.Code(), plate, at))));
        Assert.All(replies, r => Assert.Equal(200, r.Status));
        Assert.Equal((1, 19), (replies.Sum(r => r.Stored), replies.Sum(r => r.Duplicates)));
        await OneReadOneHitAsync(source, plate);
    }

    [Fact]
    public async Task The_same_key_at_another_camera_or_time_is_another_read()
    {
        var source = await portal.AddSourceAsync("5340");
        var now = Now;
        Assert.Equal((3, 0), await StoredAsync(source, Read("k", source.Code(), "1ABC123", now), Read("k", source.Code(2), "1ABC123", now), Read("k", source.Code(), "1ABC123", now.AddSeconds(-1))));
    }

    [Fact]
    public async Task Capitals_do_not_matter_in_the_code_of_a_camera()
    {
        var source = await portal.AddSourceAsync("5340");
        Assert.Equal((1, 0), await StoredAsync(source, Read("k", source.Code().ToUpperInvariant(), "1ABC123", Now)));
    }

    [Fact]
    public async Task A_slash_behind_the_key_harms_nothing()
    {
        var source = await portal.AddSourceAsync("5340");
        var reply = await PostAsync(source.Address(portal.Address) + "/", Json(Read("k", source.Code(), "1ABC123", Now)));
        Assert.Equal(200, reply.Status);
    }

    async Task<(int Stored, int Duplicates)> StoredAsync(TestSource source, params object[] reads)
    {
        var reply = await portal.PostAsync(source, reads);
        Assert.Equal(200, reply.Status);
        return (reply.Stored, reply.Duplicates);
    }

    async Task OneReadOneHitAsync(TestSource source, string plate)
    {
        Assert.Equal(1, await portal.ReadsAsync(source));
        var hit = Assert.Single(await portal.ListAsync("""select "ReadCount", "Kind" from hits where "MatchedPlate" = $1""", plate));
        Assert.Equal([1, 0], hit);
    }
}
