using System.Collections.Concurrent;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Persistence.Providers;
using static Portal.Tests.Anpr.Ingest.IngestPosts;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>Whatever breaks: a camera is told to try again, never that all is well, and never a fault of the portal.</summary>
public sealed class IngestFaultTests(IngestFaultTests.Fixture portal) : IClassFixture<IngestFaultTests.Fixture>
{
    /// <summary>Faults are provoked: their log lines are not worth reading.</summary>
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        protected override IEnumerable<string> Settings => ["--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"];
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task At_start_there_is_a_place_for_the_reads_of_the_week_to_come()
    {
        var ahead = DateOnly.FromDateTime(Now.UtcDateTime).AddDays(6);
        await Eventually.TrueAsync("the days are made", async () => (await portal.Root.GetRequiredService<IDatabaseProvider>().ReadDaysAsync(Stop)).Contains(ahead));
    }

    [Fact]
    public async Task A_read_of_a_day_without_a_place_is_stored_all_the_same()
    {
        await At_start_there_is_a_place_for_the_reads_of_the_week_to_come(); // else the job could make the day first
        var source = await portal.AddSourceAsync("5340");
        var at = Now.AddDays(-9);
        await portal.ListAsync(FormattableString.Invariant($"drop table reads_{at.UtcDateTime:yyyyMMdd}"));
        var reply = await portal.PostAsync(source, Read("a", source.Code(), "1ABC123", at), Read("b", source.Code(), "1ABC123", Now));
        Assert.Equal((200, 2), (reply.Status, reply.Stored));
        Assert.Equal(1, await portal.AskAsync<long>(FormattableString.Invariant($"select count(*) from reads_{at.UtcDateTime:yyyyMMdd}")));
    }

