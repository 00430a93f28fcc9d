using System.Diagnostics;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Plates;
using Portal.Common;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using static Portal.Tests.Anpr.Ingest.IngestPosts;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>Which reads become hits, and how many.</summary>
public sealed class IngestHitTests(IngestHitTests.Fixture portal) : IClassFixture<IngestHitTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly DateTimeOffset Start = Now.AddMinutes(-30);

    [Theory]
    [InlineData("1-ABC-123", "1abc123")]
    [InlineData("1abc124", "1-ABC-124")]
    [InlineData(" 1 abc.125 ", "1-abc-125")]
    public async Task The_spelling_of_a_plate_does_not_matter(string listed, string read)
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", listed);
        await portal.PostAsync(source, Read("k", source.Code(), read, Start));
        Assert.Equal([new Found(1, MatchKind.Exact, HitState.Open)], await HitsAsync(entry));
    }

    [Fact]
    public async Task A_hit_takes_over_list_priority_and_the_key_of_its_read()
    {
        var source = await portal.AddSourceAsync("5340");
        var (list, entry) = await portal.AddEntryAsync("5340", "2AAA111", EntryPriority.Alarm);
        await portal.PostAsync(source, Read("k", source.Code(2), "2AAA111", Start));
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        var row = Assert.Single(await scope.Get<HitQueries>().ListAsync(new(HotlistId: list.Id), stop: Stop));
        Assert.Equal((source.Cameras[1].Name, EntryPriority.Alarm, true, "2AAA111"), (row.Camera, row.Priority, row.IsAlarm, row.ObservedPlate));
        Assert.Equal(Start, row.CapturedAt, TimeSpan.FromMilliseconds(1));
        var detail = await scope.Get<HitQueries>().FindAsync(row.Id, Stop);
        Assert.Equal("2AAA111", detail.Value!.Read!.PlateRaw);
        Assert.Equal(entry.Plate, detail.Value.Row.MatchedPlate);
    }

    [Fact]
    public async Task One_passage_is_one_hit_and_eleven_seconds_later_begins_another()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", "2BBB222");
        foreach (var seconds in new[] { 0, 10, 18 }) await portal.PostAsync(source, Read("k" + seconds, source.Code(), "2BBB222", Start.AddSeconds(seconds)));
        Assert.Equal([new Found(3, MatchKind.Exact, HitState.Open)], await HitsAsync(entry));
        await portal.PostAsync(source, Read("k29", source.Code(), "2BBB222", Start.AddSeconds(29)));
        Assert.Equal([3, 1], (await HitsAsync(entry)).Select(h => h.Reads));
        await portal.PostAsync(source, Read("late", source.Code(), "2BBB222", Start.AddSeconds(5))); // it comes late and belongs to the first
        Assert.Equal([4, 1], (await HitsAsync(entry)).Select(h => h.Reads));
    }

    [Fact]
    public async Task One_passage_in_one_message_is_one_hit()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", "2BBB333");
        await portal.PostAsync(source, [.. Enumerable.Range(0, 5).Reverse().Select(n => Read("k" + n, source.Code(), "2BBB333", Start.AddSeconds(n)))]);
        Assert.Equal([new Found(5, MatchKind.Exact, HitState.Open)], await HitsAsync(entry));
    }

    [Fact]
    public async Task Reads_of_one_passage_posted_at_once_are_one_hit()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", "2BBB444");
        await Task.WhenAll(Enumerable.Range(0, 20).Select(n => portal.PostAsync(source, Read("k" + n, source.Code(), "2BBB444", Start.AddMilliseconds(n * 100)))));
        Assert.Equal([new Found(20, MatchKind.Exact, HitState.Open)], await HitsAsync(entry));
    }

    [Fact]
    public async Task Another_camera_and_another_entry_are_other_hits()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, first) = await portal.AddEntryAsync("5340", "2CCC555");
        var (_, second) = await portal.AddEntryAsync("5340", "2CCC555");
        await Eventually.TrueAsync("both entries match", () => Indexes.Match("5340", new("2CCC555", null, Start, [], [])).Count == 2);
        await portal.PostAsync(source, Read("a", source.Code(), "2CCC555", Start), Read("b", source.Code(2), "2CCC555", Start));
        Assert.Equal(2, (await HitsAsync(first)).Count);
        Assert.Equal(2, (await HitsAsync(second)).Count);
    }

    [Theory]
    [InlineData(true, "2DDD666", 1)]
    [InlineData(false, "2DDD777", 0)]
    public async Task A_candidate_makes_a_possible_hit_on_a_tolerant_list_alone(bool tolerant, string listed, int hits)
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", listed, tolerant: tolerant);
        var reply = await portal.PostAsync(source, Guess("k", source, "9XXX999", listed, Start));
        Assert.Equal(1, reply.Stored);
        Assert.Equal(Enumerable.Repeat(new Found(1, MatchKind.Possible, HitState.Open), hits), await HitsAsync(entry));
    }

    [Fact]
    public async Task A_possible_hit_becomes_exact_with_the_better_read_of_the_same_passage()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", "2EEE888", tolerant: true);
        await portal.PostAsync(source, Guess("k1", source, "9XXX999", "2EEE888", Start));
        Assert.Equal([new Found(1, MatchKind.Possible, HitState.Open)], await HitsAsync(entry));
        await portal.PostAsync(source, Read("k2", source.Code(), "2EEE888", Start.AddSeconds(4)));
        Assert.Equal([new Found(2, MatchKind.Exact, HitState.Open)], await HitsAsync(entry));
        await portal.PostAsync(source, Guess("k3", source, "9XXX999", "2EEE888", Start.AddSeconds(6)));
        Assert.Equal([new Found(3, MatchKind.Exact, HitState.Open)], await HitsAsync(entry));
        Assert.Equal("2EEE888", await portal.AskAsync<string>("""select "ObservedPlate" from hits where "EntryId" = $1""", entry.Id));
    }

    [Fact]
    public async Task An_exact_read_is_a_hit_of_its_own_when_the_possible_one_was_already_rejected()
    {
        var source = await portal.AddSourceAsync("5340");
        var (list, entry) = await portal.AddEntryAsync("5340", "2EEE999", tolerant: true);
        await portal.PostAsync(source, Guess("k1", source, "9XXX999", "2EEE999", Start));
        await using (var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator))
        {
            var hit = Assert.Single(await scope.Get<HitQueries>().ListAsync(new(HotlistId: list.Id), stop: Stop));
            Assert.True((await scope.Get<HitService>().DecideAsync(hit.Id, HitState.Rejected, DecisionReason.Misread, null, Stop)).Succeeded);
        }

        await portal.PostAsync(source, Read("k2", source.Code(), "2EEE999", Start.AddSeconds(4)));
        await portal.PostAsync(source, Read("k3", source.Code(), "2EEE999", Start.AddSeconds(5)));
        Assert.Equal([new Found(1, MatchKind.Possible, HitState.Rejected), new Found(2, MatchKind.Exact, HitState.Open)], await HitsAsync(entry));
    }

    [Fact]
    public async Task A_further_read_of_a_decided_passage_is_counted_and_asks_nobody_again()
    {
        var source = await portal.AddSourceAsync("5340");
        var (list, entry) = await portal.AddEntryAsync("5340", "2FFF111");
        await portal.PostAsync(source, Read("k1", source.Code(), "2FFF111", Start));
        await using (var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator))
        {
            var hit = Assert.Single(await scope.Get<HitQueries>().ListAsync(new(HotlistId: list.Id), stop: Stop));
            Assert.True((await scope.Get<HitService>().DecideAsync(hit.Id, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Succeeded);
        }

        await portal.PostAsync(source, Read("k2", source.Code(), "2FFF111", Start.AddSeconds(4)));
        Assert.Equal([new Found(2, MatchKind.Exact, HitState.Confirmed)], await HitsAsync(entry));
    }

    [Fact]
    public async Task An_ended_entry_makes_no_hits_but_a_late_read_from_before_does()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", "2GGG222");
        await portal.ListAsync("""update hotlist_entries set "EndsAt" = $2 where "Id" = $1""", entry.Id, Now.AddMinutes(-10));
        await Eventually.TrueAsync("the entry has ended", () => Indexes.Match("5340", new("2GGG222", null, Now, [], [])).Count == 0);
        await portal.PostAsync(source, Read("k1", source.Code(), "2GGG222", Now));
        Assert.Empty(await HitsAsync(entry));
        await portal.PostAsync(source, Read("k2", source.Code(), "2GGG222", Now.AddMinutes(-20)));
        Assert.Equal([new Found(1, MatchKind.Exact, HitState.Open)], await HitsAsync(entry));
    }

    [Fact]
    public async Task An_entry_past_its_day_makes_no_hits_without_anybody_touching_it()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", "2GGG333");
        await portal.ListAsync("""update hotlist_entries set "EndsAt" = $2 where "Id" = $1""", entry.Id, Now.AddSeconds(3));
        await Eventually.TrueAsync("the entry has come to its end", () => Indexes.Match("5340", new("2GGG333", null, Now, [], [])).Count == 0);
        await portal.PostAsync(source, Read("k", source.Code(), "2GGG333", Now));
        Assert.Empty(await HitsAsync(entry));
    }

    [Fact]
    public async Task A_zones_entry_never_meets_another_zones_read()
    {
        var (mine, theirs) = (await portal.AddSourceAsync("5340"), await portal.AddSourceAsync("5344"));
        var (_, entry) = await portal.AddEntryAsync("5344", "2HHH444");
        await portal.PostAsync(mine, Read("k", mine.Code(), "2HHH444", Start));
        Assert.Empty(await HitsAsync(entry));
        await portal.PostAsync(theirs, Read("k", theirs.Code(), "2HHH444", Start));
        Assert.Single(await HitsAsync(entry));
        Assert.Equal("5344", await portal.AskAsync<string>("""select "Tenant" from hits where "MatchedPlate" = '2HHH444'"""));
    }

    [Fact]
    public async Task An_entry_that_any_node_adds_matches_within_two_seconds()
    {
        var (list, _) = await portal.AddEntryAsync("5340", "2JJJ555");
        await using var db = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        db.Add(HotlistEntry.Create(list, new() { Plate = "2JJJ666", Reason = "stolen", Owner = "the tests", ValidUntilOn = Brussels.DayOf(Now).AddDays(1) }, null, Now).Value!);
        Assert.Empty(Indexes.Match("5340", new("2JJJ666", null, Now, [], [])));
        await db.SaveChangesAsync(Stop);
        var clock = Stopwatch.StartNew();
        await portal.MatchesAsync("5340", "2JJJ666");
        Assert.InRange(clock.Elapsed, TimeSpan.Zero, TimeSpan.FromSeconds(2));
    }

    [Fact]
    public async Task A_read_without_a_plate_is_stored_and_matches_nothing()
    {
        var source = await portal.AddSourceAsync("5340");
        var before = await portal.AskAsync<long>("select count(*) from hits");
        Assert.Equal(1, (await portal.PostAsync(source, Read("k", source.Code(), "", Start))).Stored);
        Assert.Equal(before, await portal.AskAsync<long>("select count(*) from hits"));
    }

    HotlistIndexes Indexes => portal.Root.GetRequiredService<HotlistIndexes>();

    static object Guess(string id, TestSource source, string plate, string candidate, DateTimeOffset at) =>
        new { id, camera = source.Code(), plate, capturedAt = at, candidates = new[] { new { plate = candidate, confidence = 0.6 } } };

    sealed record Found(int Reads, MatchKind Kind, HitState State);

    async Task<List<Found>> HitsAsync(HotlistEntry entry) =>
        [.. (await portal.ListAsync("""select "ReadCount", "Kind", "State" from hits where "EntryId" = $1 order by "CapturedAt" """, entry.Id)).Select(r => new Found((int)r[0]!, (MatchKind)(int)r[1]!, (HitState)(int)r[2]!))];
}
