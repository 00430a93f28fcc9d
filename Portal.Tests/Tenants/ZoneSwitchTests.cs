using Microsoft.Playwright;
using Npgsql;
using Portal.Anpr.Hotlists;
using Portal.Audit;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Tenants;

/// <summary>Somebody with roles in two zones acts in one at a time.</summary>
public sealed class ZoneSwitchTests(ZoneSwitchTests.Fixture portal, Browser browser) : IClassFixture<ZoneSwitchTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    [Fact]
    public async Task Switching_zones_begins_a_new_circuit_and_each_page_shows_its_own_zone()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        await OwnerAsync($"""insert into memberships ("Tenant", "PersonId", "Role", "GrantedAt") values ('5291', '{person.Id}', {(int)ZoneRole.AnprOperator}, now())""");
        await using (var there = await portal.AsAsync(person, "5291"))
            Assert.True((await there.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Prosecution, null, 8, TestContext.Current.CancellationToken)).Succeeded);
        foreach (var zone in new[] { "5340", "5291" })
        {
            var source = await portal.AddSourceAsync(zone);
            await portal.AddEntryAsync(zone, $"1-ZON-{zone[1..]}", EntryPriority.Normal);
            using var http = new HttpClient();
            (await System.Net.Http.Json.HttpClientJsonExtensions.PostAsJsonAsync(
                http, source.Address(portal.Address), new { id = zone, camera = source.Code(), plate = $"1ZON{zone[1..]}", capturedAt = TimeProvider.System.GetUtcNow() }, TestContext.Current.CancellationToken)).EnsureSuccessStatusCode();
        }

        await using var at = await BrowsingPerson.OpenAsync(browser, portal);
        await at.SignInAsync(person);
        await Expect(at.Page.GetByRole(AriaRole.Heading, new() { Name = "Uw zones" })).ToBeVisibleAsync(); // two zones: choose
        await at.GoAsync("/zones/5340/anpr/hits");
        await Expect(at.Page.Locator(".queue-item")).ToHaveCountAsync(1);
        await Expect(at.Page.Locator(".queue-item")).ToContainTextAsync("1-ZON-340");
        await at.Page.GetByLabel("Andere zone").ClickAsync();
        await at.Page.GetByRole(AriaRole.Link, new() { Name = "5291" }).ClickAsync();
        await Expect(at.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex("5291 Eifel"));
        await at.Page.GetByRole(AriaRole.Link, new() { Name = "Treffers" }).First.ClickAsync();
        await Expect(at.Page.Locator(".queue-item")).ToHaveCountAsync(1);
        await Expect(at.Page.Locator(".queue-item")).ToContainTextAsync("1-ZON-291");
    }

    [Fact]
    public async Task A_role_that_is_taken_away_ends_the_person_s_rights_in_the_open_page()
    {
        var person = TestPeople.Of("5344", ZoneRole.AnprSupervisor);
        await using var scope = await portal.AsAsync(person);
        Assert.True(scope.Get<Portal.Common.CurrentUser>().May(Portal.Anpr.AnprPermissions.ReadHits));
        await OwnerAsync($"""delete from memberships where "Tenant" = '5344' and "PersonId" = '{person.Id}'""");
        Assert.False(await scope.Get<ZoneAccess>().EnterAsync(person.Id, person.Name, "5344", stop: TestContext.Current.CancellationToken));
        Assert.False(scope.Get<Portal.Common.CurrentUser>().May(Portal.Anpr.AnprPermissions.ReadHits));
    }

    async Task OwnerAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        await using var command = owner.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
