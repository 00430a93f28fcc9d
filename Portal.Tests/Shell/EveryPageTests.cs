using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Shell;

/// <summary>Every page there is, found from the running portal: axe finds nothing, nothing scrolls sideways, in four languages, wide and narrow, light and dark. A class each, so that they run beside each other.</summary>
public sealed class EveryPageInDutchTests(EveryPage.Fixture portal, Browser browser) : EveryPage(portal, browser), IClassFixture<EveryPage.Fixture>
{
    [Fact]
    public Task Every_page_is_accessible() => VisitAsync("nl", 1280, "light");
}

public sealed class EveryPageInFrenchTests(EveryPage.Fixture portal, Browser browser) : EveryPage(portal, browser), IClassFixture<EveryPage.Fixture>
{
    [Fact]
    public Task Every_page_is_accessible_on_a_phone() => VisitAsync("fr", 390, "light");
}

public sealed class EveryPageInGermanTests(EveryPage.Fixture portal, Browser browser) : EveryPage(portal, browser), IClassFixture<EveryPage.Fixture>
{
    [Fact]
    public Task Every_page_is_accessible_in_the_dark() => VisitAsync("de", 1280, "dark");
}

public sealed class EveryPageInEnglishTests(EveryPage.Fixture portal, Browser browser) : EveryPage(portal, browser), IClassFixture<EveryPage.Fixture>
{
    [Fact]
    public Task Every_page_is_accessible_on_a_small_phone_in_the_dark() => VisitAsync("en", 320, "dark");
}

/// <summary>Visits every page.</summary>
public abstract partial class EveryPage(EveryPage.Fixture portal, Browser browser)
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await Tenants.ZoneFill.EveryTableAsync(this, "5340");
        }
    }

    protected async Task VisitAsync(string language, int width, string theme)
    {
        var paths = Pages().ToList();
        Assert.Contains(paths, p => p.Path == "/zones/5340/anpr/hits");
        Assert.Contains(paths, p => p.Path == "/federal");
        Assert.Contains(paths, p => p.Path == "/sign-in");
        await using (var visitor = await BrowsingPerson.OpenAsync(browser, portal, language, width))
        {
            await visitor.Page.GotoAsync($"{portal.Address}/theme/{theme}?return=/sign-in");
            await visitor.IsAccessibleAsync($"sign-in in {language} at {width} px, {theme}");
        }

        var faults = new List<string>(); // all of them at once
        foreach (var (tenant, role) in Viewers)
        {
            if (paths.Where(p => p.Viewer == (tenant, role)).ToList() is not { Count: > 0 } own) continue;
            await using var person = await BrowsingPerson.OpenAsync(browser, portal, language, width);
            await person.SignInAsync(TestPeople.Of(tenant, role));
            await Expect(person.Page).Not.ToHaveURLAsync(new Regex("/sign-in"));
            await person.Page.GotoAsync($"{portal.Address}/theme/{theme}?return=/");
            foreach (var (path, _) in own)
            {
                await person.GoAsync(path);
                if (await person.Page.Locator("h1").First.TextContentAsync() == NotFound(language)) faults.Add($"{path} is not found by {role}");
                faults.AddRange(await person.FaultsAsync($"{path} as {role} in {language} at {width} px, {theme}"));
            }
        }

        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Who looks at a page: the first of these who may.</summary>
    static readonly (string Tenant, ZoneRole Role)[] Viewers =
    [
        ("5340", ZoneRole.AnprSupervisor), ("5340", ZoneRole.ZoneAdministrator), ("5340", ZoneRole.DataProtectionOfficer), ("5340", ZoneRole.Member), (TenantInfo.FederalCode, ZoneRole.FederalAdministrator), (TenantInfo.FederalCode, ZoneRole.FederalAuditor), (TenantInfo.FederalCode, ZoneRole.JusticeReader),
    ];

    static string NotFound(string language) => Portal.Shell.ShellText.ResourceManager.GetString(nameof(Portal.Shell.ShellText.NotFoundTitle), new(language))!;

    /// <summary>Addresses of all pages, each with who looks at it; those of one thing stand in tests of their module, where the thing exists.</summary>
    IEnumerable<(string Path, (string, ZoneRole) Viewer)> Pages() =>
        from endpoint in portal.Root.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        where endpoint.Metadata.Any(m => m.GetType().Name == "ComponentTypeMetadata")
        let policies = endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>().ToList()
        let viewer = Viewers.First(v => policies.All(ZoneRoles.PermissionsOf(v.Role).Contains))
        let path = "/" + endpoint.RoutePattern.RawText!.TrimStart('/').Replace("{Zone}", viewer.Tenant, StringComparison.Ordinal)
        where !path.Contains('{', StringComparison.Ordinal) && !Internal().IsMatch(path)
        group viewer by path into page
        select (page.Key, page.First());

    [GeneratedRegex("^/(_|error$|not-found$)")]
    private static partial Regex Internal();
}
