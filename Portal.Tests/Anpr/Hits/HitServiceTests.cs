using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Audit;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Hits;

public sealed class HitServiceTests(HitServiceTests.Fixture portal) : IClassFixture<HitServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static int plates;

    /// <summary>A hit of a new plate that nobody has judged.</summary>
    async Task<(Guid Hit, HotlistEntry Entry)> NewHitAsync(string zone, object? vehicle = null)
    {
        var source = await portal.AddSourceAsync(zone);
        var plate = $"1-HIT-{Interlocked.Increment(ref plates):000}";
        var (_, entry) = await portal.AddEntryAsync(zone, plate, EntryPriority.Alarm);
        using var http = new HttpClient();
        var read = new { id = Guid.NewGuid(), camera = source.Code(), plate, country = "BEL", confidence = 0.93, capturedAt = TimeProvider.System.GetUtcNow(), vehicle };
        (await http.PostAsJsonAsync(source.Address(portal.Address), read, Stop)).EnsureSuccessStatusCode();
        await using var scope = await portal.AsAsync(zone, ZoneRole.AnprOperator);
        var hit = (await scope.Get<HitQueries>().ListAsync(new(), stop: Stop)).Single(h => h.MatchedPlate == entry.Plate);
        return (hit.Id, entry);
    }

    [Fact]
    public async Task Confirming_copies_read_and_entry_and_says_how_long_they_are_kept()
    {
        var (id, entry) = await NewHitAsync("5340", new { make = "Volvo", colour = "grey" });
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        Assert.True((await scope.Get<HitService>().DecideAsync(id, HitState.Confirmed, DecisionReason.PlateAndVehicleAgree, " seen ", Stop)).Succeeded);
        await using var db = scope.Context();
        var hit = await db.Set<Hit>().SingleAsync(h => h.Id == id, Stop);
        var copy = JsonSerializer.Deserialize<HitEvidence>(hit.Evidence!)!;
        Assert.Equal((entry.Plate, "B", "Volvo", "grey"), (copy.Read.Plate, copy.Read.Country, copy.Read.Vehicle.Make, copy.Read.Vehicle.Colour));
        Assert.Equal((entry.Reason, entry.Owner, entry.ValidUntilOn), (copy.Entry.Reason, copy.Entry.Owner, copy.Entry.ValidUntilOn));
        Assert.Equal(Brussels.DayOf(hit.DecidedAt!.Value).AddDays(365), hit.KeptUntilOn);
        Assert.Equal("seen", hit.Note);
    }

    [Fact]
    public async Task Every_decision_stands_in_the_audit_with_who_when_and_why()
    {
        var (id, _) = await NewHitAsync("5340");
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        await using var scope = await portal.AsAsync(person);
        var before = TimeProvider.System.GetUtcNow().AddSeconds(-1);
        Assert.True((await scope.Get<HitService>().DecideAsync(id, HitState.Rejected, DecisionReason.Misread, null, Stop)).Succeeded);
        Assert.True((await scope.Get<HitService>().ReopenAsync(id, Stop)).Succeeded);
        Assert.True((await scope.Get<HitService>().DecideAsync(id, HitState.Confirmed, DecisionReason.CheckedAtSource, null, Stop)).Succeeded);
        var lines = await scope.Get<AuditQueries>().HistoryAsync<Hit>(id, Stop);
        Assert.Equal([HitActions.Confirmed, HitActions.Reopened, HitActions.Rejected], lines.Select(l => l.Action));
        Assert.Equal(["CheckedAtSource", null, "Misread"], lines.Select(l => l.Reason));
        Assert.All(lines, l => Assert.Equal(person.Name, l.Person));
        Assert.All(lines, l => Assert.InRange(l.DoneAt, before, TimeProvider.System.GetUtcNow()));
    }

    [Fact]
    public async Task Of_twenty_who_decide_at_once_one_does_and_the_others_are_told_who()
    {
        var (id, _) = await NewHitAsync("5344");
        var people = new[] { TestPeople.Of("5344", ZoneRole.AnprOperator), TestPeople.Of("5344", ZoneRole.AnprOperator, 2) };
        var results = await Task.WhenAll(Enumerable.Range(0, 20).Select(async n =>
        {
            await using var scope = await portal.AsAsync(people[n % 2]);
            return await scope.Get<HitService>().DecideAsync(id, n % 3 == 0 ? HitState.Confirmed : HitState.Rejected, n % 3 == 0 ? DecisionReason.PlateAgrees : DecisionReason.Misread, null, Stop);
        }));
        Assert.Single(results, r => r.Succeeded);
        await using var reader = await portal.AsAsync(people[0]);
        var decided = (await reader.Get<HitQueries>().FindAsync(id, Stop)).Value!.Row;
        Assert.All(results.Where(r => !r.Succeeded), r => Assert.Equal(("hits.decided_by", decided.DecidedByName), (r.Error!.Code, (string)r.Error.Args[0])));
        Assert.Single(await reader.Get<AuditQueries>().HistoryAsync<Hit>(id, Stop));
    }

    [Fact]
    public async Task A_reason_of_the_other_decision_is_refused_and_nothing_is_saved()
    {
        var (id, _) = await NewHitAsync("5340");
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        var result = await scope.Get<HitService>().DecideAsync(id, HitState.Confirmed, DecisionReason.Misread, null, Stop);
        Assert.Equal(HitErrors.ReasonMissing, result.Error);
        Assert.Equal(HitState.Open, (await scope.Get<HitQueries>().FindAsync(id, Stop)).Value!.Row.State);
    }

    [Fact]
    public async Task Somebody_elses_decision_is_taken_back_by_a_supervisor_only()
    {
        var (id, _) = await NewHitAsync("5340");
        await using var first = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        Assert.True((await first.Get<HitService>().DecideAsync(id, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Succeeded);
        await using var other = await portal.AsAsync(TestPeople.Of("5340", ZoneRole.AnprOperator, 2));
        Assert.Equal("hits.correction_too_late", (await other.Get<HitService>().ReopenAsync(id, Stop)).Error!.Code);
        await using var supervisor = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        Assert.True((await supervisor.Get<HitService>().ReopenAsync(id, Stop)).Succeeded);
        await using var db = supervisor.Context();
        Assert.Null((await db.Set<Hit>().SingleAsync(h => h.Id == id, Stop)).Evidence);
    }

    [Theory]
    [InlineData(ZoneRole.Member)]
    [InlineData(ZoneRole.ZoneAdministrator)]
    public async Task Who_may_not_sees_no_hit_and_decides_none(ZoneRole role)
    {
        var (id, _) = await NewHitAsync("5340");
        await using var scope = await portal.AsAsync("5340", role);
        Assert.Empty(await scope.Get<HitQueries>().ListAsync(new(), stop: Stop));
        Assert.Equal(Error.NotFound, (await scope.Get<HitQueries>().FindAsync(id, Stop)).Error);
        Assert.Equal(0, await scope.Get<HitQueries>().OpenCountAsync(Stop));
        Assert.Equal(Error.Forbidden, (await scope.Get<HitService>().DecideAsync(id, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await scope.Get<HitService>().ReopenAsync(id, Stop)).Error);
    }

    [Fact]
    public async Task The_hit_of_another_zone_is_not_found_by_its_guessed_identifier()
    {
        var (id, _) = await NewHitAsync("5340");
        await using var scope = await portal.AsAsync("5344", ZoneRole.AnprSupervisor);
        Assert.Equal(Error.NotFound, (await scope.Get<HitQueries>().FindAsync(id, Stop)).Error);
        Assert.Equal(Error.NotFound, (await scope.Get<HitService>().DecideAsync(id, HitState.Rejected, DecisionReason.Misread, null, Stop)).Error);
        Assert.Equal(Error.NotFound, (await scope.Get<HitService>().ReopenAsync(id, Stop)).Error);
    }

    [Fact]
    public async Task The_list_pages_through_every_hit_once_most_urgent_first()
    {
        var source = await portal.AddSourceAsync("5291", cameras: 1);
        var listed = Enumerable.Range(0, 3).Select(n => $"1-PAG-{n:000}").ToList();
        foreach (var (plate, n) in listed.Select((p, n) => (p, n))) await portal.AddEntryAsync("5291", plate, (EntryPriority)n);
        var start = TimeProvider.System.GetUtcNow().AddHours(-2);
        var reads = listed.SelectMany((plate, p) => Enumerable.Range(0, 40).Select(n => new { id = $"{p}-{n}", camera = source.Code(), plate, capturedAt = start.AddSeconds(n * 60) })).ToList();
        using var http = new HttpClient();
        (await http.PostAsJsonAsync(source.Address(portal.Address), reads, Stop)).EnsureSuccessStatusCode();
        await using var scope = await portal.AsAsync("5291", ZoneRole.AnprOperator);
        var seen = new List<HitRow>();
        while (true)
        {
            var page = await scope.Get<HitQueries>().ListAsync(new(), seen.LastOrDefault(), Stop);
            if (page.Count == 0) break;
            seen.AddRange(page);
        }

        Assert.Equal(120, seen.Select(h => h.Id).Distinct().Count());
        Assert.Equal(120, seen.Count);
        Assert.Equal(seen.OrderBy(h => h.Priority).ThenByDescending(h => h.CapturedAt).Select(h => h.Id), seen.Select(h => h.Id));
    }

    [Fact]
    public async Task Who_confirms_a_possible_hit_while_a_better_read_arrives_is_asked_to_look_again()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", "1-BET-001", tolerant: true);
        var at = TimeProvider.System.GetUtcNow();
        using var http = new HttpClient();
        (await http.PostAsJsonAsync(source.Address(portal.Address), new { id = "guess", camera = source.Code(), plate = "1BET0?1", country = "B", capturedAt = at }, Stop)).EnsureSuccessStatusCode();
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        await using var db = scope.Context();
        var hit = await db.Set<Hit>().SingleAsync(h => h.EntryId == entry.Id, Stop);
        Assert.Equal(Portal.Anpr.Plates.MatchKind.Possible, hit.Kind);
        (await http.PostAsJsonAsync(source.Address(portal.Address), new { id = "sure", camera = source.Code(), plate = "1BET001", country = "B", capturedAt = at.AddSeconds(1) }, Stop)).EnsureSuccessStatusCode();
        Assert.True(hit.Confirm(DecisionReason.PlateAgrees, null, TestPeople.Of("5340", ZoneRole.AnprOperator).Id, at, "{}", Brussels.DayOf(at)).Succeeded);
        await Assert.ThrowsAsync<DbUpdateConcurrencyException>(() => db.SaveChangesAsync(Stop));
        var now = (await scope.Get<HitQueries>().FindAsync(hit.Id, Stop)).Value!;
        Assert.Equal((Portal.Anpr.Plates.MatchKind.Exact, HitState.Open, "1BET001"), (now.Row.Kind, now.Row.State, now.Read!.Plate));
    }
}
