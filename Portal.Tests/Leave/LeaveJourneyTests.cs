using Microsoft.Playwright;
using Portal.Leave;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Leave;

/// <summary>What people do with leave on a telephone, in Chromium.</summary>
public sealed class LeaveJourneyTests(LeaveJourneyTests.Fixture portal, Browser browser) : IClassFixture<LeaveJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const int Telephone = 390;

    static ILocator Button(BrowsingPerson person, string name) => person.Page.GetByRole(AriaRole.Button, new() { Name = name, Exact = true });

    [Fact]
    public async Task Half_a_day_is_asked_in_three_taps_a_deputy_approves_and_it_is_cancelled()
    {
        var (member, chief, office) = (TestPeople.Of("5344", ZoneRole.Member), TestPeople.Of("5344", ZoneRole.TeamChief), TestPeople.Of("5344", ZoneRole.StaffOffice));
        var team = await LeaveTeam.MakeAsync(portal, "5344", member, chief, office);
        await using (var scope = await portal.AsAsync(chief))
            Assert.True((await scope.Get<LeaveDecisionService>().NameDeputyAsync(team.ColleagueId, TestContext.Current.CancellationToken)).Succeeded);
        await team.AwayTodayAsync(portal, team.LeadsId);

        await using var at = await BrowsingPerson.SignInAsync(browser, portal, member, "nl", Telephone);
        await at.GoAsync("/zones/5344/leave");
        await at.IsAccessibleAsync("my leave");
        await at.FollowAsync(at.Page.Locator(".page-head a.primary"));
        await at.Page.Locator("#from").FillAsync(LeaveTeam.Monday.ToString("d/M/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await at.Page.GetByLabel("Voormiddag").CheckAsync();
        await Expect(at.Page.Locator(".leave-cost")).ToContainTextAsync("Telt voor 0,5 dag. Daarna over: 4,5 dagen.");
        await at.IsAccessibleAsync("asking");
        await Button(at, "Aanvragen").ClickAsync();
        await Expect(at.Page.Locator(".own-leave")).ToContainTextAsync("Wacht op een beslissing");
        await at.Page.GetByText("Waarom is mijn saldo 4,5").ClickAsync();
        await at.IsAccessibleAsync("why the balance is what it is");

        await at.GoAsync(FormattableString.Invariant($"/zones/5344/leave/calendar?year={LeaveTeam.Monday.Year}&month=2"));
        await Expect(at.Page.Locator(".leave-month-list")).ToContainTextAsync("nog niet beslist");
        await at.IsAccessibleAsync("the calendar on a telephone");
        await at.Page.SetViewportSizeAsync(1280, 900);
        await Expect(at.Page.Locator("td.waits")).ToHaveCountAsync(1);
        await at.IsAccessibleAsync("the calendar");
        await at.Page.SetViewportSizeAsync(Telephone, 844);

        await using var deputy = await BrowsingPerson.SignInAsync(browser, portal, office, "fr", Telephone);
        await deputy.GoAsync("/zones/5344/leave/decisions");
        await deputy.IsAccessibleAsync("the inbox");
        await deputy.FollowAsync(deputy.Page.Locator("td a").First);
        await Expect(deputy.Page.Locator(".panel").First).ToContainTextAsync("À la place de Leads");
        await deputy.IsAccessibleAsync("a decision");
        await Button(deputy, "Refuser").ClickAsync();
        await Expect(deputy.Page.Locator("#reason-error")).ToBeVisibleAsync();
        await Button(deputy, "Approuver").ClickAsync();
        await Expect(deputy.Page.GetByText("Votre décision est enregistrée")).ToBeVisibleAsync();

        await at.GoAsync("/zones/5344/leave");
        await Expect(at.Page.Locator(".own-leave")).ToContainTextAsync("Goedgekeurd");
        await at.Page.Locator(".own-leave button").First.ClickAsync();
        await Button(at, "Ja, annulering vragen").ClickAsync();
        await Expect(at.Page.Locator(".own-leave")).ToContainTextAsync("Annulering gevraagd");
        await deputy.GoAsync("/zones/5344/leave/decisions");
        await deputy.FollowAsync(deputy.Page.Locator("td a").First);
        await Button(deputy, "Annuler le congé").ClickAsync();
        await Expect(deputy.Page.GetByText("Votre décision est enregistrée")).ToBeVisibleAsync();
        await at.GoAsync("/zones/5344/leave");
        await Expect(at.Page.Locator(".own-leave")).ToContainTextAsync("Geannuleerd");
        await Expect(at.Page.Locator("dl.figures").First).ToContainTextAsync("5 dagen");
    }
}
