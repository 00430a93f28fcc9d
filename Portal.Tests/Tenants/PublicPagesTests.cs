using System.Globalization;
using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Tenants;

/// <summary>What everybody can read without signing in: the accessibility statement and the privacy notice, of the portal and of each tenant.</summary>
public sealed class PublicPagesTests(PublicPagesTests.Fixture portal) : IClassFixture<PublicPagesTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly StatementInput Empty = new(null, null, null, null, null, null);

    static string Word(string key, string language) => Portal.Tenants.Public.PublicText.ResourceManager.GetString(key, new CultureInfo(language))!;

    async Task<string> ReadAsync(string path, string language)
    {
        using var visitor = new Visitor(portal);
        await visitor.GetAsync($"/language/{language}?return=/");
        var page = await visitor.GetAsync(path);
        Assert.Equal(200, page.Status);
        return WebUtility.HtmlDecode(page.Body);
    }

    async Task<Result> SayAsync(string zone, PublicStatementKind kind, Func<StatementView, StatementInput> say, ZoneRole role = ZoneRole.ZoneAdministrator)
    {
        await using var scope = await portal.AsAsync(zone, role);
        var view = (await scope.Get<StatementQueries>().AllAsync(Stop)).SingleOrDefault(v => v.Kind == kind);
        return await scope.Get<StatementService>().ChangeAsync(kind, view?.Version, view is null ? Empty : say(view), Stop);
    }

    [Theory]
    [InlineData("nl")]
    [InlineData("fr")]
    [InlineData("de")]
    [InlineData("en")]
    public async Task The_portals_own_texts_are_there_in_every_language_without_a_sign_in(string language)
    {
        foreach (var place in new[] { "", "/zones/5291" })
        {
            var (access, privacy) = (await ReadAsync(place + "/accessibility", language), await ReadAsync(place + "/privacy", language));
            for (var part = 1; part <= 5; part++) Assert.Contains($"<h2>{Word("AccessHead_" + part, language)}</h2>", access);
            for (var part = 1; part <= 8; part++) Assert.Contains($"<h2>{Word("PrivacyHead_" + part, language)}</h2>", privacy);
            Assert.Contains("2016/2102", access);
            Assert.Contains(Word("PrivacyBody_8", language), privacy);
            Assert.Contains($"<html lang=\"{language}\"", access);
            Assert.DoesNotContain("{0}", access + privacy);
        }
    }

    [Fact]
    public async Task The_door_leads_to_both()
    {
        using var visitor = new Visitor(portal);
        var door = (await visitor.GetAsync("/sign-in")).Body;
        Assert.Contains("href=\"/accessibility\"", door);
        Assert.Contains("href=\"/privacy\"", door);
        Assert.Contains("href=\"/zones/5340/privacy\"", (await visitor.GetAsync("/zones/5340/accessibility")).Body);
    }

    [Fact]
    public async Task A_zones_words_stand_in_their_language_alone_and_no_markup_of_theirs_runs()
    {
        const string hostile = "Eerste alinea <script>alert(1)</script>\n\nTweede & laatste <b>alinea</b>";
        Assert.True((await SayAsync("5340", PublicStatementKind.Accessibility, _ => Empty with { Nl = hostile, Feedback = " Hulp@Zone5340.be ", TestedOn = new(2026, 3, 2) })).Succeeded);
        using var visitor = new Visitor(portal);
        await visitor.GetAsync("/language/nl?return=/");
        var page = (await visitor.GetAsync("/zones/5340/accessibility")).Body;
        Assert.Contains("Eerste alinea &lt;script&gt;alert(1)&lt;/script&gt;</p>", page);
        Assert.Contains("Tweede &amp; laatste &lt;b&gt;alinea&lt;/b&gt;</p>", page);
        Assert.DoesNotContain("<script>alert", page);
        Assert.Contains("mailto:hulp@zone5340.be", page);
        Assert.Contains("2/3/2026", page);
        Assert.DoesNotContain(Word("AccessHead_5", "nl"), WebUtility.HtmlDecode(page));
        // In French the zone said nothing: the portal's text stands there, with the zone's address.
        var french = await ReadAsync("/zones/5340/accessibility", "fr");
        Assert.Contains(Word("AccessHead_5", "fr"), french);
        Assert.Contains("hulp@zone5340.be", french);
        Assert.DoesNotContain("Eerste alinea", french);
        // Neither the other page nor another zone says it.
        Assert.DoesNotContain("hulp@zone5340.be", await ReadAsync("/zones/5340/privacy", "nl"));
        Assert.DoesNotContain("hulp@zone5340.be", await ReadAsync("/zones/5344/accessibility", "nl"));
        Assert.DoesNotContain("hulp@zone5340.be", await ReadAsync("/accessibility", "nl"));
    }

    [Fact]
    public async Task The_portals_own_statement_is_that_of_the_federal_police()
    {
        Assert.True((await SayAsync(TenantInfo.FederalCode, PublicStatementKind.Privacy, v => new(v.Nl, v.Fr, "Eigener Text des Portals", v.En, v.Feedback, null), ZoneRole.FederalAdministrator)).Succeeded);
        Assert.Contains("Eigener Text des Portals", await ReadAsync("/privacy", "de"));
        Assert.DoesNotContain("Eigener Text des Portals", await ReadAsync("/zones/5344/privacy", "de"));
        Assert.True((await SayAsync(TenantInfo.FederalCode, PublicStatementKind.Privacy, _ => Empty, ZoneRole.FederalAdministrator)).Succeeded);
        Assert.Contains(Word("PrivacyBody_8", "de"), await ReadAsync("/privacy", "de")); // what is emptied gives way to the built-in text
    }

    [Theory]
    [InlineData("no address", "common.email_unreadable")]
    [InlineData("a@b.be\nBcc: c@d.be", "common.email_unreadable")]
    [InlineData("javascript:alert(1)@zone.be", "common.email_unreadable")]
    public async Task An_address_is_one_of_mail(string feedback, string code) =>
        Assert.Equal(code, (await SayAsync("5344", PublicStatementKind.Privacy, _ => Empty with { Feedback = feedback })).Error?.Code);

    [Fact]
    public async Task A_change_is_checked_versioned_and_told()
    {
        Assert.Equal(StatementErrors.TextTooLong, (await SayAsync("5344", PublicStatementKind.Accessibility, _ => Empty with { De = new('x', PublicStatement.TextLength + 1) })).Error);
        Assert.Equal(StatementErrors.DayAhead, (await SayAsync("5344", PublicStatementKind.Accessibility, _ => Empty with { TestedOn = Brussels.DayOf(TimeProvider.System.GetUtcNow()).AddDays(1) })).Error);
        Assert.Equal(Error.Forbidden, (await SayAsync("5344", PublicStatementKind.Accessibility, _ => Empty, ZoneRole.AnprSupervisor)).Error);
        Assert.True((await SayAsync("5344", PublicStatementKind.Accessibility, _ => Empty with { En = "first" })).Succeeded);
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        Assert.Equal(StatementErrors.ChangedMeanwhile, (await scope.Get<StatementService>().ChangeAsync(PublicStatementKind.Accessibility, null, Empty with { En = "second" }, Stop)).Error);
        await using var db = scope.Context();
        Assert.Equal(1, await db.Set<AuditLine>().CountAsync(l => l.Action == StatementActions.Changed, Stop));
        Assert.Equal("first", (await scope.Get<StatementQueries>().AllAsync(Stop)).Single(s => s.Kind == PublicStatementKind.Accessibility).En);
    }

    [Fact]
    public async Task What_does_not_exist_and_what_is_erased_is_not_found()
    {
        using var visitor = new Visitor(portal);
        foreach (var zone in new[] { "9999", "53", "5340x", "abcd" })
        {
            Assert.Equal(404, (await visitor.GetAsync($"/zones/{zone}/accessibility")).Status);
            Assert.Equal(404, (await visitor.GetAsync($"/zones/{zone}/privacy")).Status);
        }

        await SetStateAsync(TestPeople.Organisation, ZoneState.Closed);
        Assert.Equal(200, (await visitor.GetAsync($"/zones/{TestPeople.Organisation}/privacy")).Status);
        await SetStateAsync(TestPeople.Organisation, ZoneState.Erased);
        Assert.Equal(404, (await visitor.GetAsync($"/zones/{TestPeople.Organisation}/privacy")).Status);
    }

    async Task SetStateAsync(string tenant, ZoneState state)
    {
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        await owner.Set<TenantInfo>().Where(z => z.Code == tenant).ExecuteUpdateAsync(z => z.SetProperty(x => x.State, state), Stop);
        portal.Root.GetZones().Forget();
    }
}
