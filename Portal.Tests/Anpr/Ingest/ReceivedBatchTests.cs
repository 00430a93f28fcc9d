using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Anpr.Ingest.Jobs;
using static Portal.Tests.Anpr.Ingest.IngestPosts;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>The audit says what each source brought, hour by hour, and has no line for a read.</summary>
public sealed class ReceivedBatchTests(ReceivedBatchTests.Fixture portal) : IClassFixture<ReceivedBatchTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.Replace(ServiceDescriptor.Singleton<TimeProvider>(Clock));
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    Task RecordAsync() => ActivatorUtilities.CreateInstance<RecordReceivedJob>(portal.Root).Execute(null!, Stop).AsTask();

    async Task<List<JsonElement>> LinesAsync(TestSource source)
    {
        var lines = await portal.ListAsync(
            """select c."Details" from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where l."Action" = 'source.received' and l."ObjectId" = $1 order by l."DoneAt", c."Details" """, source.Id);
        return [.. lines.Select(l => JsonSerializer.Deserialize<JsonElement>((string)l[0]!))];
    }

    static (long, long, long) Counts(JsonElement line) => (line.GetProperty("stored").GetInt64(), line.GetProperty("repeated").GetInt64(), line.GetProperty("quarantined").GetInt64());

    [Fact]
    public async Task An_hour_of_a_source_is_one_line_with_what_it_brought()
    {
        var source = await portal.AddSourceAsync("5340");
        // In the first minutes of an hour, so that all of it falls into that hour.
        var hour = new DateTimeOffset(Now.UtcTicks - (Now.UtcTicks % TimeSpan.TicksPerHour), TimeSpan.Zero).AddHours(1).AddMinutes(1);
        var at = hour.AddMinutes(-20);
        using (portal.Clock.Later(hour - Now))
        {
            await portal.PostAsync(source, Json(new[] { Read("a", source.Code(), "1BAT001", at), Read("b", source.Code(), "1BAT002", at), Read("c", "unknown", "1BAT003", at) }));
            await portal.PostAsync(source, Json(Read("a", source.Code(), "1BAT001", at))); // once more
            await portal.PostAsync(source, Text("no JSON"));
            await RecordAsync();
            Assert.Empty(await LinesAsync(source)); // the hour is not over
        }

        using (portal.Clock.Later(hour.AddHours(1).AddMinutes(4) - Now))
        {
            await portal.PostAsync(source, Json(Read("d", source.Code(), "1BAT004", at)));
            await RecordAsync();
            await RecordAsync();
            var line = Assert.Single(await LinesAsync(source));
            Assert.Equal((2, 1, 2), Counts(line));
            Assert.InRange(line.GetProperty("from").GetDateTimeOffset(), hour.AddMinutes(-1), line.GetProperty("to").GetDateTimeOffset());
            Assert.DoesNotContain("1BAT", line.GetRawText(), StringComparison.Ordinal);
        }

        using (portal.Clock.Later(hour.AddHours(2).AddMinutes(8) - Now)) await Task.WhenAll(RecordAsync(), RecordAsync()); // two nodes at once
        var both = await LinesAsync(source);
        Assert.Equal(2, both.Count);
        Assert.Contains((1L, 0L, 0L), both.Select(Counts));
        Assert.Equal(0L, await portal.AskAsync<long>("""select count(*) from received_batches where "SourceId" = $1""", source.Id));
    }

    [Fact]
    public async Task What_comes_for_an_hour_that_is_told_already_is_told_as_well()
    {
        var source = await portal.AddSourceAsync("5344");
        await portal.ListAsync("""insert into received_batches values ('5344', $1, $2, 5, 0, 0, $2, $2) returning 1""", source.Id, Now.AddHours(-5));
        await RecordAsync();
        await portal.ListAsync("""insert into received_batches values ('5344', $1, $2, 1, 0, 0, $2, $2) returning 1""", source.Id, Now.AddHours(-5));
        await RecordAsync();
        Assert.Equal([(1, 0, 0), (5, 0, 0)], (await LinesAsync(source)).Select(Counts).Order());
    }
}
