using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Audit;
using Portal.Contacts;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Tenants.Support;

/// <summary>Asked, let in, at work and out again; and the envelope in an emergency.</summary>
public sealed class SupportJourneyTests(SupportJourneyTests.Fixture portal, Browser browser) : IClassFixture<SupportJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Asked_let_in_at_work_and_out_by_itself()
    {
        var (asker, answerer) = (TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAdministrator), TestPeople.Of("5340", ZoneRole.ZoneAdministrator));
        await using var federal = await BrowsingPerson.SignInAsync(browser, portal, asker);
        await using var zone = await BrowsingPerson.SignInAsync(browser, portal, answerer, "fr", 390);
        await using var member = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.Member));
        await zone.GoAsync("/zones/5340/support");
        await member.GoAsync("/zones/5340/directory");

        await federal.GoAsync("/federal/support");
        await federal.Page.GetByRole(AriaRole.Button, new() { Name = "Een zone vragen" }).ClickAsync();
        await federal.Page.Locator("#zone").SelectOptionAsync("5340");
        await federal.Page.Locator("#reason").FillAsync("De camera's zenden niets");
        await federal.Page.Locator("#scope").SelectOptionAsync("Repair");
        await federal.IsAccessibleAsync("asking");
        await federal.Page.GetByRole(AriaRole.Button, new() { Name = "Vragen", Exact = true }).ClickAsync();
        await Expect(federal.Page.GetByText("Wacht op antwoord")).ToBeVisibleAsync();

        await zone.Page.GetByRole(AriaRole.Button, new() { Name = "Laisser entrer" }).ClickAsync();
        await Expect(zone.Page.Locator(".guest")).ToContainTextAsync("De camera's zenden niets");
        await zone.IsAccessibleAsync("the zone with a guest, 390 px");
        await Expect(member.Page.Locator(".guest")).ToContainTextAsync(asker.Name); // everybody sees it, on the open page

        await federal.Page.GetByRole(AriaRole.Link, new() { Name = "De zone binnengaan" }).ClickAsync();
        await Expect(federal.Page.Locator(".guest-you")).ToBeVisibleAsync();
        await federal.GoAsync("/zones/5340/staff/new");
        await federal.Page.Locator("#first-name").FillAsync("Hulp");
        await federal.Page.Locator("#last-name").FillAsync("Verleend");
        await federal.Page.Locator("main form button[type=submit]").First.ClickAsync();
        await Expect(federal.Page).ToHaveURLAsync(new Regex("/staff/[0-9a-f-]{36}"));
        await federal.IsAccessibleAsync("in the zone");
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            var line = await owner.Set<AuditLine>().IgnoreQueryFilters().SingleAsync(l => l.Tenant == "5340" && l.Action == StaffActions.Added, Stop);
            Assert.Equal((asker.Id, answerer.Id), (line.PersonId, line.OnBehalfOf));
        }

        using (portal.Clock.Later(TimeSpan.FromMinutes(31)))
        {
            await Expect(federal.Page).ToHaveURLAsync(new Regex("/federal/support")); // the open page ends with the time
            await Expect(member.Page.Locator(".guest")).ToHaveCountAsync(0);
            await federal.Page.GotoAsync(portal.Address + "/zones/5340/staff");
            await Expect(federal.Page.Locator("h1")).Not.ToContainTextAsync("Personeel");
        }

        await zone.GoAsync("/zones/5340/support");
        await zone.Page.GetByRole(AriaRole.Link, new() { Name = "Ce qui a été fait" }).First.ClickAsync();
        await Expect(zone.Page.Locator("table.audit tbody tr").First).ToBeVisibleAsync();
        await Expect(zone.Page.Locator("table.audit")).ToContainTextAsync("Verleend");
        await zone.IsAccessibleAsync("what was done, 390 px");
    }

    [Fact]
    public async Task The_envelope_is_sealed_and_opens_the_zone_with_an_alarm()
    {
        var witness = TestPeople.Of("5344", ZoneRole.StaffOffice);
        await using var administrator = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5344", ZoneRole.ZoneAdministrator), "de", 390);
        await administrator.GoAsync("/zones/5344/break-glass");
        await administrator.IsAccessibleAsync("break-glass, 390 px");
        await administrator.Page.Locator("#witness").FillAsync(witness.Email);
        await administrator.Page.Locator("#witness-password").FillAsync(TestPeople.Password);
        await administrator.Page.Locator("main form button[type=submit]").ClickAsync();
        var code = await administrator.Page.Locator(".glass-code").TextContentAsync();
        await administrator.IsAccessibleAsync("the code, 390 px");
        await administrator.GoAsync("/zones/5344/break-glass");
        await Expect(administrator.Page.Locator(".glass-code")).ToHaveCountAsync(0); // once

        await using var somebody = await BrowsingPerson.OpenAsync(browser, portal, "fr");
        await somebody.Page.GetByRole(AriaRole.Link, new() { Name = "Accès d’urgence" }).ClickAsync();
        await somebody.IsAccessibleAsync("the door");
        await somebody.Page.Locator("#zone").FillAsync("5344");
        await somebody.Page.Locator("#code").FillAsync(code!);
        await somebody.Page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(somebody.Page.Locator(".guest-alarm")).ToBeVisibleAsync();
        await Expect(administrator.Page.Locator(".guest-alarm")).ToBeVisibleAsync(); // on the open page, at once
        await administrator.IsAccessibleAsync("the alarm, 390 px");
        await administrator.GoAsync("/zones/5344/notifications");
        await Expect(administrator.Page.Locator(".notices")).ToContainTextAsync("Notcode");
    }
}
