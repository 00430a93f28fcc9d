using System.Net.Http.Json;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Audit;

/// <summary>Who may look through the audit finds what was done, by each filter, and leaves a line by looking.</summary>
public sealed class AuditSearchTests(AuditSearchTests.Fixture portal) : IClassFixture<AuditSearchTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    static AuditFilter ThisWeek => new(Today.AddDays(-6), Today);

    static async Task<(AuditFound Found, IReadOnlyList<AuditRow> Rows)> SearchAsync(ActingScope scope, AuditFilter filter)
    {
        var found = (await scope.Get<AuditSearch>().BeginSearchAsync(filter, stop: Stop)).Value!;
        return (found, (await scope.Get<AuditSearch>().PageAsync(filter, found.Start, stop: Stop)).Rows);
    }

    /// <summary>Lines of a person of its own, straight into the table: so many, one a second, the last at <paramref name="last"/>.</summary>
    async Task LinesAsync(string zone, Guid person, int count, DateTimeOffset last, string action = HitActions.Viewed, ConsultationPurpose? purpose = null, string? details = null, Guid? thing = null)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.AddRange(Enumerable.Range(0, count).Select(n => new AuditLine(zone, new(person), action, nameof(Hit), thing ?? Guid.NewGuid(), null, details, purpose, null, last.AddSeconds(-n / 2)))); // two at a time
        await owner.SaveChangesAsync(Stop);
    }

    [Fact]
    public async Task A_decision_is_found_by_its_plate_in_any_spelling_with_who_and_why()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.AddEntryAsync("5340", "1-AUD-101");
        using var http = new HttpClient();
        (await http.PostAsJsonAsync(source.Address(portal.Address), new { id = "a", camera = source.Code(), plate = "1AUD101", country = "B", capturedAt = TimeProvider.System.GetUtcNow() }, Stop)).EnsureSuccessStatusCode();
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        await using (var scope = await portal.AsAsync(person))
        {
            var hit = (await scope.Get<HitQueries>().ListAsync(new(), stop: Stop)).Single(h => h.MatchedPlate == "1AUD101");
            Assert.True((await scope.Get<HitService>().DecideAsync(hit.Id, HitState.Rejected, DecisionReason.Misread, null, Stop)).Succeeded);
        }

        await using var supervisor = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        foreach (var text in new[] { "1-AUD-101", "1aud101", "1 AUD 1" })
        {
            var row = Assert.Single((await SearchAsync(supervisor, ThisWeek with { Text = text, Group = AuditGroup.Decision })).Rows);
            Assert.Equal((HitActions.Rejected, person.Name, "Misread", "1AUD101", "B", true), (row.Action, row.Person, row.Reason, row.Thing.Plate, row.Thing.Country, row.Thing.Exists));
        }

        Assert.Empty((await SearchAsync(supervisor, ThisWeek with { Text = "1-AUD-102" })).Rows);
        Assert.Empty((await SearchAsync(supervisor, ThisWeek with { Text = "1-AUD-101", Group = AuditGroup.Change })).Rows);
    }

    [Fact]
    public async Task What_is_gone_is_found_by_what_its_line_remembers_and_a_fields_name_finds_nothing()
    {
        var person = TestPeople.Of("5344", ZoneRole.AnprOperator);
        await LinesAsync("5344", person.Id, 1, TimeProvider.System.GetUtcNow().AddMinutes(-1), details: JsonSerializer.Serialize(new { plate = "1-GON-001", name = "Caméra d'été" }));
        await using var supervisor = await portal.AsAsync("5344", ZoneRole.AnprSupervisor);
        foreach (var text in new[] { "1gon001", "1-GON", "caméra d'été", "Caméra" })
        {
            var row = Assert.Single((await SearchAsync(supervisor, ThisWeek with { Text = text, Group = AuditGroup.Consultation, Person = person.Id })).Rows);
            Assert.Equal(("1GON001", false), (row.Thing.Plate, row.Thing.Exists));
        }

        foreach (var text in new[] { "plate", "name", "%", "_", "'; drop table hits", "\"", "\\" })
            Assert.Empty((await SearchAsync(supervisor, ThisWeek with { Text = text, Person = person.Id })).Rows);
    }

    [Fact]
    public async Task A_camera_and_a_case_number_are_found_by_name_and_number()
    {
        await using var administrator = await portal.AsAsync("5291", ZoneRole.ZoneAdministrator);
        var camera = await administrator.Get<CameraService>().RegisterAsync(new("Kreisel Süd", "N 62", null, null), Stop);
        Assert.True(camera.Succeeded);
        await using var supervisor = await portal.AsAsync("5291", ZoneRole.AnprSupervisor);
        var registered = Assert.Single((await SearchAsync(supervisor, ThisWeek with { Text = "kreisel" })).Rows);
        Assert.Equal((CameraActions.Registered, "Kreisel Süd"), (registered.Action, registered.Thing.Name));
        Assert.True((await supervisor.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Disappearance, "EU.45.L7/2026", 8, Stop)).Succeeded);
        var chosen = Assert.Single((await SearchAsync(supervisor, ThisWeek with { Text = "eu.45.l7", Purpose = ConsultationPurpose.Disappearance })).Rows);
        Assert.Equal((PurposeActions.Chosen, "EU.45.L7/2026"), (chosen.Action, chosen.CaseNumber));
    }

    [Fact]
    public async Task Pages_go_through_every_line_once_latest_first()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator, 2);
        await LinesAsync("5340", person.Id, 130, TimeProvider.System.GetUtcNow().AddMinutes(-5));
        await using var supervisor = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        var (search, filter) = (supervisor.Get<AuditSearch>(), ThisWeek with { Person = person.Id, Group = AuditGroup.Consultation });
        var found = (await search.BeginSearchAsync(filter, stop: Stop)).Value!;
        Assert.Equal(130, found.Count);
        var (seen, cursor, more) = (new List<AuditRow>(), found.Start, true);
        while (more)
        {
            var page = await search.PageAsync(filter, cursor, stop: Stop);
            seen.AddRange(page.Rows);
            (cursor, more) = (page.Rows[^1].Cursor, page.HasMore);
        }

        Assert.Equal(130, seen.Select(r => r.Id).Distinct().Count());
        Assert.Equal(seen.OrderByDescending(r => r.DoneAt).Select(r => r.DoneAt), seen.Select(r => r.DoneAt));
        var all = new List<Guid>();
        await foreach (var row in search.AllAsync(filter, found.Start, stop: Stop)) all.Add(row.Id);
        Assert.Equal(seen.Select(r => r.Id), all);
    }

    [Fact]
    public async Task The_period_is_of_whole_days_in_Belgium_and_at_most_31()
    {
        var person = TestPeople.Of("5344", ZoneRole.AnprOperator, 2);
        var day = new DateOnly(2026, 3, 10);
        await LinesAsync("5344", person.Id, 1, Brussels.StartOf(day).AddTicks(-10));
        await LinesAsync("5344", person.Id, 1, Brussels.StartOf(day));
        await LinesAsync("5344", person.Id, 1, Brussels.StartOf(day.AddDays(1)).AddTicks(-10));
        await LinesAsync("5344", person.Id, 1, Brussels.StartOf(day.AddDays(1)));
        await using var supervisor = await portal.AsAsync("5344", ZoneRole.AnprSupervisor);
        var one = new AuditFilter(day, day, person.Id);
        Assert.Equal(2, (await SearchAsync(supervisor, one)).Rows.Count);
        Assert.Equal(4, (await SearchAsync(supervisor, one with { From = day.AddDays(-15), To = day.AddDays(15) })).Found.Count);
        var search = supervisor.Get<AuditSearch>();
        Assert.Equal("audit.period_too_long", (await search.BeginSearchAsync(one with { From = day.AddDays(-15), To = day.AddDays(16) }, stop: Stop)).Error!.Code);
        Assert.Equal("audit.period_backwards", (await search.BeginExportAsync(one with { To = day.AddDays(-1) }, stop: Stop)).Error!.Code);
    }

    [Fact]
    public async Task Looking_leaves_a_line_with_criteria_and_number()
    {
        var supervisor = TestPeople.Of("5340", ZoneRole.AnprSupervisor);
        await using var scope = await portal.AsAsync(supervisor);
        var (found, rows) = await SearchAsync(scope, ThisWeek with { Text = "looked for", Person = supervisor.Id });
        Assert.Equal((0, 0), (found.Count, rows.Count));
        var (_, after) = await SearchAsync(scope, ThisWeek with { Person = supervisor.Id });
        var line = after.First(r => r.Action == AuditActions.Searched);
        using var details = JsonDocument.Parse(line.Details!);
        Assert.Equal(("looked for", supervisor.Name, 0), (details.RootElement.GetProperty("Text").GetString(), details.RootElement.GetProperty("Person").GetString(), details.RootElement.GetProperty("Found").GetInt32()));
        Assert.Equal((ConsultationPurpose.Control, supervisor.Name), (line.Purpose!.Value, line.Person));
    }

    [Theory]
    [InlineData(ZoneRole.Member)]
    [InlineData(ZoneRole.AnprOperator)]
    [InlineData(ZoneRole.ZoneAdministrator)]
    public async Task Who_may_not_learns_nothing_and_leaves_no_line(ZoneRole role)
    {
        await using var scope = await portal.AsAsync("5340", role);
        var search = scope.Get<AuditSearch>();
        Assert.Equal(Error.Forbidden, (await search.BeginSearchAsync(ThisWeek, stop: Stop)).Error);
        Assert.Equal(Error.Forbidden, (await search.BeginExportAsync(ThisWeek, stop: Stop)).Error);
        Assert.Empty((await search.PageAsync(ThisWeek, new(TimeProvider.System.GetUtcNow(), Guid.Empty), stop: Stop)).Rows);
        Assert.Empty(await search.PeopleAsync(stop: Stop));
        await using var db = scope.Context();
        Assert.False(await db.Set<AuditLine>().AnyAsync(l => l.PersonId == TestPeople.Of("5340", role, 1).Id && l.Purpose == ConsultationPurpose.Control, Stop));
    }

    [Fact]
    public async Task Another_zones_lines_are_nobodys_here()
    {
        await portal.WithoutPurposeAsync(TestPeople.Of("5291", ZoneRole.AnprOperator));
        await using var scope = await portal.AsAsync("5344", ZoneRole.AnprSupervisor);
        Assert.Empty((await SearchAsync(scope, ThisWeek with { Person = TestPeople.Of("5291", ZoneRole.AnprOperator).Id })).Rows);
        Assert.DoesNotContain(await scope.Get<AuditSearch>().PeopleAsync(stop: Stop), p => p.Name.Contains("5291", StringComparison.Ordinal));
    }
}
