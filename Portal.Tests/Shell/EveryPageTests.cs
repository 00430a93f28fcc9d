using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tenants;

namespace Portal.Tests.Shell;

/// <summary>Every page there is, found from the running portal: axe finds nothing, nothing scrolls sideways, in four languages, wide and narrow, light and dark.</summary>
public sealed partial class EveryPageTests(EveryPageTests.Fixture portal, Browser browser) : IClassFixture<EveryPageTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await Tenants.ZoneFill.EveryTableAsync(this, "5340");
        }
    }

    [Theory]
    [InlineData("nl", 1280, "light")]
    [InlineData("fr", 390, "light")]
    [InlineData("de", 1280, "dark")]
    [InlineData("en", 320, "dark")]
    public async Task Every_page_is_accessible(string language, int width, string theme)
    {
        var paths = Pages().ToList();
        Assert.Contains("/zones/5340/anpr/hits", paths);
        Assert.Contains("/sign-in", paths);
        await using (var visitor = await BrowsingPerson.OpenAsync(browser, portal, language, width))
        {
            await visitor.Page.GotoAsync($"{portal.Address}/theme/{theme}?return=/sign-in");
            await visitor.IsAccessibleAsync($"sign-in in {language} at {width} px, {theme}");
        }

        foreach (var role in new[] { ZoneRole.AnprSupervisor, ZoneRole.ZoneAdministrator })
        {
            await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", role), language, width);
            await person.Page.GotoAsync($"{portal.Address}/theme/{theme}?return=/");
            foreach (var path in paths)
            {
                await person.GoAsync(path);
                await person.IsAccessibleAsync($"{path} as {role} in {language} at {width} px, {theme}");
            }
        }
    }

    /// <summary>Addresses of all pages; those of one thing stand in tests of their module, where the thing exists.</summary>
    IEnumerable<string> Pages() => portal.Root.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.Any(m => m.GetType().Name == "ComponentTypeMetadata"))
        .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/').Replace("{Zone}", "5340", StringComparison.Ordinal))
        .Where(p => !p.Contains('{', StringComparison.Ordinal) && !Internal().IsMatch(p)).Distinct();

    [GeneratedRegex("^/(_|error$)")]
    private static partial Regex Internal();
}
