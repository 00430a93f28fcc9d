using System.Text.RegularExpressions;
using Microsoft.Playwright;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Identity.Access;

/// <summary>From "I work here" to the first page: the form, the bulk decision, the mail, the password.</summary>
public sealed class AccessJourneyTests(AccessJourneyTests.Fixture portal, Browser browser) : IClassFixture<AccessJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Somebody_asks_is_approved_with_others_and_comes_in()
    {
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
            await AccessLoad.StaffAsync(owner, "5340", [("Zoë", "Müller", "44-1", "zoe.muller@politie.test"), ("An", "Peeters", "44-2", null)], Stop);

        await using var zoe = await BrowsingPerson.OpenAsync(browser, portal, "fr", 390);
        await zoe.GoAsync("/access");
        await zoe.Page.Locator("form button[type=submit]").ClickAsync();
        await Expect(zoe.Page.Locator(".note-danger")).ToBeVisibleAsync();
        await zoe.IsAccessibleAsync("the form with what is missing");
        await zoe.Page.Locator("#Zone").SelectOptionAsync("5340");
        await zoe.Page.Locator("#FirstName").FillAsync("Zoe");
        await zoe.Page.Locator("#LastName").FillAsync("Muller");
        await zoe.Page.Locator("#Email").FillAsync("zoe.muller@politie.test");
        await zoe.Page.Locator("#PersonnelNumber").FillAsync("44-1");
        await zoe.Page.Locator("form button[type=submit]").ClickAsync();
        await Expect(zoe.Page.Locator("h1")).ToHaveTextAsync("Demande reçue");
        await zoe.IsAccessibleAsync("received");

        await using var administrator = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.ZoneAdministrator));
        var page = administrator.Page;
        await administrator.GoAsync("/zones/5340");
        await Expect(page.Locator(".bell-count")).ToHaveTextAsync("1");
        await page.Locator(".bell summary").ClickAsync();
        await administrator.IsAccessibleAsync("the bell, open");
        await page.Locator(".bell-line").First.ClickAsync();
        await Expect(page).ToHaveURLAsync(new Regex("/access-requests$"));
        await Expect(page.Locator("table.data tbody tr")).ToHaveCountAsync(1);

        // A second request arrives while the page is open.
        await using (var an = await BrowsingPerson.OpenAsync(browser, portal))
        {
            await an.GoAsync("/access");
            await an.Page.Locator("#Zone").SelectOptionAsync("5340");
            await an.Page.Locator("#FirstName").FillAsync("An");
            await an.Page.Locator("#LastName").FillAsync("Peters");
            await an.Page.Locator("#Email").FillAsync("an.peters@politie.test");
            await an.Page.Locator("#PersonnelNumber").FillAsync("44-2");
            await an.Page.Locator("form button[type=submit]").ClickAsync();
            await Expect(an.Page.Locator("h1")).ToHaveTextAsync("Ontvangen");
        }

        await Expect(page.Locator("table.data tbody tr")).ToHaveCountAsync(2);
        await page.GetByRole(AriaRole.Button, new() { Name = "Bekijken: An Peters" }).ClickAsync();
        await Expect(page.Locator("tr.differs")).ToHaveCountAsync(1);
        await administrator.IsAccessibleAsync("a doubtful request beside the staff list");
        await page.GetByRole(AriaRole.Button, new() { Name = "Alle 1 zekere goedkeuren" }).ClickAsync();
        await page.Locator("#bulk-reason").FillAsync("Personeelslijst van maandag");
        await administrator.IsAccessibleAsync("a bulk decision");
        await page.GetByRole(AriaRole.Button, new() { Name = "Starten" }).ClickAsync();
        await Expect(page.Locator("#run-state")).ToHaveTextAsync(new Regex("Klaar"));
        await administrator.IsAccessibleAsync("the result of a bulk decision");

        await zoe.Page.GotoAsync(portal.Address + "/dev/mail");
        await zoe.Page.GetByRole(AriaRole.Link, new() { Name = "Votre accès au portail" }).ClickAsync();
        var code = await TestMails.CodeAsync(portal, "zoe.muller@politie.test");
        await Expect(zoe.Page.Locator(".mail-text a")).ToHaveAttributeAsync("href", new Regex("/invitation/" + code + "$"));
        await zoe.GoAsync("/invitation/" + code);
        await zoe.IsAccessibleAsync("the invitation");
        await zoe.Page.Locator("#password").FillAsync("une longue phrase à retenir");
        await zoe.Page.Locator("form button[type=submit]").First.ClickAsync();
        await Expect(zoe.Page).ToHaveURLAsync(new Regex("/account/security\\?first=true"));
        await zoe.GoAsync("/zones/5340");
        await Expect(zoe.Page.Locator(".shell")).ToBeVisibleAsync();
        await zoe.GoAsync("/invitation/" + code);
        await Expect(zoe.Page.Locator("h1")).ToHaveTextAsync("Ce lien ne fonctionne pas");
        await zoe.IsAccessibleAsync("a link that was used");
    }
}
