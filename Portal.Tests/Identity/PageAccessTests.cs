using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components.Endpoints;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Portal.Tenants;

namespace Portal.Tests.Identity;

/// <summary>Every page and address, as every role: the list comes from the running portal, so that a new page is in it.</summary>
public sealed class PageAccessTests(PageAccessTests.Fixture portal) : IClassFixture<PageAccessTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    /// <summary>Open to who is not signed in; a line here is a decision.</summary>
    static readonly string[] Anonymous =
    [
        "/access", "/accessibility", "/api/v1/anpr/ingest/{dialect}/{sourceKey}", "/api/v1/openapi.json", "/break-glass", "/dev/mail/{name?}", "/error", "/health/live", "/health/ready", "/invitation/{Code}", "/language/{language}", "/not-found",
        "/passkeys/request-options", "/password/forgotten", "/password/new", "/privacy", "/sign-in", "/sign-in/second", "/sign-out", "/theme/{theme:regex(^(dark|light)$)}", "/verify", "/verify/{Reference}/{Code}",
        "/zones/{Zone}/accessibility", "/zones/{Zone}/privacy",
    ];

    /// <summary>Open to who is signed in, whatever the role.</summary>
    static readonly string[] AnyRole = ["/", "/zones", "/account", "/account/authenticator", "/account/security", "/account/sessions", "/account/stronger"];

    [Fact]
    public void Open_to_everybody_is_exactly_this()
    {
        var open = Endpoints.Where(e => e.Metadata.GetMetadata<IAllowAnonymous>() is not null && !IsFile(e)).Select(Pattern).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(Anonymous, open);
    }

    [Fact]
    public void Every_page_has_a_policy_or_is_on_a_list()
    {
        var policies = Pages.Where(p => !Anonymous.Contains(Pattern(p)) && !AnyRole.Contains(Pattern(p))).ToList();
        Assert.NotEmpty(policies);
        foreach (var page in policies)
        {
            Assert.NotEmpty(PoliciesOf(page));
            Assert.All(PoliciesOf(page), p => Assert.Contains(p, ZoneRoles.AllPermissions));
            // A page of a zone names the zone; what has a federal permission stands below /federal, and nothing else does.
            Assert.Equal(PoliciesOf(page).All(FederalPermissions.Is), !Pattern(page).StartsWith("/zones/{Zone}", StringComparison.Ordinal));
            Assert.True(Pattern(page).StartsWith("/zones/{Zone}", StringComparison.Ordinal) || Pattern(page) == "/federal" || Pattern(page).StartsWith("/federal/", StringComparison.Ordinal), Pattern(page));
        }

        Assert.All(Pages.Where(p => AnyRole.Contains(Pattern(p))), p => Assert.NotEmpty(p.Metadata.GetOrderedMetadata<IAuthorizeData>()));
    }

    /// <summary>Every role there is, in a tenant where it can be had.</summary>
    public static TheoryData<string, ZoneRole> Everybody { get; } = [.. new[] { ("5340", TenantKind.Zone), (TenantInfo.FederalCode, TenantKind.FederalPolice), (TestPeople.Organisation, TenantKind.Organisation) }
        .SelectMany(t => TestPeople.RolesOf(t.Item2).Select(r => (t.Item1, r)))];

    [Theory]
    [MemberData(nameof(Everybody))]
    public async Task A_role_sees_its_pages_and_no_others(string tenant, ZoneRole role)
    {
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of(tenant, role).Email);
        var modules = TestPeople.RolesOf(TenantKind.Zone).Contains(role) && tenant == "5340" ? PortalModules.All : PortalModules.Directory;
        var permissions = ZoneRoles.PermissionsOf(role).Where(p => ModuleOfPermission.Of(p) is var module && (module & (tenant == TenantInfo.FederalCode ? modules | PortalModules.Reports : modules)) == module).ToHashSet();
        var seen = 0;
        foreach (var endpoint in Endpoints.Where(e => PoliciesOf(e).Count > 0 && !IsGet(e) && !PoliciesOf(e).All(permissions.Contains)))
        {
            using var post = new HttpRequestMessage(new(endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()!.HttpMethods[0]), Fill(endpoint, tenant));
            Assert.Equal(404, (await visitor.SendAsync(post)).Status);
        }

        foreach (var endpoint in Endpoints.Where(e => PoliciesOf(e).Count > 0 && IsGet(e)))
        {
            var may = PoliciesOf(endpoint).All(permissions.Contains);
            var status = (await visitor.GetAsync(Fill(endpoint, tenant))).Status;
            if (IsPage(endpoint)) Assert.True(status == (may ? 200 : 404), $"{role} at {Pattern(endpoint)}: {status}");
            else if (!may) Assert.True(status == 404, $"{role} at {Pattern(endpoint)}: {status}"); // a file may be missing for who may have it
            if (may) seen++;
            if (!Pattern(endpoint).Contains("{Zone}", StringComparison.Ordinal)) continue;
            foreach (var zone in new[] { "5344", "9999", "534", "5340x", "abcd" }) Assert.Equal(404, (await visitor.GetAsync(Fill(endpoint, zone))).Status);
        }

        Assert.True(seen > 0, "no page was seen");
    }

    [Fact]
    public async Task Without_a_sign_in_every_page_leads_to_the_door()
    {
        using var visitor = new Visitor(portal);
        foreach (var endpoint in Endpoints.Where(e => IsGet(e) && e.Metadata.GetMetadata<IAllowAnonymous>() is null && (IsPage(e) || PoliciesOf(e).Count > 0)))
        {
            var answer = await visitor.GetAsync(Fill(endpoint, "5340"));
            Assert.Equal(302, answer.Status);
            Assert.Contains("/sign-in?return=", answer.Location);
        }
    }

    [Fact]
    public async Task What_does_not_exist_and_what_is_not_mine_look_the_same()
    {
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.Member).Email);
        var missing = await visitor.GetAsync("/zones/5340/nothing");
        var refused = await visitor.GetAsync("/zones/5344");
        var unknown = await visitor.GetAsync("/zones/9999");
        Assert.Equal((404, 404, 404), (missing.Status, refused.Status, unknown.Status));
        Assert.Equal(Neutral(missing), Neutral(refused));
        Assert.Equal(Neutral(refused), Neutral(unknown));

        static string Neutral(Answer answer) => answer.Body.Replace("5340%2Fnothing", "Z", StringComparison.Ordinal).Replace("5344", "Z", StringComparison.Ordinal).Replace("9999", "Z", StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_loses_the_role_loses_the_zone_with_the_next_page()
    {
        using var visitor = new Visitor(portal);
        var person = TestPeople.Of("5291", ZoneRole.Member);
        await visitor.SignInAsync(person.Email);
        Assert.Equal(200, (await visitor.GetAsync("/zones/5291")).Status);
        await using var connection = new Npgsql.NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false");
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        await using var command = new Npgsql.NpgsqlCommand("""delete from memberships where "PersonId" = $1""", connection) { Parameters = { new() { Value = person.Id } } };
        Assert.Equal(1, await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken));
        Assert.Equal(404, (await visitor.GetAsync("/zones/5291")).Status);
    }

    IReadOnlyList<RouteEndpoint> Endpoints => [.. portal.Root.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()];

    IEnumerable<RouteEndpoint> Pages => Endpoints.Where(IsPage);

    static bool IsPage(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<ComponentTypeMetadata>() is not null;

    static bool IsGet(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") != false;

    static bool IsFile(RouteEndpoint endpoint) => endpoint.Metadata.GetMetadata<Microsoft.AspNetCore.StaticAssets.StaticAssetDescriptor>() is not null;

    static string Pattern(RouteEndpoint endpoint) => "/" + endpoint.RoutePattern.RawText!.TrimStart('/');

    static List<string> PoliciesOf(RouteEndpoint endpoint) => [.. endpoint.Metadata.GetOrderedMetadata<IAuthorizeData>().Select(a => a.Policy).OfType<string>()];

    static string Fill(RouteEndpoint endpoint, string zone) => "/" + string.Join('/', endpoint.RoutePattern.PathSegments.Select(s => string.Concat(s.Parts.Select(p => p switch
    {
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternLiteralPart literal => literal.Content,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternParameterPart { Name: "Zone" } => zone,
        Microsoft.AspNetCore.Routing.Patterns.RoutePatternSeparatorPart separator => separator.Content,
        _ => Guid.NewGuid().ToString(),
    }))));
}
