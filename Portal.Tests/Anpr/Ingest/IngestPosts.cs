using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Npgsql;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>What a camera is answered.</summary>
sealed record IngestReply(int Status, JsonElement Body, TimeSpan? RetryAfter)
{
    public int Stored => Body.GetProperty("stored").GetInt32();

    public int Duplicates => Body.GetProperty("duplicates").GetInt32();

    public string Code => Body.GetProperty("code").GetString()!;
}

/// <summary>Posts as cameras do, and looks into the database past the portal.</summary>
static class IngestPosts
{
    static readonly HttpClient Http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromSeconds(20) });

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static object Read(string id, string camera, string plate, DateTimeOffset at) => new { id, camera, plate, capturedAt = at };

    public static StringContent Json(object message) => Text(JsonSerializer.Serialize(message));

    public static StringContent Text(string body, string type = "application/json") => new(body, Encoding.UTF8, type);

    /// <summary>One read as that dialect tells it.</summary>
    public static HttpContent Message(string dialect, string id, string camera, string plate, DateTimeOffset at, int times = 1) => dialect switch
    {
        "portal" => Json(Enumerable.Repeat(Read(id, camera, plate, at), times)),
        "hikvision" => Hikvision(id, camera, plate, at, times),
        _ => Json(Recognizer(id, camera, plate, at)),
    };

    public static object Recognizer(string id, string camera, string plate, DateTimeOffset at) => new
    {
        hook = new { @event = "recognition" },
        data = new
        {
            camera_id = camera,
            filename = id + ".jpg",
            timestamp = at.ToString("yyyy-MM-dd'T'HH:mm:ss.ffffff'Z'", CultureInfo.InvariantCulture),
            results = new[] { new { plate, score = 0.9, region = new { code = "be" }, candidates = Array.Empty<object>() } },
        },
    };

    public static string HikvisionXml(string id, string camera, string plate, DateTimeOffset at) => FormattableString.Invariant($"""
        <?xml version="1.0" encoding="UTF-8"?>
        <EventNotificationAlert><macAddress>{camera}</macAddress><channelID>1</channelID><dateTime>{at:yyyy-MM-dd'T'HH:mm:ss.fff}+00:00</dateTime><eventType>ANPR</eventType>
        <ANPR><licensePlate>{plate}</licensePlate><confidenceLevel>97</confidenceLevel></ANPR><UUID>{id}</UUID></EventNotificationAlert>
        """);

    public static async Task<IngestReply> PostAsync(this PortalServices portal, TestSource source, HttpContent content) => await PostAsync(source.Address(portal.Address), content);

    public static Task<IngestReply> PostAsync(this PortalServices portal, TestSource source, params object[] reads) => portal.PostAsync(source, Json(reads));

    public static async Task<IngestReply> PostAsync(string address, HttpContent content)
    {
        using var answer = await Http.PostAsync(new Uri(address), content, Stop);
        var text = await answer.Content.ReadAsStringAsync(Stop);
        var isJson = answer.Content.Headers.ContentType?.MediaType?.EndsWith("json", StringComparison.Ordinal) == true;
        return new((int)answer.StatusCode, isJson ? JsonElement.Parse(text) : default, answer.Headers.RetryAfter?.Delta);
    }

    public static async Task<T> AskAsync<T>(this PortalServices portal, string sql, params object[] values) => (T)(await portal.ListAsync(sql, values))[0][0]!;

    /// <summary>Rows as the owner of the tables sees them.</summary>
    public static async Task<IReadOnlyList<object?[]>> ListAsync(this PortalServices portal, string sql, params object[] values)
    {
        await using var connection = new NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        foreach (var value in values) command.Parameters.Add(new() { Value = value });
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<object?[]>();
        while (await reader.ReadAsync(Stop)) rows.Add([.. Enumerable.Range(0, reader.FieldCount).Select(n => reader.IsDBNull(n) ? null : reader.GetValue(n))]);
        return rows;
    }

    public static Task<long> ReadsAsync(this PortalServices portal, TestSource source) => portal.AskAsync<long>("""select count(*) from reads where "SourceId" = $1""", source.Id);

    static MultipartFormDataContent Hikvision(string id, string camera, string plate, DateTimeOffset at, int times)
    {
        var parts = new MultipartFormDataContent();
        for (var n = 0; n < times; n++)
        {
            var part = new StringContent(HikvisionXml(id, camera, plate, at), Encoding.UTF8);
            part.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
            parts.Add(part, "anpr.xml", "anpr.xml");
        }

        return parts;
    }
}
