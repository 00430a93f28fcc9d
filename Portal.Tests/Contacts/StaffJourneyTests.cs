using Microsoft.Playwright;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity.Roles;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Contacts;

/// <summary>What an administrator does with people, in Chromium.</summary>
public sealed class StaffJourneyTests(StaffJourneyTests.Fixture portal, Browser browser) : IClassFixture<StaffJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());

    static ILocator Button(BrowsingPerson person, string name) => person.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    public async Task A_unit_a_staff_member_a_role_with_an_end_and_the_last_administrator_refused()
    {
        await using var at = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.ZoneAdministrator));
        var page = at.Page;
        await at.GoAsync("/zones/5340/units");
        await Button(at, "Eenheid toevoegen").ClickAsync();
        await Expect(page.Locator("#unit-name")).ToBeFocusedAsync();
        await at.IsAccessibleAsync("adding a unit");
        await page.Locator("#unit-name").FillAsync("Wijkwerking");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.GetByRole(AriaRole.Link, new() { Name = "Wijkwerking" })).ToBeFocusedAsync();
        await Button(at, "Eronder toevoegen: Wijkwerking").ClickAsync();
        await page.Locator("#unit-name").FillAsync("Ploeg Noord");
        await Button(at, "Bewaren").ClickAsync();
        await Expect(page.Locator(".tree ul")).ToContainTextAsync("Ploeg Noord");

        await at.GoAsync("/zones/5340/staff/new");
        await Button(at, "Personeelslid toevoegen").ClickAsync();
        await Expect(page.Locator("#first-name-error")).ToBeVisibleAsync();
        await page.Locator("#first-name").FillAsync("Hanne");
        await page.Locator("#last-name").FillAsync("Wouters");
        await page.Locator("#email").FillAsync("Hanne.Wouters@5340.example");
        await page.Locator("#unit").SelectOptionAsync(new SelectOptionValue { Label = "Wijkwerking › Ploeg Noord" });
        await at.IsAccessibleAsync("a new staff member");
        await Button(at, "Personeelslid toevoegen").ClickAsync();
        await Expect(page.Locator("h1")).ToContainTextAsync("Hanne Wouters");
        await Expect(page.Locator("dl.facts")).ToContainTextAsync("Wijkwerking › Ploeg Noord");
        await Expect(page.Locator(".approver")).ToContainTextAsync("Niemand");
        await at.IsAccessibleAsync("a staff member");

        // Enter in the search for a person searches, and sends no form.
        await at.GoAsync("/zones/5340/units");
        await Button(at, "Wijzigen: Wijkwerking").ClickAsync();
        await page.Locator("#unit-leader").FillAsync("wouters han");
        await page.Keyboard.PressAsync("Enter");
        await page.Locator(".picks button").First.ClickAsync();
        await Expect(page.Locator(".picked")).ToContainTextAsync("Hanne Wouters");
        await Button(at, "Bewaren").ClickAsync();
        await Expect(page.Locator(".tree")).ToContainTextAsync("Hanne Wouters");

        await at.GoAsync("/zones/5340/roles?search=Member");
        await page.GetByRole(AriaRole.Link, new() { Name = "Rollen wijzigen: Member 1 of 5340" }).ClickAsync();
        await page.Locator("#give-role").SelectOptionAsync(new SelectOptionValue { Label = "Zonebeheerder" });
        await page.Locator("#give-end").FillAsync(Today.AddDays(30).ToString("d/M/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await at.IsAccessibleAsync("giving a role");
        await Button(at, "Rol geven").ClickAsync();
        await Expect(page.Locator(".role-list")).ToContainTextAsync("Zonebeheerder");
        await Expect(page.Locator(".role-list")).ToContainTextAsync("tot en met");

        // The new administrator, for a time, tries to remove the lasting one.
        await using var other = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.Member));
        await other.GoAsync($"/zones/5340/roles/{TestPeople.Of("5340", ZoneRole.ZoneAdministrator).Id}");
        await Button(other, "Afnemen: Zonebeheerder").ClickAsync();
        await other.Page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = "Afnemen" }).ClickAsync();
        await Expect(other.Page.GetByRole(AriaRole.Alert)).ToContainTextAsync("laatste beheerder");
        await other.IsAccessibleAsync("a refused removal");
    }

    [Fact]
    public async Task A_file_is_looked_at_before_it_is_taken()
    {
        await using var at = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5344", ZoneRole.StaffOffice), "fr", 390);
        await at.GoAsync("/zones/5344/staff/import");
        await at.Page.Locator("#staff-file").SetInputFilesAsync(new FilePayload
        {
            Name = "personnel.csv",
            MimeType = "text/csv",
            Buffer = System.Text.Encoding.UTF8.GetBytes("Matricule;Nom;Prénom;Unité;Statut\r\nJ1;Noël;Luc;Circulation;opérationnel\r\nJ2;Masson;Élise;;pompier\r\n"),
        });
        await Expect(at.Page.Locator("#import-preview")).ToBeFocusedAsync();
        await Expect(at.Page.GetByText("« pompier » n'est pas un statut connu")).ToBeVisibleAsync();
        await Expect(at.Page.GetByText("L'unité « Circulation » n'existe pas")).ToBeVisibleAsync();
        await at.Page.GetByLabel("Créer les unités qui n'existent pas encore (1)").CheckAsync();
        await at.IsAccessibleAsync("a preview");
        await Button(at, "Enregistrer 1 lignes").ClickAsync();
        await Expect(at.Page.Locator("#import-done")).ToContainTextAsync("Enregistré : 1 nouveaux, 0 modifiés, 0 inchangés, 1 omis.");
        await at.GoAsync("/zones/5344/staff");
        await Expect(at.Page.Locator("tbody")).ToContainTextAsync("Noël");
    }

    [Theory]
    [InlineData(1280, "de")]
    [InlineData(390, "fr")]
    public async Task Every_page_of_one_thing_is_accessible(int width, string language)
    {
        Guid member, owned;
        await using (var scope = await portal.AsAsync("5291", ZoneRole.ZoneAdministrator))
        {
            var unit = (await scope.Get<UnitService>().AddAsync("Einsatz " + width, null, null, Stop)).Value;
            member = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "Donaudampfschifffahrtsgesellschaftskapitän", LastName = "Ohne-Leerzeichen-Im-Namen-Und-Sehr-Lang", Email = $"ganz-langer-name-ohne-ende-{width}@eine-sehr-lange-domain.example", Phone = "080 00 00 01", UnitId = unit, Languages = "de fr" }, Stop)).Value;
            owned = (await scope.Get<CustomRoleService>().CreateAsync("Rolle " + width, [Portal.Anpr.AnprPermissions.ReadHits], Stop)).Value;
            await scope.Get<GrantService>().OfferAsync(new("5344", SharedSubjects.Cameras, "Gemeinsame Kontrollen", Today.AddDays(width), Today.AddDays(width + 1)), Stop);
        }

        await using var at = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5291", ZoneRole.ZoneAdministrator), language, width);
        foreach (var path in new[] { "staff", $"staff/{member}", $"staff/{member}/edit", "staff?search=nothing-like-it", "units", $"roles/{TestPeople.Of("5291", ZoneRole.Member).Id}", $"roles?role={owned}", "roles/own", "grants", "shared", "shared/5344/cameras", "shared/5344/staff", "directory?in=all", "settings" })
        {
            await at.GoAsync("/zones/5291/" + path);
            await at.IsAccessibleAsync(path);
        }

        await at.GoAsync($"/zones/5291/staff/{member}");
        await at.Page.Locator(".page-actions button").ClickAsync();
        await Expect(at.Page.Locator("#last-day")).ToBeVisibleAsync();
        await at.IsAccessibleAsync("a leaving");
        await at.GoAsync("/zones/5291/roles/own");
        await at.Page.Locator(".page-actions .primary").ClickAsync();
        await Expect(at.Page.Locator("#own-name")).ToBeVisibleAsync();
        await at.IsAccessibleAsync("a role of the zone's own");
        await at.GoAsync("/zones/5291/grants");
        await at.Page.Locator(".page-actions .primary").ClickAsync();
        await Expect(at.Page.Locator("#grantee")).ToBeFocusedAsync();
        await at.IsAccessibleAsync("an offer");
        await at.GoAsync("/zones/5291/settings");
        await at.Page.Locator("#second-factor").CheckAsync();
        await Expect(at.Page.Locator("#second-factor-run .note")).ToBeVisibleAsync();
        await at.IsAccessibleAsync("a dry run");
    }
}
