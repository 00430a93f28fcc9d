using Npgsql;
using Portal.Tenants;

namespace Portal.Tests.Shell;

/// <summary>What every answer of the portal has in common: headers, language, health, and a page instead of a fault.</summary>
public sealed class AnswerTests(AnswerTests.Fixture portal) : IClassFixture<AnswerTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        protected override IEnumerable<string> Settings => ["--Logging:LogLevel:Default=None", "--Logging:LogLevel:Microsoft.AspNetCore=None"];
    }

    static readonly string[] Headers = ["Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy", "Permissions-Policy", "Cross-Origin-Opener-Policy"];

    [Theory]
    [InlineData("/sign-in", 200)]
    [InlineData("/zones", 302)]
    [InlineData("/nothing/at/all.css", 302)]
    [InlineData("/not-found", 200)]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/language/xx", 404)]
    [InlineData("/language/fr", 302)]
    [InlineData("/api/v1/anpr/ingest/portal/key", 302)]
    [InlineData("/css/portal.css", 200)]
    [InlineData("/_framework/blazor.web.js", 200)]
    [InlineData("/_blazor/negotiate", 401)]
    public async Task Every_answer_has_the_security_headers(string path, int status)
    {
        using var visitor = new Visitor(portal);
        var answer = await visitor.GetAsync(path);
        Assert.Equal(status, answer.Status);
        AssertSafe(answer);
    }

    [Fact]
    public async Task A_fault_is_a_page_with_a_reference_without_detail_and_with_the_headers()
    {
        await using var owner = new NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false");
        await owner.OpenAsync(TestContext.Current.CancellationToken);
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.Member).Email);
        await RunAsync("alter function zones_of(uuid, date) rename to zones_of_away");
        try
        {
            var answer = await visitor.GetAsync("/zones/5340");
            Assert.Equal(500, answer.Status);
            Assert.Matches("<strong>[0-9A-F]{8}</strong>", answer.Body);
            Assert.DoesNotContain("zones_of", answer.Body);
            Assert.DoesNotContain("Exception", answer.Body);
            AssertSafe(answer);
        }
        finally
        {
            await RunAsync("alter function zones_of_away(uuid, date) rename to zones_of");
        }

        Assert.Equal(200, (await visitor.GetAsync("/zones/5340")).Status);

        async Task RunAsync(string sql)
        {
            await using var command = new NpgsqlCommand(sql, owner);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }

    [Theory]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Health_answers_everybody(string path)
    {
        using var visitor = new Visitor(portal);
        var answer = await visitor.GetAsync(path);
        Assert.Equal((200, "Healthy"), (answer.Status, answer.Body));
    }

    [Fact]
    public async Task The_cookies_language_beats_the_zones_and_that_the_browsers()
    {
        using var visitor = new Visitor(portal);
        Assert.Equal("fr", Language(await visitor.GetAsync("/sign-in", "fr-FR, en;q=0.5")));
        Assert.Equal("en", Language(await visitor.GetAsync("/sign-in", "pl, en;q=0.5, fr;q=0.4")));
        Assert.Equal("nl", Language(await visitor.GetAsync("/sign-in", "pl")));
        Assert.Equal("nl", Language(await visitor.GetAsync("/sign-in")));
        await visitor.SignInAsync(TestPeople.Of("5291", ZoneRole.AnprOperator).Email);
        Assert.Equal("de", Language(await visitor.GetAsync("/zones/5291", "fr")));
        Assert.Equal("fr", Language(await visitor.GetAsync("/zones", "fr"))); // no zone in the address
        Assert.Equal(302, (await visitor.GetAsync("/language/en")).Status);
        Assert.Equal("en", Language(await visitor.GetAsync("/zones/5291", "fr")));
        using var elsewhere = new Visitor(portal); // the choice goes with the person
        await elsewhere.SignInAsync(TestPeople.Of("5291", ZoneRole.AnprOperator).Email);
        Assert.Equal("en", Language(await elsewhere.GetAsync("/zones/5291", "fr")));
    }

    [Theory]
    [InlineData("/language/xx")]
    [InlineData("/language/NL")]
    [InlineData("/theme/pink")]
    public async Task An_unknown_language_or_theme_is_not_found(string path)
    {
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.Member).Email);
        var answer = await visitor.GetAsync(path);
        Assert.Equal(404, answer.Status);
        Assert.DoesNotContain("portal.language", answer.Headers.GetValueOrDefault("Set-Cookie", ""));
    }

    [Fact]
    public async Task The_chosen_theme_is_kept()
    {
        using var visitor = new Visitor(portal);
        Assert.Contains("data-theme=\"light\"", (await visitor.GetAsync("/sign-in")).Body);
        await visitor.GetAsync("/theme/dark?return=/sign-in");
        Assert.Contains("data-theme=\"dark\"", (await visitor.GetAsync("/sign-in")).Body);
    }

    static string Language(Answer answer) => answer.Body.Split("<html lang=\"")[1][..2];

    static void AssertSafe(Answer answer)
    {
        Assert.All(Headers, h => Assert.Contains(h, answer.Headers.Keys, StringComparer.OrdinalIgnoreCase));
        var policy = answer.Headers["Content-Security-Policy"];
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("script-src 'self';", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.Equal("nosniff", answer.Headers["X-Content-Type-Options"]);
        Assert.False(answer.Headers.ContainsKey("Server") && answer.Headers["Server"].Contains('/', StringComparison.Ordinal), "the server tells its version");
    }
}
