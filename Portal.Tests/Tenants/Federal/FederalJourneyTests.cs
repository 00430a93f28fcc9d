using System.Text;
using Microsoft.Playwright;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Tenants.Federal;

public sealed class FederalJourneyTests(FederalJourneyTests.Fixture portal, Browser browser) : IClassFixture<FederalJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await ZoneFill.EveryTableAsync(this, "5340");
        }
    }

    const string List = "code,name_nl,name_fr,main_language,province_nis,municipality_nis,municipality_names,note\n"
        + "5471,Proefdal,,nl,10000,11001 11002,Alfa; Beta,\n,Zonder Code,,nl,70000,73001,Gamma,code not found\n12,Fout,,nl,70000,73001,Gamma,\n";

    const string Outline = """{"type":"Polygon","coordinates":[[[4.3,50.8],[4.4,50.8],[4.45,50.9],[4.35,50.95],[4.3,50.8]]]}""";

    [Fact]
    public async Task A_zone_is_imported_completed_made_active_and_then_read_only()
    {
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, FederalSetup.Administrator);
        var page = person.Page;
        await person.GoAsync("/federal/zones/import");
        await page.Locator("#import-file").SetInputFilesAsync(new FilePayload { Name = "zones.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(List) });
        await Expect(page.GetByText("1 nieuw")).ToBeVisibleAsync();
        await Expect(page.GetByText("1 zonder code")).ToBeVisibleAsync();
        await Expect(page.GetByText("1 met fouten")).ToBeVisibleAsync();
        await person.IsAccessibleAsync("preview");
        var first = page.Locator("table.data input[type=checkbox]").First;
        await first.UncheckAsync();
        await page.Locator("#code-3").FillAsync("5472");
        await page.GetByRole(AriaRole.Button, new() { Name = "Opnieuw controleren" }).ClickAsync();
        await Expect(page.GetByText("2 nieuw")).ToBeVisibleAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "1 gekozen rijen opslaan" })).ToBeVisibleAsync(); // what was left out stays so
        await first.CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "2 gekozen rijen opslaan" }).ClickAsync();
        await Expect(page.GetByText("2 zones opgeslagen.")).ToBeVisibleAsync();

        await person.GoAsync("/federal/zones/5472");
        await page.GetByRole(AriaRole.Button, new() { Name = "Code bevestigen" }).ClickAsync();
        await Expect(page.GetByRole(AriaRole.Button, new() { Name = "Code bevestigen" })).ToHaveCountAsync(0);
        await DecideAsync(page, nameof(ZoneState.Active), confirmed: false);
        await Expect(page.Locator("#state-title ~ p .badge").First).ToContainTextAsync("Actief");
        await DecideAsync(page, nameof(ZoneState.ReadOnly), confirmed: true);
        await Expect(page.Locator("#state-title ~ p .badge").First).ToContainTextAsync("Alleen lezen");
        await page.Locator("#outline-file").SetInputFilesAsync(new FilePayload { Name = "outline.geojson", MimeType = "application/geo+json", Buffer = Encoding.UTF8.GetBytes(Outline) });
        await Expect(page.GetByRole(AriaRole.Img, new() { Name = "Omtrek van Zonder Code" })).ToBeVisibleAsync();
        await person.IsAccessibleAsync("zone");
    }

    static async Task DecideAsync(IPage page, string state, bool confirmed)
    {
        await page.Locator("#new-state").SelectOptionAsync(state);
        await page.Locator("#reason").FillAsync("Besluit van de minister");
        await page.GetByRole(AriaRole.Button, new() { Name = "Beslissing vastleggen" }).ClickAsync();
        if (confirmed) await page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = "Beslissing vastleggen" }).ClickAsync();
    }

    [Theory]
    [InlineData("nl", 1280, "light")]
    [InlineData("fr", 390, "dark")]
    public async Task Every_federal_page_is_accessible(string language, int width, string theme)
    {
        foreach (var who in new[] { FederalSetup.Administrator, FederalSetup.Auditor })
        {
            await using var person = await BrowsingPerson.SignInAsync(browser, portal, who, language, width);
            await person.Page.GotoAsync($"{portal.Address}/theme/{theme}?return=/");
            var paths = who == FederalSetup.Administrator
                ? new[] { "/federal", "/federal/zones", "/federal/zones/new", "/federal/zones/import", "/federal/zones/5340", "/federal/zones/5340/edit", "/federal/jobs", "/zones/0000" }
                : ["/federal", "/federal/zones", "/federal/zones/5340", "/federal/audit", "/federal/audit?zone=5340&case=COC-1"];
            foreach (var path in paths)
            {
                await person.GoAsync(path);
                await person.IsAccessibleAsync($"{path} as {who.Role} in {language} at {width} px, {theme}");
            }
        }
    }

    [Fact]
    public async Task An_auditor_chooses_a_zone_and_a_file_and_sees_its_lines()
    {
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, FederalSetup.Auditor);
        await person.GoAsync("/federal/audit");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Controle beginnen" }).ClickAsync();
        await Expect(person.Page.Locator("#case-error")).ToBeVisibleAsync();
        await person.Page.Locator("#zone").SelectOptionAsync("5340");
        await person.Page.Locator("#case").FillAsync("COC-7");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = "Controle beginnen" }).ClickAsync();
        await Expect(person.Page.Locator("table.audit tbody tr").First).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("dossier COC-7")).ToBeVisibleAsync();
    }
}
