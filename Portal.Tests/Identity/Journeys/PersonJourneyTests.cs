using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity.Access;
using Portal.Tenants;
using Portal.Tests.Identity.Access;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Identity.Journeys;

/// <summary>Somebody's way through the portal: invited, a passkey instead of the password, a second zone, the switch between both, and the day after the last.</summary>
public sealed class PersonJourneyTests(PersonJourneyTests.Fixture portal, Browser browser) : IClassFixture<PersonJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const string Email = "noor.peeters@5340.test";
    const string Password = "een lang genoeg wachtwoord";

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>Browsers make passkeys for names alone, never for an IP address.</summary>
    string Site => portal.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    [Fact]
    public async Task Invited_with_a_passkey_in_two_zones_and_gone_after_the_last_day()
    {
        var staff = await InviteAsync("5340");
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = 1280, Height = 900 } });
        var page = await OpenAsync(context);

        // The link of the mail makes an account.
        await page.GotoAsync($"{Site}/invitation/{await TestMails.CodeAsync(portal, Email)}");
        await page.Locator("#password").FillAsync(Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Account maken" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/account/security"));

        // A passkey, then without the password.
        await page.Locator("#passkey-name").FillAsync("telefoon");
        await page.Locator("#passkey-password").FillAsync(Password);
        await page.Locator("form[data-passkey] button[type=button]").ClickAsync();
        await Expect(page.Locator(".passkeys li")).ToHaveCountAsync(1);
        await page.GotoAsync(Site + "/zones/5340");
        await Expect(page.Locator(".shell")).ToBeVisibleAsync();
        await page.Locator("header details.menu").Last.Locator("summary").ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Afmelden" }).ClickAsync();
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex("/sign-in"));
        await page.Locator(".passkey-door button[type=button]").ClickAsync();
        await Expect(page.Locator(".shell")).ToBeVisibleAsync();
        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("5340"));

        // A second zone, and the switch between them.
        await InviteAsync("5344");
        await page.GotoAsync($"{Site}/invitation/{await TestMails.CodeAsync(portal, Email, 2)}");
        await page.Locator("main form button[type=submit]").ClickAsync();
        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("5344"));
        await page.GetByLabel("Andere zone").ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "5340" }).ClickAsync();
        await Expect(page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("5340"));

        // The last day has passed: the first zone is closed, the second is not.
        await using (var office = await portal.AsAsync("5340", ZoneRole.StaffOffice))
        {
            await using var db = office.Context();
            var member = await db.Set<StaffMember>().SingleAsync(s => s.Id == staff, Stop);
            Assert.NotNull(member.PersonId);
            Assert.True((await office.Get<StaffService>().LeaveAsync(staff, member.Version, Brussels.DayOf(TimeProvider.System.GetUtcNow()).AddDays(-1), Stop)).Succeeded);
        }

        Assert.Equal(404, (await page.GotoAsync(Site + "/zones/5340"))!.Status);
        Assert.Equal(200, (await page.GotoAsync(Site + "/zones/5344"))!.Status);
        await Expect(page.Locator(".shell")).ToBeVisibleAsync();
        await Expect(page.GetByLabel("Andere zone")).ToHaveCountAsync(0);
    }

    /// <summary>A record on the staff list and the invitation for it, as an administrator makes them.</summary>
    async Task<Guid> InviteAsync(string zone)
    {
        await using var administrator = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        var added = await administrator.Get<StaffService>().AddAsync(new() { FirstName = "Noor", LastName = "Peeters", Email = Email, Function = "Inspecteur" }, Stop);
        Assert.True(added.Succeeded, added.Error?.Code);
        var invited = await administrator.Get<InvitationService>().InviteStaffAsync(added.Value, [new(ZoneRole.Member)], Stop);
        Assert.True(invited.Succeeded, invited.Error?.Code);
        return added.Value;
    }

    async Task<IPage> OpenAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(30_000);
        SetDefaultExpectTimeout(30_000);
        var page = await context.NewPageAsync();
        var devices = await context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await page.GotoAsync(Site + "/language/nl?return=/sign-in");
        return page;
    }
}
