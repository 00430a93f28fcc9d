using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Tenants;
using Portal.Tests.Identity.Account;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Identity;

/// <summary>One zone asks for more of a sign-in, another does not; the same person in both is led to what is asked, and back.</summary>
public sealed class ZonePolicyTests(ZonePolicyTests.Fixture portal, Browser browser) : IClassFixture<ZonePolicyTests.Fixture>
{
    /// <summary>5344 asks for a second factor, 5291 for a sign-in of the last two hours; the operator of 5340 has a role in all three.</summary>
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);

        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5344", "5291" })
            {
                foreach (var person in new[] { TestPeople.Of("5340", ZoneRole.AnprOperator), TestPeople.Of("5340", ZoneRole.AnprOperator, 2), TestPeople.Of("5340", ZoneRole.AnprSupervisor) })
                    await RunAsync(this, $"""insert into memberships ("Tenant", "PersonId", "Role", "CustomRoleId", "GrantedAt") values ('{zone}', '{person.Id}', 1, '{Guid.Empty}', now())""");
                await RunAsync(this, $"""
                    insert into zone_policies ("Tenant", "Id", "Version", "SecondFactorRequired", "SessionHours", "PublishesDirectory", "AdministratorChanges")
                    values ('{zone}', '{Guid.NewGuid()}', 0, {zone == "5344"}, {(zone == "5291" ? 2 : 12)}, false, 0)
                    """);
            }
        }
    }

    [Fact]
    public async Task Only_the_zone_that_asks_for_a_second_factor_leads_to_one_and_back()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email);
        Assert.Equal(200, (await visitor.GetAsync("/zones/5340/anpr/hits")).Status);
        var led = await visitor.GetAsync("/zones/5344/anpr/hits?state=open");
        Assert.Equal((302, "/account/stronger?return=%2Fzones%2F5344%2Fanpr%2Fhits%3Fstate%3Dopen"), (led.Status, led.Location));
        var why = (await visitor.GetAsync(led.Location!)).Body;
        Assert.Contains("5344", why);
        Assert.Contains("/account/security?return=%2Fzones%2F5344%2Fanpr%2Fhits%3Fstate%3Dopen", why);

        var (_, back) = await AuthenticatorSteps.SetUpAsync(visitor, "/account/authenticator?return=%2Fzones%2F5344%2Fanpr%2Fhits%3Fstate%3Dopen");
        Assert.Contains("href=\"/zones/5344/anpr/hits?state=open\"", back);
        Assert.Equal(200, (await visitor.GetAsync("/zones/5344/anpr/hits")).Status); // the set-up showed a code: that counts
        Assert.Equal(200, (await visitor.GetAsync("/zones/5340/anpr/hits")).Status);
    }

    [Fact]
    public async Task Who_has_no_role_there_is_not_told_what_the_zone_asks()
    {
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.Member).Email);
        Assert.Equal(404, (await visitor.GetAsync("/zones/5344/anpr/hits")).Status);
    }

    [Fact]
    public async Task A_sign_in_that_is_too_old_for_a_zone_is_asked_anew_and_leads_back()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator, 2);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email);
        Assert.Equal(200, (await visitor.GetAsync("/zones/5291/anpr/hits")).Status);
        using (portal.Clock.Later(TimeSpan.FromHours(3)))
        {
            Assert.Equal(200, (await visitor.GetAsync("/zones/5340/anpr/hits")).Status);
            var led = await visitor.GetAsync("/zones/5291/anpr/hits");
            Assert.Equal((302, "/sign-in?why=age&return=%2Fzones%2F5291%2Fanpr%2Fhits"), (led.Status, led.Location));
            Assert.Contains("class=\"note\"", (await visitor.GetAsync(led.Location!)).Body);
            Assert.EndsWith("/zones/5291/anpr/hits", (await visitor.PostFormAsync(led.Location!, "sign-in", ("Input.Email", person.Email), ("Input.Password", TestPeople.Password))).Location);
            Assert.Equal(200, (await visitor.GetAsync("/zones/5291/anpr/hits")).Status);
        }
    }

    [Fact]
    public async Task Inside_an_open_page_the_way_to_what_a_zone_asks_is_the_same()
    {
        var who = TestPeople.Of("5340", ZoneRole.AnprSupervisor);
        await using var person = await BrowsingPerson.OpenAsync(browser, portal);
        await person.SignInAsync(who);
        await Expect(person.Page.Locator(".cards")).ToBeVisibleAsync(); // several zones to choose from
        await person.GoAsync("/zones/5340/anpr/hotlists");
        await person.Page.Locator(".menu-left summary").ClickAsync();
        await person.Page.GetByRole(Microsoft.Playwright.AriaRole.Link, new() { Name = "5344" }).ClickAsync();
        await Expect(person.Page).ToHaveURLAsync(portal.Address + "/account/stronger?return=%2Fzones%2F5344");
        await Expect(person.Page.Locator("h1")).ToBeVisibleAsync();
        await person.IsAccessibleAsync("why a zone asks for more");

        await person.GoAsync("/zones/5291/anpr/hotlists");
        using (portal.Clock.Later(TimeSpan.FromHours(3)))
        {
            await RunAsync(portal, $"select pg_notify('portal_changes', 'sessions {who.Id}')"); // asks now instead of within the minute
            await Expect(person.Page).ToHaveURLAsync(portal.Address + "/sign-in?why=age&return=%2Fzones%2F5291%2Fanpr%2Fhotlists");
            await person.SignInAsync(who);
            await Expect(person.Page).ToHaveURLAsync(portal.Address + "/zones/5291/anpr/hotlists");
        }
    }

    static async Task RunAsync(PortalServices portal, string sql)
    {
        await using var connection = new NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
