using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Identity.Account;
using Portal.Tenants;
using Portal.Tests.Identity.Access;

namespace Portal.Tests.Identity.Account;

/// <summary>A new password by mail: the link works once, for an hour, and who asks learns nothing.</summary>
public sealed partial class ForgottenPasswordTests(ForgottenPasswordTests.Fixture portal) : IClassFixture<ForgottenPasswordTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    const string Next = "another long password";

    [Fact]
    public async Task A_link_sets_a_password_once_and_ends_every_session()
    {
        var person = TestPeople.Of("5291", ZoneRole.Member);
        using var open = new Visitor(portal);
        await open.SignInAsync(person.Email);
        using var visitor = new Visitor(portal);
        var answer = await visitor.PostFormAsync("/password/forgotten", "forgotten", ("Input.Email", person.Email.ToUpperInvariant()));
        Assert.Equal(200, answer.Status);
        var link = await LinkAsync(person);
        Assert.Contains("role=\"alert\"", (await visitor.PostFormAsync(link, "new-password", ("Input.Next", "short"), ("Input.Again", "short"))).Body);
        Assert.Contains("role=\"alert\"", (await visitor.PostFormAsync(link, "new-password", ("Input.Next", Next), ("Input.Again", Next + "x"))).Body);
        Assert.EndsWith("/sign-in?why=password", (await visitor.PostFormAsync(link, "new-password", ("Input.Next", Next), ("Input.Again", Next))).Location);
        Assert.Contains("role=\"alert\"", (await visitor.PostFormAsync(link, "new-password", ("Input.Next", Next + "2"), ("Input.Again", Next + "2"))).Body);
        await Eventually.TrueAsync("an old session goes on", async () => (await open.GetAsync("/account")).Status == 302);
        using var again = new Visitor(portal);
        Assert.Equal(200, (await again.SignInAsync(person.Email)).Status);
        Assert.Equal(302, (await again.SignInAsync(person.Email, Next)).Status);
        Assert.Equal(["account.password_forgotten", "account.password_reset"], await AccountRows.MailsAsync(portal, person.Id));
    }

    [Fact]
    public async Task Who_asks_gets_the_same_answer_whether_the_account_exists_or_not()
    {
        using var one = new Visitor(portal);
        using var two = new Visitor(portal);
        var known = await one.PostFormAsync("/password/forgotten", "forgotten", ("Input.Email", TestPeople.Of("5340", ZoneRole.Member).Email));
        var unknown = await two.PostFormAsync("/password/forgotten", "forgotten", ("Input.Email", "nobody@5340.test"));
        Assert.Equal(Token().Replace(known.Body, ""), Token().Replace(unknown.Body, ""));
    }

    [Fact]
    public async Task After_an_hour_the_link_is_over()
    {
        var person = TestPeople.Of("5291", ZoneRole.AnprSupervisor);
        using var visitor = new Visitor(portal);
        await visitor.PostFormAsync("/password/forgotten", "forgotten", ("Input.Email", person.Email));
        var link = await LinkAsync(person);
        using (portal.Clock.Later(TimeSpan.FromMinutes(61)))
            Assert.Contains("role=\"alert\"", (await visitor.PostFormAsync(link, "new-password", ("Input.Next", Next), ("Input.Again", Next))).Body);
    }

    [Theory]
    [InlineData("")]
    [InlineData("?person=0198c0de-0000-7000-8000-000000000001&token=AAAA")]
    [InlineData("?person=x&token=%00")]
    public async Task A_made_up_link_sets_nothing_and_is_no_fault(string query)
    {
        using var visitor = new Visitor(portal);
        using var request = new HttpRequestMessage(HttpMethod.Get, "/password/new" + query);
        var page = await visitor.SendAsync(request);
        if (page.Status != 200) { Assert.InRange(page.Status, 400, 404); return; }
        Assert.Contains("role=\"alert\"", (await visitor.PostFormAsync("/password/new" + query, "new-password", ("Input.Next", Next), ("Input.Again", Next))).Body);
    }

    [Fact]
    public async Task A_person_is_not_buried_in_mails()
    {
        var person = TestPeople.Of("5291", ZoneRole.CameraManager);
        using var visitor = new Visitor(portal);
        for (var n = 0; n < 3; n++)
        {
            await visitor.PostFormAsync("/password/forgotten", "forgotten", ("Input.Email", person.Email));
            await Eventually.TrueAsync("a mail is missing", async () => (await AccountRows.MailsAsync(portal, person.Id)).Count == n + 1);
        }

        for (var n = 0; n < 3; n++) await portal.Root.GetRequiredService<PasswordForgotten>().Ask(person.Email); // to its end
        Assert.Equal(3, (await AccountRows.MailsAsync(portal, person.Id)).Count);
    }

    [Fact]
    public async Task A_person_is_told_of_a_new_password_in_the_own_language()
    {
        var person = TestPeople.Of("5291", ZoneRole.TeamChief);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email);
        await visitor.GetAsync("/language/de");
        await visitor.GetAsync("/language/fr"); // pages in French now; kept with the person too
        Assert.Equal(302, (await visitor.PostFormAsync("/account/security", "password", ("Password.Current", TestPeople.Password), ("Password.Next", Next), ("Password.Again", Next))).Status);
        Assert.Equal(["Votre mot de passe a été modifié"], await AccountRows.ListAsync(portal, $"""select "Subject" from outbox_mails where "PersonId" = '{person.Id}'"""));
        Assert.Contains("/password/forgotten", await BodyAsync(person));
    }

    async Task<string> LinkAsync(TestPerson person) => Link().Match(await BodyAsync(person)).Value;

    /// <summary>Of the first mail that arrived.</summary>
    async Task<string> BodyAsync(TestPerson person)
    {
        await Eventually.TrueAsync("no mail arrived", () => TestMails.Of(portal, person.Email).Count > 0);
        return TestMails.Of(portal, person.Email)[0].Body;
    }

    [GeneratedRegex(@"/password/new\?\S+", RegexOptions.None, 1000)]
    private static partial Regex Link();

    [GeneratedRegex("CfDJ8[A-Za-z0-9+/=_-]+", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
