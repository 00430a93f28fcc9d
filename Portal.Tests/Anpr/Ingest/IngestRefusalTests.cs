using System.Text;
using System.Text.Json;
using Portal.Anpr.Ingest;
using static Portal.Tests.Anpr.Ingest.IngestPosts;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>What the portal cannot use: its sender is told why, and it lies in quarantine for a person to look at.</summary>
public sealed class IngestRefusalTests(IngestRefusalTests.Fixture portal) : IClassFixture<IngestRefusalTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("portal", "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")]
    [InlineData("portal", "x")]
    [InlineData("nosuchdialect", null)]
    [InlineData("Portal", null)]
    public async Task An_unknown_key_or_dialect_is_not_found(string dialect, string? key)
    {
        var source = await portal.AddSourceAsync("5340");
        var reply = await PostAsync($"{portal.Address}/api/v1/anpr/ingest/{dialect}/{key ?? source.Key}", Json(Read("k", source.Code(), "1ABC123", Now)));
        Assert.Equal((404, "ingest.unknown_key"), (reply.Status, reply.Code));
        Assert.Equal(0, await portal.ReadsAsync(source));
    }

    [Fact]
    public async Task A_disabled_source_is_refused_and_leaves_nothing()
    {
        var source = await portal.AddSourceAsync("5340", enabled: false);
        var reply = await portal.PostAsync(source, Read("k", source.Code(), "1ABC123", Now));
        Assert.Equal((403, "ingest.disabled"), (reply.Status, reply.Code));
        Assert.Equal(0, await portal.ReadsAsync(source));
        Assert.Empty(await QuarantineAsync(source));
    }

    [Fact]
    public async Task The_key_of_another_dialect_is_told_and_quarantined()
    {
        var source = await portal.AddSourceAsync("5340", "hikvision");
        var body = JsonSerializer.Serialize(Read("k", source.Code(), "1ABC123", Now));
        var reply = await PostAsync($"{portal.Address}/api/v1/anpr/ingest/portal/{source.Key}", Text(body));
        Assert.Equal((400, UnreadableReasons.WrongDialect), (reply.Status, reply.Code));
        var row = Assert.Single(await QuarantineAsync(source));
        Assert.Equal([(int)QuarantineKind.Message, UnreadableReasons.WrongDialect, "hikvision", "", Encoding.UTF8.GetBytes(body), body.Length, 1], row);
    }

    [Theory]
    [InlineData("portal", "no JSON", UnreadableReasons.NotJson)]
    [InlineData("portal", "", UnreadableReasons.EmptyBody)]
    [InlineData("portal", "[]", UnreadableReasons.NoReads)]
    [InlineData("portal", "{}", UnreadableReasons.FieldMissing)]
    [InlineData("hikvision", "<a><b></a>", UnreadableReasons.NotXml)]
    [InlineData("platerecognizer", "{}", UnreadableReasons.FieldMissing)]
    public async Task An_unreadable_body_is_answered_with_code_and_reason_and_quarantined(string dialect, string body, string code)
    {
        var source = await portal.AddSourceAsync("5340", dialect);
        var reply = await portal.PostAsync(source, Text(body, dialect == "hikvision" ? "application/xml" : "application/json"));
        Assert.Equal((400, code), (reply.Status, reply.Code));
        Assert.NotEqual(code, reply.Body.GetProperty("title").GetString());
        var item = Assert.Single(reply.Body.GetProperty("quarantined").EnumerateArray());
        Assert.Equal(code, item.GetProperty("code").GetString());
        var row = Assert.Single(await QuarantineAsync(source));
        Assert.Equal([code, Encoding.UTF8.GetBytes(body)], [row[1], row[4]]);
    }

    [Fact]
    public async Task The_same_bad_body_five_times_is_one_row_with_a_count()
    {
        var source = await portal.AddSourceAsync("5340");
        foreach (var _ in Enumerable.Range(0, 3)) Assert.Equal(400, (await portal.PostAsync(source, Text("bad"))).Status);
        var both = await Task.WhenAll(portal.PostAsync(source, Text("bad")), portal.PostAsync(source, Text("bad")));
        Assert.All(both, r => Assert.Equal(400, r.Status));
        Assert.Equal(5, Assert.Single(await QuarantineAsync(source))[6]);
    }

    [Fact]
    public async Task A_mixed_batch_stores_the_good_and_quarantines_the_bad()
    {
        var source = await portal.AddSourceAsync("5340");
        var reply = await portal.PostAsync(source, Read("good", source.Code(), "1ABC123", Now), new { id = "bad", camera = source.Code() }, Read("good too", source.Code(2), "1ABC124", Now));
        Assert.Equal((200, 2), (reply.Status, reply.Stored));
        var refused = Assert.Single(reply.Body.GetProperty("quarantined").EnumerateArray());
        Assert.Equal((1, UnreadableReasons.FieldMissing), (refused.GetProperty("index").GetInt32(), refused.GetProperty("code").GetString()));
        Assert.Equal(2, await portal.ReadsAsync(source));
        var row = Assert.Single(await QuarantineAsync(source));
        Assert.Equal(((int)QuarantineKind.Item, UnreadableReasons.FieldMissing), ((int)row[0]!, (string)row[1]!));
    }

    [Fact]
    public async Task A_read_of_an_unknown_camera_is_taken_and_kept_whole()
    {
        var source = await portal.AddSourceAsync("5340");
        var at = Now;
        var reply = await portal.PostAsync(source, Json(new { id = "k", camera = "nobody", plate = "1-ABC-123", country = "NL", confidence = 0.5, capturedAt = at, lane = "3", candidates = new[] { new { plate = "1A8C123", confidence = 0.3 } } }));
        Assert.Equal((200, 0), (reply.Status, reply.Stored));
        Assert.Equal("nobody", Assert.Single(reply.Body.GetProperty("quarantined").EnumerateArray()).GetProperty("detail").GetString());
        var row = Assert.Single(await QuarantineAsync(source));
        Assert.Equal(((int)QuarantineKind.UnknownCamera, "nobody"), ((int)row[0]!, (string)row[3]!));
        var kept = JsonSerializer.Deserialize<IncomingRead>((byte[])row[4]!)!;
        Assert.Equal(("k", "1-ABC-123", "NL", 0.5, at, "3", "1A8C123"), (kept.SourceKey, kept.PlateRaw, kept.Country, kept.Confidence, kept.CapturedAt, kept.Lane, kept.Candidates[0].Plate));
    }

    [Fact]
    public async Task Too_large_is_told_with_and_without_a_length()
    {
        var source = await portal.AddSourceAsync("5340");
        var body = new byte[(10 * 1024 * 1024) + 1];
        using var told = new ByteArrayContent(body);
        var withLength = await portal.PostAsync(source, told);
        Assert.Equal((413, "ingest.too_large"), (withLength.Status, withLength.Code));
        using var chunked = new StreamContent(new Endless(body.Length));
        var without = await portal.PostAsync(source, chunked);
        Assert.Equal((413, "ingest.too_large"), (without.Status, without.Code));
        Assert.Empty(await QuarantineAsync(source));
    }

    [Fact]
    public async Task A_large_message_within_the_limit_is_taken_with_and_without_a_length()
    {
        var source = await portal.AddSourceAsync("5340");
        var body = Encoding.UTF8.GetBytes(JsonSerializer.Serialize(new { id = "k", camera = source.Code(), plate = "1ABC123", capturedAt = Now, picture = new string('x', 9 * 1024 * 1024) }));
        using var told = new ByteArrayContent(body);
        Assert.Equal(1, (await portal.PostAsync(source, told)).Stored);
        using var chunked = new StreamContent(new Endless(body));
        Assert.Equal(1, (await portal.PostAsync(source, chunked)).Duplicates);
    }

    [Fact]
    public async Task A_heartbeat_is_taken_and_leaves_nothing()
    {
        var source = await portal.AddSourceAsync("5340", "hikvision");
        var reply = await portal.PostAsync(source, Text("<EventNotificationAlert><eventType>videoloss</eventType></EventNotificationAlert>", "application/xml"));
        Assert.Equal((200, 0), (reply.Status, reply.Stored));
        Assert.Empty(await QuarantineAsync(source));
    }

    [Fact]
    public async Task A_source_that_is_disabled_or_gets_a_new_key_is_refused_within_moments()
    {
        var source = await portal.AddSourceAsync("5340");
        Assert.Equal(200, (await portal.PostAsync(source, Read("k", source.Code(), "1ABC123", Now))).Status);
        await portal.ListAsync("""update read_sources set "Enabled" = false where "Id" = $1""", source.Id);
        await Eventually.TrueAsync("the source is refused", async () => (await portal.PostAsync(source, Read("k", source.Code(), "1ABC123", Now))).Status == 403);
        await portal.ListAsync("""update read_sources set "Enabled" = true, "KeyHash" = $2 where "Id" = $1""", source.Id, SourceIndex.Hash("another key"));
        await Eventually.TrueAsync("the old key is unknown", async () => (await portal.PostAsync(source, Read("k", source.Code(), "1ABC123", Now))).Status == 404);
    }

    [Fact]
    public async Task A_key_that_two_sources_hold_is_nobodys_and_costs_no_other_source_its_reads()
    {
        var (one, two, other) = (await portal.AddSourceAsync("5340"), await portal.AddSourceAsync("5344"), await portal.AddSourceAsync("5340"));
        await portal.ListAsync("""update read_sources set "KeyHash" = $2 where "Id" = $1""", two.Id, SourceIndex.Hash(one.Key));
        await Eventually.TrueAsync("the old key is unknown", async () => (await portal.PostAsync(two, Read("k", two.Code(), "1ABC123", Now))).Status == 404);
        Assert.Equal(404, (await portal.PostAsync(one, Read("k", one.Code(), "1ABC123", Now))).Status);
        Assert.Equal(200, (await portal.PostAsync(other, Read("k", other.Code(), "1ABC123", Now))).Status);
        await portal.ListAsync("""delete from read_sources where "Id" = $1""", two.Id);
        await Eventually.TrueAsync("the key is one source's again", async () => (await portal.PostAsync(one, Read("k", one.Code(), "1ABC123", Now))).Status == 200);
    }

    Task<IReadOnlyList<object?[]>> QuarantineAsync(TestSource source) =>
        portal.ListAsync("""select "Kind", "Reason", "Detail", "CameraCode", "Body", "BodyLength", "Count" from quarantined_messages where "SourceId" = $1""", source.Id);

    /// <summary>A stream that cannot tell its length, so that the client sends it in chunks.</summary>
    sealed class Endless(byte[] bytes) : MemoryStream(bytes)
    {
        public Endless(int length) : this(new byte[length])
        {
        }

        public override bool CanSeek => false;
    }
}
