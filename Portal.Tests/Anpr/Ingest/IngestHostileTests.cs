using System.Net.Sockets;
using System.Text;
using System.Text.Json.Nodes;
using static Portal.Tests.Anpr.Ingest.IngestPosts;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>Whatever a sender with a good key puts into its message, it is taken or refused with a reason; the portal has no fault.</summary>
public sealed class IngestHostileTests(IngestHostileTests.Fixture portal) : IClassFixture<IngestHostileTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>As they stand in JSON, between quotation marks.</summary>
    static readonly string[] Hostile =
    [
        @"\u0000", @"a\u0000b", @"\ud800", @"a\udc00", @"\ud83d\ude00", @"\u202e\u200b", @"\u001b[2J", "'; drop table reads; --", "$1", "%00", @"\\u0000", "{}", "İıßſ", new('x', 10_000), new('é', 10_000),
        string.Concat(Enumerable.Repeat(@"\ud83d\ude00", 5_000)), new(' ', 10_000), new('?', 12),
    ];

    [Fact]
    public async Task No_text_in_any_field_of_the_portals_dialect_is_a_fault()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.AddEntryAsync("5340", "1ABC123", tolerant: true);
        string[] fields = ["id", "camera", "plate", "capturedAt", "country", "lane", "direction", "vehicle.make", "vehicle.kind", "candidates", "confidence", "unknown"];
        var number = 0;
        await Task.WhenAll(fields.SelectMany(field => Hostile.Select(async text =>
        {
            var read = new JsonObject { ["id"] = "k" + Interlocked.Increment(ref number), ["camera"] = source.Code(), ["plate"] = "1ABC123", ["capturedAt"] = Now, ["vehicle"] = new JsonObject(), ["candidates"] = new JsonArray() };
            if (field == "candidates") read["candidates"] = new JsonArray(new JsonObject { ["plate"] = "@", ["confidence"] = 0.5 });
            else if (field.Split('.') is [var outer, var inner]) read[outer]![inner] = "@";
            else read[field] = "@";
            await TakenOrRefusedAsync(source, Text(read.ToJsonString().Replace("\"@\"", '"' + text + '"', StringComparison.Ordinal)), field + " " + text);
        })));
    }

    [Fact]
    public async Task No_text_in_any_field_of_Plate_Recognizer_is_a_fault()
    {
        var source = await portal.AddSourceAsync("5340", "platerecognizer");
        await Task.WhenAll(Hostile.SelectMany(text => new[] { "camera_id", "filename", "timestamp", "plate", "code" }.Select(async field =>
        {
            var body = System.Text.Json.JsonSerializer.Serialize(Recognizer("f", source.Code(), "1ABC123", Now));
            var (before, after) = (body.IndexOf($"\"{field}\":\"", StringComparison.Ordinal) + field.Length + 4, 0);
            after = body.IndexOf('"', before);
            await TakenOrRefusedAsync(source, Text(body[..before] + text + body[after..]), field + " " + text);
        })));
    }

    [Fact]
    public async Task No_text_in_any_field_of_Hikvision_is_a_fault()
    {
        var source = await portal.AddSourceAsync("5340", "hikvision");
        string[] texts = ["&#0;", "\0", "&#xD800;", "a&#x1F600;", "&lt;![CDATA[", "<![CDATA[x]]>", "&unknown;", new('x', 10_000), string.Concat(Enumerable.Repeat("<a>", 300)), "😀", "‮"];
        await Task.WhenAll(texts.SelectMany(text => new[] { source.Code(), "1ABC123", "ANPR", "97", "UUID-1" }.Select(async field =>
            await TakenOrRefusedAsync(source, Text(HikvisionXml("UUID-1", source.Code(), "1ABC123", Now).Replace('>' + field + '<', '>' + text + '<', StringComparison.Ordinal), "application/xml"), field + " " + text))));
    }

    [Theory]
    [InlineData("portal")]
    [InlineData("hikvision")]
    [InlineData("platerecognizer")]
    public async Task No_bytes_and_no_content_type_is_a_fault(string dialect)
    {
        var source = await portal.AddSourceAsync("5340", dialect);
        byte[][] bodies =
        [
            [], [0], [0xFF, 0xFE], [0xEF, 0xBB, 0xBF], [0xC3, 0x28], [.. "{\"id\":\""u8, 0xFF, .. "\"}"u8], Encoding.Unicode.GetBytes("{\"id\":1}"), new byte[100_000], [.. Enumerable.Repeat((byte)'[', 100_000)],
            [.. "--b\r\n\r\n"u8], [.. "--b\r\nContent-Disposition: form-data; name=\"json\"\r\n\r\n{}\r\n--b--"u8], [.. "json=%00&json=%FF"u8], [.. "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>"u8],
        ];
        string?[] types = [null, "application/json", "application/json; charset=nonsense", "multipart/form-data", "multipart/form-data; boundary=b", "multipart/form-data; boundary=" + new string('b', 5_000), "application/xml; charset=utf-7", "application/x-www-form-urlencoded", "no type", ";;;", "text/xml; charset=\"\0\""];
        foreach (var body in bodies)
        {
            await Task.WhenAll(types.Select(async type =>
            {
                using var content = new ByteArrayContent(body);
                if (type is not null) content.Headers.TryAddWithoutValidation("Content-Type", type);
                if (type?.Contains('\0') == true) return; // no client can send it
                await TakenOrRefusedAsync(source, content, $"{type}: {Convert.ToHexString(body.AsSpan(0, Math.Min(body.Length, 20)))}");
            }));
        }
    }

    [Theory]
    [InlineData("Transfer-Encoding: chunked\r\n\r\nnonsense\r\n", 400)]
    [InlineData("Transfer-Encoding: chunked\r\n\r\n5\r\nhelloXX", 400)]
    [InlineData("Content-Length: -5\r\n\r\n", 400)]
    [InlineData("Content-Length: 5\r\nContent-Length: 6\r\n\r\nhello", 400)]
    [InlineData("Content-Length: 99999999999999999999\r\n\r\n", 400)]
    public async Task A_broken_request_is_the_senders_fault(string rest, int status)
    {
        var source = await portal.AddSourceAsync("5340");
        Assert.Equal(status, await RawAsync($"POST /api/v1/anpr/ingest/portal/{source.Key} HTTP/1.1\r\nHost: x\r\nConnection: close\r\n{rest}"));
    }

    [Fact]
    public async Task A_camera_that_hangs_up_in_the_middle_leaves_nothing_and_harms_nobody()
    {
        var source = await portal.AddSourceAsync("5340");
        for (var n = 0; n < 20; n++)
        {
            using var client = new TcpClient();
            await client.ConnectAsync(new Uri(portal.Address).Host, new Uri(portal.Address).Port, Stop);
            await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes($"POST /api/v1/anpr/ingest/portal/{source.Key} HTTP/1.1\r\nHost: x\r\nContent-Length: 5000000\r\n\r\n[{{"), Stop);
        }

        Assert.Equal(1, (await portal.PostAsync(source, Read("k", source.Code(), "1ABC123", Now))).Stored);
        Assert.Equal(0, await portal.AskAsync<long>("""select count(*) from quarantined_messages where "SourceId" = $1""", source.Id));
    }

    [Fact]
    public async Task Who_has_no_key_is_refused_before_the_message_is_received()
    {
        // The head of a message of ten megabytes, and nothing of it: the answer comes all the same.
        Assert.Equal(404, await RawAsync("POST /api/v1/anpr/ingest/portal/aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa HTTP/1.1\r\nHost: x\r\nContent-Length: 10000000\r\n\r\n"));
    }

    async Task TakenOrRefusedAsync(TestSource source, HttpContent content, string what)
    {
        var reply = await portal.PostAsync(source, content);
        Assert.True(reply.Status is 200 or 400, $"{reply.Status} for {what[..Math.Min(what.Length, 60)]}");
        if (reply.Status == 400) Assert.StartsWith("ingest.", reply.Code);
    }

    async Task<int> RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(new Uri(portal.Address).Host, new Uri(portal.Address).Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        using var reader = new StreamReader(client.GetStream());
        var first = await reader.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(20), Stop);
        return int.Parse(first!.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture);
    }
}
