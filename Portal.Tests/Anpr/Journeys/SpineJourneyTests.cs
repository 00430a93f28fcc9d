using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Anpr.Journeys;

/// <summary>From a database without cameras, sources, lists and seal to a sealed report of a decided hit, by pages and by cameras' own messages alone.</summary>
public sealed partial class SpineJourneyTests(SpineJourneyTests.Fixture portal, Browser browser) : IClassFixture<SpineJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const string Plate = "1-SPN-007";

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static readonly HttpClient Http = new();

    [Fact]
    public async Task A_cameras_plate_read_becomes_a_reviewed_hit()
    {
        await using var administrator = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.ZoneAdministrator));
        await Expect(administrator.Page.Locator("main")).ToContainTextAsync("Wat u hier mag doen");
        await Expect(administrator.Page.Locator("nav.side")).Not.ToContainTextAsync("Treffers");
        var hikvision = await MakeSourceAsync(administrator, "Kruispunt", "hikvision");
        var recognizer = await MakeSourceAsync(administrator, "Station", "platerecognizer");
        var own = await MakeSourceAsync(administrator, "Ring", "portal");

        await CameraFromQuarantineAsync(administrator, hikvision);
        await ListFromTelephoneAsync();
        await ImportAsync();
        await SealAsync(administrator);
        await JudgeAsync(hikvision, recognizer, own);
        await ReportAsync();
        await AuditAsync();
        await NothingElsewhereAsync();
    }

    /// <summary>The administrator makes a source and copies its address, which is shown once.</summary>
    static async Task<Uri> MakeSourceAsync(BrowsingPerson person, string name, string dialect)
    {
        await person.GoAsync("/zones/5340/anpr/sources");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Bron aanmaken" }).ClickAsync();
        await person.Page.Locator("#source-name").FillAsync(name);
        await person.Page.Locator("#source-dialect").SelectOptionAsync(dialect);
        await person.Page.Locator("form[aria-label='Bron aanmaken'] button[type=submit]").ClickAsync();
        await Expect(person.Page.Locator("#new-key")).ToContainTextAsync(name);
        var address = await person.Page.Locator("#key-address").InputValueAsync();
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Ik heb het gekopieerd" }).ClickAsync();
        await Expect(person.Page.Locator("#key-address")).ToHaveCountAsync(0);
        return new(address);
    }

    /// <summary>A camera that nobody made yet sends: nothing is lost, and one button makes it. What cannot be read is refused and can be looked at.</summary>
    async Task CameraFromQuarantineAsync(BrowsingPerson administrator, Uri source)
    {
        await Eventually.TrueAsync("the source is known", async () => (await PostAsync(source, Hikvision("early", "1AAA111", Now()))).StatusCode == HttpStatusCode.OK);
        using var broken = new StringContent("<EventNotificationAlert>", Encoding.UTF8, "application/xml");
        Assert.Equal(HttpStatusCode.BadRequest, (await PostAsync(source, broken)).StatusCode);
        await administrator.GoAsync("/zones/5340/anpr/quarantine");
        await Expect(administrator.Page.Locator("main")).ToContainTextAsync("Het bericht is geen geldige XML.");
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Camera aanmaken: 02:00:5e:00:53:01" }).ClickAsync();
        await administrator.Page.Locator("#name").FillAsync("Kruispunt noord");
        await administrator.Page.GetByRole(AriaRole.Button, new() { Name = "Aanmaken en lezingen overnemen" }).ClickAsync();
        await Expect(administrator.Page.Locator("main")).ToContainTextAsync("1 lezingen overgenomen.");
        await administrator.GoAsync("/zones/5340/cameras");
        await Expect(administrator.Page.Locator("table")).ToContainTextAsync("Kruispunt noord");
    }

    /// <summary>On a telephone, in French: a list, and a plate on it within the fifteen seconds that a person has.</summary>
    async Task ListFromTelephoneAsync()
    {
        await using var supervisor = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprSupervisor), "fr", 390);
        await supervisor.GoAsync("/zones/5340/anpr/hotlists");
        await supervisor.Page.GetByRole(AriaRole.Button, new() { Name = "Créer une liste" }).First.ClickAsync();
        await supervisor.Page.Locator("#list-Name").FillAsync("Véhicules signalés");
        await supervisor.Page.Locator("#list-Purpose").FillAsync("Retrouver des véhicules signalés");
        await supervisor.Page.Locator("form:has(#list-Name) button[type=submit]").ClickAsync();
        await Expect(supervisor.Page.Locator("h1")).ToContainTextAsync("Véhicules signalés");
        await supervisor.GoAsync("/zones/5340/anpr/hotlists");
        var clock = Stopwatch.StartNew();
        await supervisor.Page.Locator("#add-Plate").FillAsync("1spn007");
        await supervisor.Page.Locator("#add-Reason").FillAsync("Véhicule volé");
        await supervisor.Page.Keyboard.PressAsync("Enter");
        await Expect(supervisor.Page.Locator(".added-line")).ToContainTextAsync(Plate);
        Assert.True(clock.Elapsed < TimeSpan.FromSeconds(15), $"adding took {clock.Elapsed}");
        await supervisor.IsAccessibleAsync("hotlists at 390 px in French");
    }

    /// <summary>A file with a bad row: every bad row is listed with column and reason, the good ones are taken.</summary>
    async Task ImportAsync()
    {
        await using var supervisor = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprSupervisor));
        await supervisor.GoAsync("/zones/5340/anpr/hotlists");
        await supervisor.Page.Locator("a.card", new() { HasText = "Véhicules signalés" }).ClickAsync();
        await supervisor.Page.GetByRole(AriaRole.Button, new() { Name = "Bestand invoeren" }).ClickAsync();
        // The input hears of a file once its script has begun, a moment after it is shown.
        await supervisor.Page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        var until = TimeProvider.System.GetUtcNow().AddDays(60).ToString("d/M/yyyy", CultureInfo.InvariantCulture);
        var file = $"nummerplaat;land;reden;actie;prioriteit;aanvrager;geldig tot\n1-IMP-001;B;Gestolen;;normaal;Recherche;{until}\n1-IMP-002;B;Gestolen;;normaal;Recherche;gisteren\n";
        await supervisor.Page.Locator("input[type=file]").SetInputFilesAsync(new FilePayload { Name = "lijst.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(file) });
        await Expect(supervisor.Page.Locator("h1")).ToContainTextAsync("lijst.csv");
        var bad = supervisor.Page.Locator("table tbody tr");
        await Expect(bad).ToHaveCountAsync(1);
        await Expect(bad).ToContainTextAsync("3");
        await Expect(bad).ToContainTextAsync("\"gisteren\" is geen datum.");
        await supervisor.Page.GetByRole(AriaRole.Button, new() { Name = "Goede rijen invoeren (1)" }).ClickAsync();
        await Expect(supervisor.Page.Locator("main")).ToContainTextAsync("Klaar");
        await supervisor.IsAccessibleAsync("the result of an import");
    }

    /// <summary>Three cameras of three makers read the plate; the operator sees each hit at once and judges with the keyboard alone.</summary>
    async Task JudgeAsync(Uri hikvision, Uri recognizer, Uri own)
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        await using var at = await BrowsingPerson.SignInAsync(browser, portal, person);
        await portal.WithoutPurposeAsync(person);
        await at.GoAsync("/zones/5340/anpr/hits");
        await ChoosePurposeAsync(at);
        await Expect(at.Page.Locator(".empty").First).ToContainTextAsync("Niets te beoordelen");
        var captured = Now();
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(hikvision, Hikvision("one", "1SPN007", captured))).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(hikvision, Hikvision("one", "1SPN007", captured))).StatusCode); // sent again
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(hikvision, Hikvision("two", "1SPN007", captured.AddSeconds(4)))).StatusCode);
        var item = at.Page.Locator(".queue-item", new() { HasText = Plate });
        await Expect(item).ToHaveCountAsync(1);
        await Expect(item).ToContainTextAsync("×2");
        using var other = Json($$$"""{"hook":{"event":"recognition"},"data":{"camera_id":"st-1","filename":"a.jpg","timestamp":"{{{Iso(captured)}}}","results":[{"plate":"1spn007","score":0.9,"region":{"code":"be"}}]}}""");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(recognizer, other)).StatusCode); // its camera waits in quarantine
        using var third = Json($$"""{"id":"r1","camera":"ring-1","plate":"1-SPN-007","capturedAt":"{{Iso(captured)}}"}""");
        Assert.Equal(HttpStatusCode.OK, (await PostAsync(own, third)).StatusCode);

        await at.Page.Keyboard.PressAsync("j");
        await Expect(at.Page.Locator(".match")).ToContainTextAsync(Plate);
        await Expect(at.Page.Locator(".work-item")).ToContainTextAsync("Véhicule volé");
        await Expect(at.Page.Locator(".work-item")).ToContainTextAsync("Kruispunt noord");
        await IsSeenAsync(at.Page.Locator(".picture-scene img"), 640);
        await IsSeenAsync(at.Page.Locator(".queue-item", new() { HasText = Plate }).Locator("img").First, 200);
        await at.IsAccessibleAsync("a hit with its pictures");
        await at.Page.Keyboard.PressAsync("c");
        await Expect(at.Page.Locator("#why")).ToBeFocusedAsync();
        await at.Page.Keyboard.PressAsync("1");
        await Expect(at.Page.Locator("#said")).ToContainTextAsync($"{Plate} bevestigd");
        await Expect(item).ToHaveCountAsync(0);
        await at.Page.GetByLabel("Toestand").SelectOptionAsync("confirmed");
        await item.ClickAsync();
        await Expect(at.Page.Locator(".timeline")).ToContainTextAsync($"{person.Name} · bevestigd: Nummerplaat en voertuig kloppen");

        await using var scope = await portal.AsAsync(person);
        await using var db = scope.Context();
        var hit = await db.Set<Hit>().SingleAsync(Stop);
        Assert.Contains("SPN007", hit.Evidence, StringComparison.Ordinal);
        Assert.Contains(await db.Set<AuditLine>().Where(l => l.ObjectId == hit.Id).ToListAsync(Stop), l => (l.PersonId, l.Action, l.Reason) == (person.Id, HitActions.Confirmed, "PlateAndVehicleAgree"));
    }

    /// <summary>The other zone sees none of it, by page or by guessed address.</summary>
    async Task NothingElsewhereAsync()
    {
        await using var neighbour = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5344", ZoneRole.AnprSupervisor), "fr");
        Guid hit;
        await using (var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator)) hit = (await scope.Get<HitQueries>().ListAsync(new(null), stop: Stop))[0].Id;
        foreach (var path in new[] { "/zones/5344/anpr/hits?state=all", "/zones/5344/anpr/hotlists", "/zones/5344/cameras", "/zones/5344/anpr/quarantine", $"/zones/5344/anpr/hits/{hit}" })
        {
            await neighbour.GoAsync(path);
            await Expect(neighbour.Page.Locator("main")).Not.ToContainTextAsync("SPN");
            await Expect(neighbour.Page.Locator("main")).Not.ToContainTextAsync("Kruispunt");
            await Expect(neighbour.Page.Locator("main")).Not.ToContainTextAsync("signalés");
        }

        Assert.Equal(404, (await neighbour.Page.GotoAsync($"{portal.Address}/zones/5340/anpr/hits/{hit}"))!.Status);
    }

    static DateTimeOffset Now() => TimeProvider.System.GetUtcNow();

    static string Iso(DateTimeOffset at) => at.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    static Task<HttpResponseMessage> PostAsync(Uri address, HttpContent content) => Http.PostAsync(address, content, Stop);

    static StringContent Json(string text) => new(text, Encoding.UTF8, "application/json");

    /// <summary>As the camera sends it: the event and a picture, in parts.</summary>
    static MultipartFormDataContent Hikvision(string id, string plate, DateTimeOffset at)
    {
        var xml = new StringContent($"""
            <?xml version="1.0" encoding="UTF-8"?>
            <EventNotificationAlert version="2.0" xmlns="http://www.hikvision.com/ver20/XMLSchema"><macAddress>02:00:5e:00:53:01</macAddress><channelID>1</channelID>
            <dateTime>{Iso(at)}</dateTime><eventType>ANPR</eventType><eventState>active</eventState><ANPR><licensePlate>{plate}</licensePlate><confidenceLevel>97</confidenceLevel>
            <direction>forward</direction></ANPR><UUID>{id}</UUID><countryAbbreviation>BEL</countryAbbreviation></EventNotificationAlert>
            """, Encoding.UTF8);
        xml.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        return new MultipartFormDataContent { { xml, "anpr.xml", "anpr.xml" }, { Picture(PlatePicture), "licensePlatePicture.jpg", "licensePlatePicture.jpg" }, { Picture(ScenePicture), "detectionPicture.jpg", "detectionPicture.jpg" } };
    }

    static ByteArrayContent Picture(byte[] jpeg)
    {
        var picture = new ByteArrayContent(jpeg);
        picture.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return picture;
    }
}