    [Fact]
    public async Task Two_nodes_may_make_the_same_days_at_once()
    {
        var database = portal.Root.GetRequiredService<IDatabaseProvider>();
        var first = new DateOnly(2031, 1, 1);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => database.KeepReadDaysAsync(first, 10, Stop)));
        Assert.Equal(10, (await database.ReadDaysAsync(Stop)).Count(d => d.Year == 2031));
    }

    [Fact]
    public async Task When_too_much_waits_a_camera_is_told_when_to_try_again_and_nothing_is_lost()
    {
        var source = await portal.AddSourceAsync("5340");
        Assert.Equal(200, (await portal.PostAsync(source, Read("first", source.Code(), "1ABC123", Now))).Status);
        var posts = new List<Task<IngestReply>>();
        IngestReply? refused = null;
        await using (var held = new NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false"))
        {
            await held.OpenAsync(Stop);
            await using var transaction = await held.BeginTransactionAsync(Stop);
            await using (var command = new NpgsqlCommand("lock table reads in exclusive mode", held)) await command.ExecuteNonQueryAsync(Stop);
            for (var n = 0; n < 40 && refused is null; n++)
            {
                var number = n;
                var post = portal.PostAsync(source, [.. Enumerable.Range(0, 1_000).Select(i => Read($"{number}-{i}", source.Code(), "1ABC123", Now.AddMilliseconds(-i)))]);
                posts.Add(post);
                if (await Task.WhenAny(post, Task.Delay(150, Stop)) == post) refused = await post;
            }
        }

        Assert.NotNull(refused);
        Assert.Equal((503, "common.unavailable"), (refused.Status, refused.Code));
        Assert.InRange(refused.RetryAfter!.Value, TimeSpan.FromSeconds(1), TimeSpan.FromMinutes(1));
        var replies = await Task.WhenAll(posts);
        var taken = replies.Where(r => r.Status == 200).ToList();
        Assert.All(replies, r => Assert.Contains(r.Status, new[] { 200, 503 }));
        Assert.Equal(1 + (1_000 * taken.Count), await portal.ReadsAsync(source));
        Assert.Equal(200, (await portal.PostAsync(source, Read("afterwards", source.Code(), "1ABC123", Now))).Status);
    }

    [Fact]
    public async Task Connections_killed_in_the_middle_cost_no_acknowledged_read_and_are_never_a_500()
    {
        var source = await portal.AddSourceAsync("5340");
        var (acknowledged, statuses) = (new ConcurrentBag<string>(), new ConcurrentBag<int>());
        using var done = CancellationTokenSource.CreateLinkedTokenSource(Stop);
        var killer = KillAsync(done.Token);
        await Task.WhenAll(Enumerable.Range(0, 8).Select(async sender =>
        {
            for (var n = 0; n < 60; n++)
            {
                string[] ids = [.. Enumerable.Range(0, 10).Select(i => $"{sender}-{n}-{i}")];
                var reply = await portal.PostAsync(source, [.. ids.Select(id => Read(id, source.Code(), id, Now))]);
                statuses.Add(reply.Status);
                if (reply.Status != 200) continue;
                Assert.Equal(10, reply.Stored);
                foreach (var id in ids) acknowledged.Add(id);
            }
        }));
        await done.CancelAsync();
        Assert.True(await killer > 5, "no connection was killed");
        Assert.All(statuses, s => Assert.True(s is 200 or 503, $"answered {s}"));
        Assert.Contains(200, statuses);
        Assert.Contains(503, statuses);
        var stored = (await portal.ListAsync("""select "PlateRaw" from reads where "SourceId" = $1""", source.Id)).Select(r => (string)r[0]!).ToHashSet();
        Assert.Empty(acknowledged.Except(stored));
        await Eventually.TrueAsync("reads are taken again", async () => (await portal.PostAsync(source, Read("afterwards", source.Code(), "1ABC123", Now))).Status == 200);
    }

    [Fact]
    public async Task After_the_feed_of_changes_was_cut_an_entry_is_still_heard_of()
    {
        await portal.ListAsync("select 1");
        await TerminateAsync();
        await portal.AddEntryAsync("5340", "2KKK111"); // waits until it matches
        await TerminateAsync();
        var source = await portal.AddSourceAsync("5340"); // waits until it is known
        await Eventually.TrueAsync("reads are taken", async () => (await portal.PostAsync(source, Read("k", source.Code(), "2KKK111", Now))).Status == 200);
        Assert.Equal(1, await portal.AskAsync<long>("""select count(*) from hits where "MatchedPlate" = '2KKK111'"""));
    }

    [Fact]
    public async Task A_message_that_the_database_refuses_is_quarantined_and_spoils_no_other()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.ListAsync("""alter table reads add constraint spoilt check ("PlateRaw" <> 'SPOILT')""");
        try
        {
            var posts = Enumerable.Range(0, 30).Select(n => portal.PostAsync(source, Read("k" + n, source.Code(), n == 17 ? "SPOILT" : "1ABC123", Now)));
            var replies = await Task.WhenAll(posts);
            Assert.Equal(29, replies.Count(r => r.Status == 200));
            Assert.Equal((400, "ingest.not_storable"), (replies[17].Status, replies[17].Code));
            Assert.Equal(29, await portal.ReadsAsync(source));
            Assert.Equal("ingest.not_storable", await portal.AskAsync<string>("""select "Reason" from quarantined_messages where "SourceId" = $1""", source.Id));

            // The same when the day must be made first.
            var day = Now.AddDays(-11);
            await portal.ListAsync(FormattableString.Invariant($"drop table if exists reads_{day.UtcDateTime:yyyyMMdd}"));
            var spoilt = await portal.PostAsync(source, Read("again", source.Code(), "SPOILT", Now), Read("old", source.Code(), "1ABC123", day));
            Assert.Equal((400, "ingest.not_storable"), (spoilt.Status, spoilt.Code));
            await portal.ListAsync(FormattableString.Invariant($"drop table if exists reads_{day.UtcDateTime:yyyyMMdd}"));
            spoilt = await portal.PostAsync(source, Read("old", source.Code(), "1ABC123", day), Read("again", source.Code(), "SPOILT", Now));
            Assert.Equal((400, "ingest.not_storable"), (spoilt.Status, spoilt.Code));
        }
        finally
        {
            await portal.ListAsync("alter table reads drop constraint spoilt");
        }
    }

    async Task<int> KillAsync(CancellationToken until)
    {
        var killed = 0;
        while (!until.IsCancellationRequested)
        {
            killed += await TerminateAsync();
            await Task.Delay(40, until).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        return killed;
    }

    async Task<int> TerminateAsync()
    {
        await using var connection = new NpgsqlConnection(await portal.ConnectionAsync("portal_admin") + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand("select count(*) filter (where pg_terminate_backend(pid))::int from pg_stat_activity where usename = 'portal_ingest' and datname = current_database()", connection);
        return (int)(await command.ExecuteScalarAsync(Stop))!;
    }
}
