using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net.Sockets;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Portal.Tests.Anpr.Ingest.IngestPosts;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>A key in a log is a key given away, and a plate in a log is a person's whereabouts: neither stands there, at whatever level.</summary>
public sealed class IngestLogTests(IngestLogTests.Fixture portal) : IClassFixture<IngestLogTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MemoryLog Log { get; } = new();

        protected override IEnumerable<string> Settings =>
        [
            "--Logging:LogLevel:Default=Trace", "--Logging:LogLevel:Microsoft.AspNetCore=Trace", "--Logging:LogLevel:Microsoft.EntityFrameworkCore=Trace",
            "--Logging:LogLevel:Microsoft.AspNetCore.DataProtection=Trace", "--Logging:LogLevel:Quartz=Trace",
        ];

        protected override void Configure(WebApplicationBuilder builder)
        {
            builder.Logging.ClearProviders();
            builder.Services.AddSingleton<ILoggerProvider>(Log);
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly HttpClient Http = new(new SocketsHttpHandler { AllowAutoRedirect = false });

    [Fact]
    public async Task No_key_and_no_plate_stands_in_any_log_or_trace()
    {
        var tags = new ConcurrentQueue<string>(); // other tests of the run are heard as well, while this one reads
        using var listener = new ActivityListener
        {
            ShouldListenTo = s => s.Name.StartsWith("Microsoft.AspNetCore", StringComparison.Ordinal),
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = a => tags.Enqueue(a.DisplayName + string.Join(' ', a.TagObjects.Select(t => t.Value))),
        };
        ActivitySource.AddActivityListener(listener);

        const string plate = "7QQQ735";
        await portal.AddEntryAsync("5340", plate);
        List<TestSource> sources = [];
        foreach (var dialect in new[] { "portal", "hikvision", "platerecognizer" }) sources.Add(await portal.AddSourceAsync("5340", dialect));
        sources.Add(await portal.AddSourceAsync("5340", enabled: false));
        const string unknown = "kkkkkkkkmmmmmmmmnnnnnnnnpppppppp";
        foreach (var source in sources)
        {
            await portal.PostAsync(source, Message(source.Dialect, "k", source.Code(), plate, Now));
            await portal.PostAsync(source, Message(source.Dialect, "k", "unknown camera", plate, Now));
            await portal.PostAsync(source, Text("bad " + plate));
            await portal.PostAsync(source, Text($$"""{"id":"k","camera":"{{source.Code()}}","plate":"{{plate}}","capturedAt":"never"}"""));
        }

        await portal.ListAsync("""alter table reads add constraint spoilt check ("Lane" <> 'spoilt')""");
        await portal.PostAsync(sources[0], Json(new { id = "k2", camera = sources[0].Code(), plate, capturedAt = Now, lane = "spoilt" }));
        await portal.ListAsync("alter table reads drop constraint spoilt");
        foreach (var key in sources.Select(s => s.Key).Append(unknown)) await SendEverywhereAsync(key);

        var lines = portal.Log.Lines.ToList();
        Assert.Contains(lines, l => l.Level == LogLevel.Trace);
        Assert.Contains(lines, l => l.Category == "Microsoft.AspNetCore.Hosting.Diagnostics" && l.Text.Contains("/api/v1/anpr/ingest/portal/hidden", StringComparison.Ordinal));
        foreach (var secret in sources.Select(s => s.Key).Append(unknown).Append(plate))
        {
            var line = lines.Find(l => Uri.UnescapeDataString(l.Text).Contains(secret, StringComparison.OrdinalIgnoreCase));
            Assert.True(line == default, $"{secret} stands in the log: {line}");
            Assert.DoesNotContain(tags, t => t.Contains(secret, StringComparison.OrdinalIgnoreCase));
        }

        Assert.NotEmpty(tags);
    }

    async Task SendEverywhereAsync(string key)
    {
        const string ingest = "/api/v1/anpr/ingest";
        var encoded = string.Concat(key.Select(c => $"%{(int)c:x2}"));
        string[] targets =
        [
            $"{ingest}/portal/{key}", $"{ingest}/hikvision/{key}", $"{ingest}/nothing/{key}", $"{ingest}/portal/{key}/", $"{ingest}/portal/{key}/more", $"{ingest}/portal//{key}", $"//api/v1/anpr/ingest/portal/{key}",
            $"/api/v1//anpr/ingest/portal/{key}", $"{ingest}//portal/{key}", $"{ingest.ToUpperInvariant()}/PORTAL/{key.ToUpperInvariant()}", $"{ingest}/portal/{encoded}", $"/api/v1/anpr/%69ngest/portal/{key}",
            $"/api/v1/anpr/ingest%2Fportal%2F{key}", $"/api/v1/anpr/%2569ngest/portal/{key}", $"{ingest}/portal/{key}?a=b", $"{ingest}/portal/x?key={key}", $"{ingest}?key={key}", $"{ingest}/{key}", $"{ingest}/{key}/portal",
            $"/api/v1/anpr/{key}", $"/api/v2/anpr/ingest/portal/{key}", $"/anpr/ingest/portal/{key}", $"/ingest/{key}", $"{ingest}/../ingest/portal/{key}", $"{ingest}/portal/./{key}", $"{ingest}/portal;{key}", $"{ingest}/portal/{key}#x",
        ];
        foreach (var method in new[] { "POST", "GET", "HEAD", "OPTIONS", "PUT", "DELETE", "FOO" })
        {
            foreach (var target in targets) await RawAsync($"{method} {target} HTTP/1.1\r\nHost: portal.test\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        }

        await RawAsync($"POST http://portal.test{ingest}/portal/{key} HTTP/1.1\r\nHost: portal.test\r\nContent-Length: 0\r\nConnection: close\r\n\r\n");
        await RawAsync($"POST {ingest}/portal/{key} HTTP/9.9\r\nHost: portal.test\r\n\r\n");
        await RawAsync($"POST {ingest}/portal/{key}\r\n\r\n");
        await RawAsync($"PO ST {ingest}/portal/{key} HTTP/1.1\r\nHost: portal.test\r\n\r\n");
        await RawAsync($"POST {ingest}/portal/{key}\0 HTTP/1.1\r\nHost: portal.test\r\n\r\n");
        await RawAsync($"POST {ingest}/portal/{key}%00 HTTP/1.1\r\nHost: portal.test\r\n\r\n");
        await RawAsync($"POST {ingest}/portal/{key} HTTP/1.1\r\nHost: portal.test\r\nTransfer-Encoding: chunked\r\n\r\nnonsense\r\n");
        await RawAsync($"POST {ingest}/portal/{key} HTTP/1.1\r\nHost: portal.test\r\nContent-Length: 20000000\r\n\r\n");
        using var answer = await Http.GetAsync(new Uri($"{portal.Address}{ingest}/portal/{key}"), Stop);
        Assert.DoesNotContain(key, answer.Headers.ToString(), StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain(key, await answer.Content.ReadAsStringAsync(Stop), StringComparison.OrdinalIgnoreCase);
    }

    async Task RawAsync(string request)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(new Uri(portal.Address).Host, new Uri(portal.Address).Port, Stop);
        await client.GetStream().WriteAsync(Encoding.ASCII.GetBytes(request), Stop);
        using var reader = new StreamReader(client.GetStream());
        Assert.StartsWith("HTTP/1.1 ", await reader.ReadLineAsync(Stop).AsTask().WaitAsync(TimeSpan.FromSeconds(30), Stop));
    }
}
