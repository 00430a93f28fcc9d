using System.Text;
using Microsoft.Playwright;
using Portal.Cameras;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Anpr.Journeys;

/// <summary>What administrators do with cameras, sources and quarantine, in Chromium.</summary>
public sealed class CamerasJourneyTests(CamerasJourneyTests.Fixture portal, Browser browser) : IClassFixture<CamerasJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    Task<BrowsingPerson> AdministratorAsync(string language = "nl", int width = 1280) => BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.ZoneAdministrator), language, width);

    static ILocator Button(BrowsingPerson person, string name) => person.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    public async Task An_unknown_camera_appears_by_itself_and_is_created_with_its_reads()
    {
        var source = await portal.AddSourceAsync("5340");
        await using var person = await AdministratorAsync();
        await person.GoAsync($"/zones/5340/anpr/quarantine?source={source.Id}");
        var code = "Brug <b>9</b>";
        await portal.PostReadsAsync(source, Stop, ("1", code, "1AAA001", Now), ("2", code, "1AAA002", Now));
        await Button(person, "Camera aanmaken: " + code).ClickAsync();
        await Expect(person.Page.Locator("#name")).ToHaveValueAsync(code);
        await Expect(person.Page.Locator("#name")).ToBeFocusedAsync();
        await person.IsAccessibleAsync("create from quarantine");
        await person.Page.Locator("#name").FillAsync("");
        await Button(person, "Aanmaken en lezingen overnemen").ClickAsync();
        await Expect(person.Page.Locator("#name-error")).ToContainTextAsync("Geef de camera een naam.");
        await person.Page.Locator("#name").FillAsync("Brug 9");
        await Button(person, "Aanmaken en lezingen overnemen").ClickAsync();
        await Expect(person.Page.GetByText("2 lezingen overgenomen.")).ToBeVisibleAsync();
        await person.GoAsync("/zones/5340/cameras?search=brug%209");
        await person.Page.GetByRole(AriaRole.Link, new() { Name = "Brug 9" }).ClickAsync();
        await Expect(person.Page.GetByText("nam lezingen over uit de quarantaine")).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("1-AAA-001")).ToHaveCountAsync(0); // an administrator sees no plates
    }

    [Fact]
    public async Task A_source_is_created_and_its_key_seen_once()
    {
        await using var person = await AdministratorAsync("fr");
        await person.GoAsync("/zones/5340/anpr/sources");
        await Button(person, "Créer une source").ClickAsync();
        await person.Page.Locator("#source-name").FillAsync("Façade 12");
        await person.Page.Locator("#source-dialect").SelectOptionAsync("portal");
        await person.Page.Locator("form.form button[type=submit]").ClickAsync();
        var address = await person.Page.Locator("#key-address").InputValueAsync();
        Assert.Matches("/api/v1/anpr/ingest/portal/[a-z2-9]{32}$", address);
        await person.IsAccessibleAsync("a new key");
        using var http = new HttpClient();
        await Eventually.TrueAsync("the address takes messages", async () => (int)(await http.PostAsync(new Uri(address), new StringContent("[]", Encoding.UTF8, "application/json"), Stop)).StatusCode == 400);
        await Button(person, "Je l’ai copié").ClickAsync();
        await Expect(person.Page.Locator("#key-address")).ToHaveCountAsync(0);
        await person.GoAsync("/zones/5340/anpr/sources");
        Assert.DoesNotContain(address[^32..], await person.Page.ContentAsync(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_list_is_exported_without_formulas()
    {
        await using (var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator)) await scope.Get<CameraService>().RegisterAsync(new("=HYPERLINK(\"x\")", "+32;\"", null, null), Stop);
        await using var person = await AdministratorAsync();
        await person.GoAsync("/zones/5340/cameras?search=hyperlink");
        var download = await person.Page.RunAndWaitForDownloadAsync(() => Button(person, "Exporteren (CSV)").ClickAsync());
        await using var stream = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(stream);
        var lines = (await reader.ReadToEndAsync(Stop)).Split("\r\n");
        Assert.StartsWith("\"'=HYPERLINK(\"\"x\"\")\";\"'+32;\"\"\";", lines[1], StringComparison.Ordinal);
        Assert.Equal(3, lines.Length);
    }

    [Fact]
    public async Task A_strange_message_is_shown_and_does_nothing()
    {
        var source = await portal.AddSourceAsync("5340");
        await portal.PostTextAsync(source, "<script>document.title='taken'</script>\u202e\u0007", Stop);
        await portal.PostTextAsync(source, "\0\u0001\u0002PNG", Stop);
        await using var person = await AdministratorAsync();
        await person.GoAsync($"/zones/5340/anpr/quarantine?source={source.Id}");
        await Expect(person.Page.Locator("tbody a")).ToHaveCountAsync(2);
        await person.Page.Locator("tbody a").Last.ClickAsync();
        await Expect(person.Page.Locator("pre.body")).ToContainTextAsync("<script>document.title='taken'</script>⟨U+202E⟩⟨U+0007⟩");
        Assert.DoesNotContain("taken", await person.Page.TitleAsync(), StringComparison.Ordinal);
        await person.Page.GoBackAsync();
        await person.Page.Locator("tbody a").First.ClickAsync();
        await Expect(person.Page.Locator("pre.body")).ToContainTextAsync("000000  00 01 02 50 4e 47");
        await person.IsAccessibleAsync("a binary message");
        await Button(person, "Verwijderen").ClickAsync();
        await person.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = "Verwijderen" }).ClickAsync();
        await Expect(person.Page.Locator("h1")).ToContainTextAsync("Quarantaine");
    }

    [Theory]
    [InlineData(1280, "de")]
    [InlineData(390, "fr")]
    public async Task Every_page_is_accessible(int width, string language)
    {
        var source = await portal.AddSourceAsync("5340");
        var camera = source.Cameras[0].Id;
        await portal.PostReadsAsync(source, Stop, ("1", source.Code(), "1AAA001", Now.AddMinutes(-4)), ("2", "nobody-knows-this-camera-with-a-very-long-code-without-blanks", "1AAA002", Now));
        await portal.PostTextAsync(source, "{ broken", Stop);
        await portal.PostTextAsync(source, $"[{{\"id\":\"{new string('x', 300)}\"}}]", Stop);
        await using var person = await AdministratorAsync(language, width);
        foreach (var path in new[] { "cameras", "cameras?search=nothing-like-it", $"cameras/{camera}", "cameras/new", $"cameras/{camera}/edit", $"anpr/quarantine?source={source.Id}", "anpr/quarantine", "anpr/quarantine?kind=Item&reason=ingest.not_text" })
        {
            await person.GoAsync("/zones/5340/" + path);
            await person.IsAccessibleAsync(path);
        }

        await person.GoAsync("/zones/5340/anpr/sources");
        await person.Page.Locator(".page-actions .primary").ClickAsync();
        foreach (var help in await person.Page.Locator(".how-to summary").AllAsync()) await help.ClickAsync();
        await Expect(person.Page.Locator("#source-name")).ToBeVisibleAsync();
        await person.IsAccessibleAsync("sources");
        await using var operators = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprOperator), language, width);
        await operators.GoAsync($"/zones/5340/cameras/{camera}");
        await Expect(operators.Page.GetByText("1-AAA-001")).ToBeVisibleAsync();
        await operators.IsAccessibleAsync("a camera with plates");
    }

    [Theory]
    [InlineData(ZoneRole.AnprOperator, "anpr/sources")]
    [InlineData(ZoneRole.AnprOperator, "anpr/quarantine")]
    [InlineData(ZoneRole.AnprOperator, "cameras/new")]
    [InlineData(ZoneRole.AnprSupervisor, "anpr/sources")]
    [InlineData(ZoneRole.Member, "cameras")]
    public async Task Who_may_not_see_a_page_finds_none(ZoneRole role, string path)
    {
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", role));
        var answer = await person.Page.GotoAsync($"{portal.Address}/zones/5340/{path}");
        Assert.Equal(404, answer!.Status);
    }
}
