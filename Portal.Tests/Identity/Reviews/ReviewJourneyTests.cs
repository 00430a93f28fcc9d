using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Playwright;
using Portal.Common;
using Portal.Identity.Reviews;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Identity.Reviews;

/// <summary>An administrator goes through the review at a telephone: one right, all of a person, many at once, one withdrawn.</summary>
public sealed class ReviewJourneyTests(ReviewJourneyTests.Fixture portal, Browser browser) : IClassFixture<ReviewJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Rights_are_confirmed_one_by_one_and_many_at_once()
    {
        var day = ReviewCalendar.QuarterOf(Brussels.DayOf(portal.Clock.GetUtcNow())).AddMonths(3);
        using (portal.Clock.Later(Brussels.StartOf(day).AddHours(12) - TimeProvider.System.GetUtcNow()))
        {
            await using var scope = portal.Root.CreateAsyncScope();
            scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose("5340");
            Assert.True(await scope.ServiceProvider.GetRequiredService<ReviewOpening>().OpenAsync(Stop));
        }

        await using var administrator = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.ZoneAdministrator), "fr", 390);
        var page = administrator.Page;
        await administrator.GoAsync("/zones/5340/rights-review");
        await administrator.IsAccessibleAsync("the review, 390 px");
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer: AnprOperator 1" }).ClickAsync();
        await Expect(page.Locator(".note-ok")).ToContainTextAsync("1 droits confirmés");
        await page.GetByRole(AriaRole.Button, new() { Name = "Retirer: CameraManager 1" }).ClickAsync();
        await page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = "Retirer" }).ClickAsync();
        await Expect(page.Locator(".note-ok")).ToContainTextAsync("retiré");
        foreach (var name in new[] { "TeamChief 1", "StaffOffice 1" }) await page.GetByRole(AriaRole.Checkbox, new() { Name = "Choisir " + name }).CheckAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Confirmer la sélection (2)" }).ClickAsync();
        await Expect(page.Locator(".note-ok")).ToContainTextAsync("2 droits confirmés");
        await administrator.IsAccessibleAsync("after decisions, 390 px");
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var decided = await owner.Set<RightsReviewItem>().IgnoreQueryFilters().Where(i => i.Tenant == "5340" && i.Decision != ReviewDecision.Open).Select(i => i.Decision).ToListAsync(Stop);
        Assert.Equal((3, 1), (decided.Count(d => d == ReviewDecision.Confirmed), decided.Count(d => d == ReviewDecision.Withdrawn)));
    }
}
