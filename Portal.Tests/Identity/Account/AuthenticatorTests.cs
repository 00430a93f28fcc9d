using System.Text.RegularExpressions;
using Portal.Identity;
using Portal.Identity.Account;
using Portal.Tenants;

namespace Portal.Tests.Identity.Account;

/// <summary>The authenticator app, over HTTP: set up, asked at the door, each code once, and a way in without the telephone.</summary>
public sealed partial class AuthenticatorTests(AuthenticatorTests.Fixture portal) : IClassFixture<AuthenticatorTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    [Fact]
    public async Task The_code_is_asked_after_the_password_and_each_code_opens_once()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        var (key, codes) = await SetUpAsync(person);
        Assert.Equal(SecondFactor.CodesAtOnce, codes.Distinct().Count());

        using var visitor = new Visitor(portal);
        var half = await visitor.SignInAsync(person.Email, returnTo: "/zones/5340/anpr/hits");
        Assert.EndsWith("/sign-in/second?return=%2Fzones%2F5340%2Fanpr%2Fhits", half.Location);
        Assert.Contains("portal.halfway=", half.Headers["Set-Cookie"]);
        Assert.DoesNotContain("portal.session=", half.Headers["Set-Cookie"]);
        Assert.Equal(302, (await visitor.GetAsync("/zones/5340")).Status); // half-way opens nothing

        var step = "/sign-in/second?return=%2Fzones%2F5340%2Fanpr%2Fhits";
        Assert.Equal(200, (await visitor.PostFormAsync(step, "code", ("Input.Code", "000000"))).Status);
        var code = Now(key, 1); // the code of the set-up is used up; a clock may be one step ahead
        var done = await visitor.PostFormAsync(step, "code", ("Input.Code", $" {code[..3]} {code[3..]} "));
        Assert.Equal(302, done.Status);
        Assert.EndsWith("/zones/5340/anpr/hits", done.Location);
        Assert.Equal(200, (await visitor.GetAsync("/zones/5340")).Status);

        using var again = new Visitor(portal);
        await again.SignInAsync(person.Email);
        var refused = await again.PostFormAsync("/sign-in/second", "code", ("Input.Code", code));
        Assert.Equal(200, refused.Status);
        Assert.Contains("note-danger", refused.Body);
    }

    [Fact]
    public async Task Of_two_who_show_one_code_at_the_same_moment_one_gets_in()
    {
        var person = TestPeople.Of("5340", ZoneRole.TeamChief);
        var (key, _) = await SetUpAsync(person);
        var visitors = Enumerable.Range(0, 6).Select(_ => new Visitor(portal)).ToList();
        foreach (var visitor in visitors) await visitor.SignInAsync(person.Email);
        var code = Now(key, 1);
        var answers = await Task.WhenAll(visitors.Select(v => v.PostFormAsync("/sign-in/second", "code", ("Input.Code", code))));
        Assert.Equal(1, answers.Count(a => a.Status == 302));
        visitors.ForEach(v => v.Dispose());
    }

    [Fact]
    public async Task A_recovery_code_opens_once_and_the_person_is_told()
    {
        var person = TestPeople.Of("5340", ZoneRole.StaffOffice);
        var (_, codes) = await SetUpAsync(person);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email);
        Assert.Equal(302, (await visitor.PostFormAsync("/sign-in/second", "code", ("Input.Code", codes[3].ToUpperInvariant().Replace('-', ' ')))).Status);
        Assert.Contains("9", (await visitor.GetAsync("/account/security")).Body);
        using var again = new Visitor(portal);
        await again.SignInAsync(person.Email);
        Assert.Equal(200, (await again.PostFormAsync("/sign-in/second", "code", ("Input.Code", codes[3]))).Status);
        Assert.Equal(302, (await again.PostFormAsync("/sign-in/second", "code", ("Input.Code", codes[4]))).Status);
        Assert.Equal(["account.authenticator_on", "account.code_used", "account.code_used"], await AccountRows.MailsAsync(portal, person.Id));
    }

    [Fact]
    public async Task Wrong_codes_lock_the_account_and_the_right_password_in_between_does_not_help()
    {
        var person = TestPeople.Of("5340", ZoneRole.CameraManager);
        var (key, _) = await SetUpAsync(person);
        for (var n = 0; n < IdentityModule.TriesBeforeLock; n++)
        {
            using var guess = new Visitor(portal);
            await guess.SignInAsync(person.Email);
            Assert.Equal(200, (await guess.PostFormAsync("/sign-in/second", "code", ("Input.Code", "123456"))).Status);
        }

        using var locked = new Visitor(portal);
        Assert.Equal(200, (await locked.SignInAsync(person.Email)).Status); // refused at the first step
        _ = key;
    }

    [Fact]
    public async Task Locked_and_wrong_are_answered_alike_at_the_second_step()
    {
        var person = TestPeople.Of("5340", ZoneRole.ReportAuthor);
        var (key, _) = await SetUpAsync(person);
        using var half = new Visitor(portal);
        await half.SignInAsync(person.Email);
        var wrong = await half.PostFormAsync("/sign-in/second", "code", ("Input.Code", "123456"));
        for (var n = 1; n < IdentityModule.TriesBeforeLock; n++) await half.PostFormAsync("/sign-in/second", "code", ("Input.Code", "123456"));
        var locked = await half.PostFormAsync("/sign-in/second", "code", ("Input.Code", Now(key, 1)));
        Assert.Equal(wrong.Status, locked.Status);
        Assert.Equal(Token().Replace(wrong.Body, ""), Token().Replace(locked.Body, ""));
    }

    [Fact]
    public async Task Switching_off_asks_for_the_password_and_then_the_password_alone_opens()
    {
        var person = TestPeople.Of("5340", ZoneRole.ReportSupervisor);
        var (key, codes) = await SetUpAsync(person);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email);
        await visitor.PostFormAsync("/sign-in/second", "code", ("Input.Code", Now(key, 1)));
        var renewed = await visitor.PostFormAsync("/account/security", "app", ("App.What", "codes"), ("App.Password", TestPeople.Password));
        var fresh = Codes(renewed.Body);
        Assert.Equal(SecondFactor.CodesAtOnce, fresh.Count);
        Assert.Empty(fresh.Intersect(codes));
        Assert.Contains("note-danger", (await visitor.PostFormAsync("/account/security", "app", ("App.What", "off"), ("App.Password", "a wrong password"))).Body);
        Assert.Equal(302, (await visitor.PostFormAsync("/account/security", "app", ("App.What", "off"), ("App.Password", TestPeople.Password))).Status);
        Assert.Equal(200, (await visitor.GetAsync("/zones/5340")).Status); // the same session goes on
        using var again = new Visitor(portal);
        Assert.EndsWith("/", (await again.SignInAsync(person.Email)).Location);
        Assert.Equal(["account.authenticator_on", "account.codes_made", "account.authenticator_off"], await AccountRows.MailsAsync(portal, person.Id));
        Assert.Equal(3, await AccountRows.AuditLinesAsync(portal, person.Id));
    }

    [Fact]
    public async Task What_is_kept_in_the_database_opens_nothing()
    {
        var person = TestPeople.Of("5340", ZoneRole.DataProtectionOfficer);
        var (key, codes) = await SetUpAsync(person);
        var kept = await AccountRows.TokensAsync(portal, person.Id);
        Assert.NotEmpty(kept);
        Assert.DoesNotContain(kept, k => k.Contains(TimeCode.ToText(key), StringComparison.Ordinal) || k.Contains(Convert.ToBase64String(key), StringComparison.Ordinal) || codes.Any(c => k.Contains(c, StringComparison.Ordinal)));
    }

    async Task<(byte[] Key, List<string> Codes)> SetUpAsync(TestPerson person)
    {
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(person.Email);
        var (key, page) = await AuthenticatorSteps.SetUpAsync(visitor, "/account/authenticator");
        Assert.Equal(302, (await visitor.GetAsync("/sign-in?return=%2F")).Status); // still signed in, now with a second factor
        return (key, AuthenticatorSteps.Codes(page));
    }

    static List<string> Codes(string page) => AuthenticatorSteps.Codes(page);

    static string Now(byte[] key, int ahead) => AuthenticatorSteps.Now(key, ahead);

    [GeneratedRegex("CfDJ8[A-Za-z0-9+/=_-]+", RegexOptions.None, 1000)]
    private static partial Regex Token();
}
