using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Pictures;
using Portal.Audit;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Anpr.Hits;

/// <summary>Hits, their pictures and decisions take a purpose; the services ask for it, whatever the page shows. Each test has an operator of its own.</summary>
public sealed class HitPurposeTests(HitPurposeTests.Fixture portal, Browser browser) : IClassFixture<HitPurposeTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Without_a_purpose_nothing_is_shown_or_decided_and_an_alarm_is_told_without_its_plate()
    {
        var who = TestPeople.Of("5340", ZoneRole.AnprOperator);
        var hit = await HitAsync("5340", "2PUR001", EntryPriority.Alarm);
        await portal.WithoutPurposeAsync(who);
        await using var scope = await portal.AsAsync(who);
        var queries = scope.Get<HitQueries>();
        Assert.Empty(await queries.ListAsync(new(), stop: Stop));
        Assert.Empty(await queries.ListAsync(new(null), stop: Stop));
        Assert.Equal(PurposeErrors.Needed, (await queries.FindAsync(hit, Stop)).Error);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<PictureQueries>().OpenAsync(hit, PictureKind.Scene, Stop)).Error);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<PictureQueries>().ThumbnailAsync(hit, Stop)).Error);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<HitService>().DecideAsync(hit, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Error);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<HitService>().ReopenAsync(hit, Stop)).Error);
        var told = (await queries.RecordedSinceAsync(IngestPosts.Now.AddMinutes(-5), Stop)).Single(h => h.Id == hit);
        Assert.Equal((true, "", "", "", ""), (told.IsAlarm, told.ObservedPlate, told.MatchedPlate, told.EntryReason, told.EntryAction));
    }

    [Fact]
    public async Task A_purpose_for_one_hit_opens_that_hit_alone_and_stands_on_each_line()
    {
        var who = TestPeople.Of("5340", ZoneRole.AnprOperator, 2);
        var (asked, other) = (await HitAsync("5340", "2PUR002"), await HitAsync("5340", "2PUR003"));
        await portal.WithoutPurposeAsync(who);
        await using var scope = await portal.AsAsync(who);
        Assert.True((await scope.Get<PurposeService>().AskForAsync<Hit>(asked, ConsultationPurpose.Disappearance, "BR.55/2026", Stop)).Succeeded);
        Assert.True((await scope.Get<HitQueries>().FindAsync(asked, Stop)).Succeeded);
        Assert.True((await scope.Get<PictureQueries>().OpenAsync(asked, PictureKind.Scene, Stop)).Succeeded);
        Assert.True((await scope.Get<HitService>().DecideAsync(asked, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Succeeded);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<HitQueries>().FindAsync(other, Stop)).Error);
        Assert.Equal(PurposeErrors.Needed, (await scope.Get<PictureQueries>().OpenAsync(other, PictureKind.Scene, Stop)).Error);
        var lines = await portal.ListAsync("""select "Action", "Purpose"::int, "CaseNumber" from audit_lines l join audit_contents c on c."Tenant" = l."Tenant" and c."LineId" = l."Id" where "ObjectId" = $1 order by "DoneAt" """, asked);
        Assert.Equal([HitActions.Viewed, HitActions.PictureViewed, HitActions.Confirmed], lines.Select(l => l[0]));
        Assert.All(lines, l => Assert.Equal(((int)ConsultationPurpose.Disappearance, "BR.55/2026"), (l[1], l[2])));
    }

    [Fact]
    public async Task The_page_asks_for_one_decided_hit_and_shows_it_then()
    {
        var who = TestPeople.Of("5344", ZoneRole.AnprOperator);
        var hit = await HitAsync("5344", "2PUR004");
        await using (var scope = await portal.AsAsync(who))
            Assert.True((await scope.Get<HitService>().DecideAsync(hit, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Succeeded);
        await portal.WithoutPurposeAsync(who);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, who, "fr", 390);
        await person.GoAsync($"/zones/5344/anpr/hits/{hit}?state=confirmed");
        await Expect(person.Page.Locator(".purpose-gate")).ToBeVisibleAsync();
        await Expect(person.Page.Locator(".match")).ToHaveCountAsync(0);
        Assert.Equal(404, (await person.Page.APIRequest.GetAsync($"{portal.Address}/zones/5344/anpr/hits/{hit}/pictures/scene")).Status);
        await person.IsAccessibleAsync("a hit that asks for a purpose");
        await person.Page.Locator("#ask-for").FocusAsync();
        await person.Page.Keyboard.PressAsync("Space");
        await person.Page.Locator("#ask-case").FillAsync("BR.56/2026");
        await person.Page.Keyboard.PressAsync("Enter");
        await Expect(person.Page.Locator(".match")).ToContainTextAsync("2-PUR-004");
        await Eventually.TrueAsync("the picture is loaded", async () => await person.Page.Locator(".picture-scene img").EvaluateAsync<int>("p => p.complete ? p.naturalWidth : 0") == 640);
        await person.IsAccessibleAsync("a hit that was asked for");
    }

    [Fact]
    public async Task An_alarm_is_told_before_a_purpose_is_chosen_and_a_decided_hit_is_listed_without_its_plate()
    {
        var who = TestPeople.Of("5291", ZoneRole.AnprOperator);
        var decided = await HitAsync("5291", "2PUR005");
        await using (var scope = await portal.AsAsync(who))
            Assert.True((await scope.Get<HitService>().DecideAsync(decided, HitState.Rejected, DecisionReason.Misread, null, Stop)).Succeeded);
        await portal.WithoutPurposeAsync(who);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, who, "de");
        await person.GoAsync("/zones/5291/anpr/hits");
        await Expect(person.Page.Locator(".purpose-gate")).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("noch stumm")).ToBeVisibleAsync(); // its script runs
        await HitAsync("5291", "2PUR006", EntryPriority.Alarm);
        await Expect(person.Page.Locator(".note-danger")).ToContainTextAsync("Wartende Alarme: 1");
        await Expect(person.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^● \(1\)"));
        Assert.DoesNotContain("PUR-006", await person.Page.ContentAsync(), StringComparison.Ordinal);
        await person.IsAccessibleAsync("an alarm before a purpose is chosen");

        await person.GoAsync("/zones/5291/anpr/hits?state=rejected");
        await Expect(person.Page.Locator(".queue-item")).ToHaveCountAsync(1);
        Assert.DoesNotContain("PUR-005", await person.Page.ContentAsync(), StringComparison.Ordinal);
        await person.IsAccessibleAsync("a decided hit without a purpose");
    }

    async Task<Guid> HitAsync(string zone, string plate, EntryPriority priority = EntryPriority.Normal)
    {
        var source = await portal.AddSourceAsync(zone);
        var (_, entry) = await portal.AddEntryAsync(zone, plate, priority);
        Assert.Equal(200, (await portal.PostAsync(source, new { id = plate, camera = source.Code(), plate, country = "B", capturedAt = IngestPosts.Now, pictures = new { scene = TestPictures.Jpeg() } })).Status);
        return await portal.AskAsync<Guid>("""select "Id" from hits where "EntryId" = $1""", entry.Id);
    }
}
