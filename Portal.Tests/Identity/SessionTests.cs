using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Identity;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Identity;

/// <summary>A sign-in is a row: who ends it is out, at once and everywhere.</summary>
public sealed class SessionTests(SessionTests.Fixture portal, Browser browser) : IClassFixture<SessionTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Signing_out_ends_the_session_also_for_a_copy_of_the_cookie()
    {
        using var visitor = new Visitor(portal);
        var cookie = (await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.AnprOperator).Email)).Headers["Set-Cookie"].Split(';')[0];
        using (var thief = new Visitor(portal)) Assert.Equal(200, (await WithCookieAsync(thief, cookie)).Status);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        await visitor.SendAsync(request);
        using (var thief = new Visitor(portal)) await Eventually.TrueAsync("the copy opens the portal after signing out", async () => (await WithCookieAsync(thief, cookie)).Status == 302);
    }

    [Fact]
    public async Task A_person_sees_the_own_sessions_and_ends_one_or_all_others()
    {
        var person = TestPeople.Of("5344", ZoneRole.TeamChief);
        using var here = new Visitor(portal);
        using var there = new Visitor(portal);
        using var elsewhere = new Visitor(portal);
        foreach (var visitor in new[] { here, there, elsewhere }) await visitor.SignInAsync(person.Email);
        using var other = new Visitor(portal);
        await other.SignInAsync(TestPeople.Of("5344", ZoneRole.Member).Email);
        var mine = await SessionsOfAsync(person.Id);
        Assert.Equal(3, mine.Count);
        var page = (await here.GetAsync("/account/sessions")).Body;
        Assert.Equal(1, page.Split("class=\"badge\"").Length - 1); // this one
        var second = mine[1];
        var ended = await here.PostFormAsync("/account/sessions", $"end-{second}");
        Assert.Equal(302, ended.Status);
        await Eventually.TrueAsync("an ended session goes on", async () => (await there.GetAsync("/account")).Status == 302);
        Assert.Equal(200, (await elsewhere.GetAsync("/account")).Status);
        await here.PostFormAsync("/account/sessions", "end-others");
        await Eventually.TrueAsync("an ended session goes on", async () => (await elsewhere.GetAsync("/account")).Status == 302);
        Assert.Equal(200, (await here.GetAsync("/account")).Status);
        Assert.Equal(200, (await other.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task Nobody_ends_a_session_of_somebody_else()
    {
        using var victim = new Visitor(portal);
        await victim.SignInAsync(TestPeople.Of("5344", ZoneRole.StaffOffice).Email);
        var session = (await SessionsOfAsync(TestPeople.Of("5344", ZoneRole.StaffOffice).Id)).Single();
        await using var scope = portal.Root.CreateAsyncScope();
        Assert.Equal(0, await scope.ServiceProvider.GetRequiredService<Sessions>().EndAsync(TestPeople.Of("5344", ZoneRole.CameraManager).Id, session, Stop));
        Assert.Equal(200, (await victim.GetAsync("/account")).Status);
    }

    [Fact]
    public async Task A_session_is_over_after_its_time_however_it_is_used()
    {
        var person = TestPeople.Of("5344", ZoneRole.CameraController);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email);
        Assert.Equal(200, (await visitor.GetAsync("/account")).Status);
        await RunAsync($"""update person_sessions set "EndsAt" = now() - interval '1 second' where "PersonId" = '{person.Id}'""");
        await Eventually.TrueAsync("a session outlives its time", async () => (await visitor.GetAsync("/account")).Status == 302);
    }

    [Fact]
    public async Task Last_use_is_written_at_most_every_five_minutes()
    {
        var person = TestPeople.Of("5344", ZoneRole.ReportAuthor);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email);
        var first = await SeenAsync(person.Id);
        await visitor.GetAsync("/account");
        Assert.Equal(first, await SeenAsync(person.Id));
        await RunAsync($"""update person_sessions set "SeenAt" = now() - interval '6 minutes' where "PersonId" = '{person.Id}'""");
        await Eventually.TrueAsync("the last use is not written", async () => (await visitor.GetAsync("/account")).Status == 200 && await SeenAsync(person.Id) > first);
    }

    [Fact]
    public async Task Changing_the_password_ends_all_other_sessions_and_keeps_this_one()
    {
        var person = TestPeople.Of("5291", ZoneRole.StaffOffice);
        using var here = new Visitor(portal);
        using var there = new Visitor(portal);
        await here.SignInAsync(person.Email);
        await there.SignInAsync(person.Email);
        var wrong = await here.PostFormAsync("/account/security", "password", ("Password.Current", "not the password"), ("Password.Next", "another long password"), ("Password.Again", "another long password"));
        Assert.Equal(200, wrong.Status);
        Assert.Contains("note-danger", wrong.Body);
        Assert.Equal(200, (await there.GetAsync("/account")).Status);
        Assert.Equal(302, (await here.PostFormAsync("/account/security", "password", ("Password.Current", TestPeople.Password), ("Password.Next", "another long password"), ("Password.Again", "another long password"))).Status);
        await Eventually.TrueAsync("another session outlives the password", async () => (await there.GetAsync("/account")).Status == 302);
        Assert.Equal(200, (await here.GetAsync("/account")).Status);
        using var again = new Visitor(portal);
        Assert.Equal(200, (await again.SignInAsync(person.Email)).Status);
        Assert.Equal(302, (await again.SignInAsync(person.Email, "another long password")).Status);
    }

    [Fact]
    public async Task An_open_page_of_a_session_that_is_ended_shows_the_door_at_once()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprSupervisor);
        await using var browsing = await BrowsingPerson.SignInAsync(browser, portal, person);
        await browsing.GoAsync("/zones/5340/anpr/hotlists");
        await using (var scope = portal.Root.CreateAsyncScope()) Assert.Equal(1, await scope.ServiceProvider.GetRequiredService<Sessions>().EndOthersAsync(person.Id, null, Stop));
        await Expect(browsing.Page.Locator("#password")).ToBeVisibleAsync(new() { Timeout = 10_000 });
        await browsing.SignInAsync(person);
        await Expect(browsing.Page).ToHaveURLAsync(portal.Address + "/zones/5340/anpr/hotlists"); // back where the person was
    }

    static async Task<Answer> WithCookieAsync(Visitor visitor, string cookie)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/account") { Headers = { { "Cookie", cookie } } };
        return await visitor.SendAsync(request);
    }

    async Task<List<Guid>> SessionsOfAsync(Guid person)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<Portal.Persistence.PortalDbContext>>().CreateDbContextAsync(Stop);
        return await db.Set<PersonSession>().Where(s => s.PersonId == person && s.EndedAt == null).OrderBy(s => s.StartedAt).Select(s => s.Id).ToListAsync(Stop);
    }

    async Task<DateTimeOffset> SeenAsync(Guid person)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        await using var db = await scope.ServiceProvider.GetRequiredService<IDbContextFactory<Portal.Persistence.PortalDbContext>>().CreateDbContextAsync(Stop);
        return await db.Set<PersonSession>().Where(s => s.PersonId == person).Select(s => s.SeenAt).SingleAsync(Stop);
    }

    async Task RunAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
