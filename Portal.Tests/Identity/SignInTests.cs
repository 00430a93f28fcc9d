using System.Text.RegularExpressions;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Tests.Identity;

/// <summary>The door of the portal, over HTTP.</summary>
public sealed partial class SignInTests(SignInTests.Fixture portal) : IClassFixture<SignInTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static TestPerson Operator => TestPeople.Of("5340", ZoneRole.AnprOperator);

    [Fact]
    public async Task The_right_password_opens_the_door()
    {
        using var visitor = new Visitor(portal);
        var answer = await visitor.SignInAsync(Operator.Email);
        Assert.Equal((302, "/"), (answer.Status, Path(answer.Location!)));
        var cookie = answer.Headers["Set-Cookie"];
        Assert.Contains("portal.session=", cookie);
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Equal(200, (await visitor.GetAsync("/zones/5340")).Status);
    }

    [Fact]
    public async Task Capitals_and_blanks_around_the_address_do_not_matter()
    {
        using var visitor = new Visitor(portal);
        Assert.Equal(302, (await visitor.SignInAsync($" {Operator.Email.ToUpperInvariant()} ")).Status);
    }

    [Fact]
    public async Task Wrong_unknown_and_locked_are_answered_with_the_same_bytes()
    {
        var locked = TestPeople.Of("5344", ZoneRole.Member).Email;
        for (var n = 0; n < IdentityModule.TriesBeforeLock; n++)
        {
            using var guess = new Visitor(portal);
            Assert.Equal(200, (await guess.SignInAsync(locked, "a wrong password")).Status);
        }

        var answers = new List<(int, string, string)>();
        foreach (var (email, password) in new[]
        {
            (Operator.Email, "a wrong password"), ("nobody@5340.test", "a wrong password"), ("no address", "x"), (locked, "a wrong password"), (locked, TestPeople.Password), (Operator.Email, new string('x', 5_000)),
        })
        {
            using var visitor = new Visitor(portal);
            var answer = await visitor.SignInAsync(email, password);
            var headers = string.Join('\n', answer.Headers.Where(h => h.Key is not ("Date" or "Set-Cookie" or "Content-Length")).OrderBy(h => h.Key, StringComparer.Ordinal).Select(h => $"{h.Key}: {h.Value}"));
            answers.Add((answer.Status, headers, Token().Replace(answer.Body.Replace(email, "", StringComparison.Ordinal), "")));
        }

        Assert.Equal(200, answers[0].Item1);
        Assert.Contains("role=\"alert\"", answers[0].Item3);
        foreach (var answer in answers.Skip(1))
        {
            Assert.Equal(answers[0].Item1, answer.Item1);
            Assert.Equal(answers[0].Item2, answer.Item2);
            Assert.Equal(answers[0].Item3, answer.Item3);
        }
    }

    [Fact]
    public async Task Five_wrong_passwords_lock_the_account_even_for_the_right_one_until_the_time_is_over()
    {
        var person = TestPeople.Of("5291", ZoneRole.Member);
        for (var n = 0; n < IdentityModule.TriesBeforeLock - 1; n++) await TryAsync("a wrong password");
        Assert.Equal(302, await TryAsync(TestPeople.Password)); // four are forgiven
        for (var n = 0; n < IdentityModule.TriesBeforeLock; n++) Assert.Equal(200, await TryAsync("a wrong password"));
        Assert.Equal(200, await TryAsync(TestPeople.Password));
        await using (var connection = new Npgsql.NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false"))
        {
            await connection.OpenAsync(TestContext.Current.CancellationToken);
            await using var command = new Npgsql.NpgsqlCommand("""update "AspNetUsers" set "LockoutEnd" = now() - interval '1 second' where "Id" = $1""", connection) { Parameters = { new() { Value = person.Id } } };
            Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        }

        Assert.Equal(302, await TryAsync(TestPeople.Password));

        async Task<int> TryAsync(string password)
        {
            using var visitor = new Visitor(portal);
            return (await visitor.SignInAsync(person.Email, password)).Status;
        }
    }

    [Theory]
    [InlineData("", "", 200)]
    [InlineData("a\0b@5340.test", "a password", 400)]
    [InlineData("%00", "\0", 400)]
    [InlineData("' or 1=1 --", "' or 1=1 --", 200)]
    [InlineData("<script>alert(1)</script>", "x", 200)]
    public async Task Nothing_typed_into_the_form_is_a_fault(string email, string password, int status)
    {
        using var visitor = new Visitor(portal);
        var answer = await visitor.SignInAsync(email, password);
        Assert.Equal(status, answer.Status);
        Assert.DoesNotContain("<script>alert", answer.Body);
    }

    [Fact]
    public async Task A_form_without_its_token_is_refused()
    {
        using var visitor = new Visitor(portal);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-in")
        {
            Content = new FormUrlEncodedContent(new Dictionary<string, string> { ["_handler"] = "sign-in", ["Input.Email"] = Operator.Email, ["Input.Password"] = TestPeople.Password }),
        };
        var answer = await visitor.SendAsync(request);
        Assert.Equal(400, answer.Status);
        Assert.DoesNotContain("portal.session", answer.Headers.GetValueOrDefault("Set-Cookie", ""));
    }

    [Theory]
    [InlineData("/zones/5340/anpr/hits?x=1", "/zones/5340/anpr/hits?x=1")]
    [InlineData("/zones", "/zones")]
    [InlineData("//evil.example", "/")]
    [InlineData("/\\evil.example", "/")]
    [InlineData("\\\\evil.example", "/")]
    [InlineData("https://evil.example", "/")]
    [InlineData("https:evil.example", "/")]
    [InlineData("javascript:alert(1)", "/")]
    [InlineData("/\t/evil.example", "/")]
    [InlineData("/\n/evil.example", "/")]
    [InlineData(" //evil.example", "/")]
    [InlineData("evil.example", "/")]
    [InlineData("", "/")]
    public async Task The_way_back_leads_to_this_site_alone(string given, string expected)
    {
        using var visitor = new Visitor(portal);
        var answer = await visitor.SignInAsync(Operator.Email, returnTo: given);
        Assert.Equal((302, expected), (answer.Status, Path(answer.Location!)));
        foreach (var preference in new[] { "/language/fr", "/theme/dark" })
            Assert.Equal(expected, Path((await visitor.GetAsync($"{preference}?return={Uri.EscapeDataString(given)}")).Location!));
    }

    [Fact]
    public async Task Signing_out_closes_the_door()
    {
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(Operator.Email);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/sign-out");
        Assert.Equal((302, "/sign-in?out=true"), (await visitor.SendAsync(request)) is var left ? (left.Status, Path(left.Location!)) : default);
        Assert.Equal(302, (await visitor.GetAsync("/zones/5340")).Status);
    }

    [Theory]
    [InlineData("/")]
    [InlineData("/zones")]
    [InlineData("/zones/5340")]
    [InlineData("/zones/5340/anpr/hits?state=open")]
    public async Task Without_a_sign_in_a_page_leads_to_the_door_and_back(string path)
    {
        using var visitor = new Visitor(portal);
        var answer = await visitor.GetAsync(path);
        Assert.Equal((302, "/sign-in?return=" + Uri.EscapeDataString(path)), (answer.Status, Path(answer.Location!)));
    }

    [Fact]
    public async Task A_cookie_that_was_tampered_with_is_no_sign_in()
    {
        using var visitor = new Visitor(portal);
        var cookie = (await visitor.SignInAsync(Operator.Email)).Headers["Set-Cookie"];
        var session = Session().Match(cookie).Value;
        using var stranger = new Visitor(portal);
        using var good = new HttpRequestMessage(HttpMethod.Get, "/zones/5340") { Headers = { { "Cookie", "portal.session=" + session } } };
        Assert.Equal(200, (await stranger.SendAsync(good)).Status);
        using var bad = new HttpRequestMessage(HttpMethod.Get, "/zones/5340") { Headers = { { "Cookie", "portal.session=" + session[..^8] + "AAAAAAAA" } } };
        Assert.Equal(302, (await stranger.SendAsync(bad)).Status);
    }

    string Path(string location) => location.StartsWith(portal.Address + "/", StringComparison.Ordinal) ? location[portal.Address.Length..] : location;

    /// <summary>What data protection made: another each time.</summary>
    [GeneratedRegex("CfDJ8[A-Za-z0-9+/=_-]+", RegexOptions.None, 1000)]
    private static partial Regex Token();

    [GeneratedRegex("(?<=portal.session=)[^;]+", RegexOptions.None, 1000)]
    private static partial Regex Session();
}
