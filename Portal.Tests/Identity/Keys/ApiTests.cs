using System.Net.Http.Headers;
using System.Text.Json;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Routing;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Keys;
using Portal.Identity.Keys.Jobs;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Identity.Keys;

/// <summary>Other systems at the API: every address that there is, with every key and every role that must not.</summary>
public sealed class ApiTests(ApiTests.Fixture portal) : IClassFixture<ApiTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public MovedClock Clock { get; } = new();

        protected override void Configure(Microsoft.AspNetCore.Builder.WebApplicationBuilder builder) => builder.Services.AddSingleton<TimeProvider>(Clock);
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly DateOnly NextYear = Brussels.DayOf(TimeProvider.System.GetUtcNow()).AddDays(365);

    /// <summary>Addresses for other systems, from the running portal, with the permission that each asks.</summary>
    IEnumerable<(string Path, string Permission)> Addresses => portal.Root.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Select(e => (Path: "/" + e.RoutePattern.RawText!.TrimStart('/'), Policies: e.Metadata.OfType<AuthorizationPolicy>().ToList()))
        .Where(e => e.Policies.Count > 0 && e.Path.StartsWith("/api/", StringComparison.Ordinal) && !e.Path.StartsWith("/api/v1/anpr/ingest", StringComparison.Ordinal))
        .Select(e => (e.Path, Permission: e.Policies.SelectMany(p => p.Requirements).Select(r => r.ToString()!.Split("Permission = ").Last().TrimEnd(' ', '}')).Single(ApiScopes.All.Contains)));

    [Fact]
    public async Task Every_key_and_every_role_that_must_not_is_refused_at_every_address()
    {
        var addresses = Addresses.ToList();
        Assert.Equal(
            ["/api/v1/cameras", "/api/v1/directory", "/api/v1/reports", "/api/v1/reports/{externalReference}", "/api/v1/reports/{externalReference}/file"], addresses.Select(a => a.Path).Order(StringComparer.Ordinal));
        addresses = [.. addresses.Where(a => a.Path != "/api/v1/reports").Select(a => (a.Path.Replace("{externalReference}", "nothing", StringComparison.Ordinal), a.Permission))]; // what is posted has tests of its own
        var keys = new List<(string Key, string Tenant, string Scope)>();
        foreach (var tenant in new[] { "5340", "5344", TestPeople.Organisation })
        {
            foreach (var scope in ApiScopes.All) keys.Add(((await CreateAsync(tenant, scope)).Key, tenant, scope));
        }

        foreach (var (path, permission) in addresses)
        {
            foreach (var (key, tenant, scope) in keys)
            {
                var allowed = scope == permission && (tenant != TestPeople.Organisation || scope == ContactPermissions.ReadDirectory); // an organisation has this module alone
                var (status, body) = await GetAsync(path, key);
                Assert.Equal(!allowed ? 403 : path.Contains("nothing", StringComparison.Ordinal) ? 404 : 200, status);
                if (!allowed) Assert.Equal("api.not_allowed", JsonDocument.Parse(body).RootElement.GetProperty("code").GetString());
            }

            foreach (var wrong in new[] { "", "rubbish", "pk_5340_", "pk_9999_" + new string('a', 32), "pk_5340_" + new string('a', 32), keys[0].Key[..^1] + (keys[0].Key[^1] == 'a' ? 'b' : 'a'), keys[0].Key.Replace("5340", "5344", StringComparison.Ordinal), keys[0].Key + "a", new string('x', 10_000) })
            {
                var (status, body) = await GetAsync(path, wrong);
                Assert.Equal(401, status);
                Assert.Contains("api.key_refused", body);
            }

            foreach (var tenant in new[] { ("5340", TenantKind.Zone), (TenantInfo.FederalCode, TenantKind.FederalPolice), (TestPeople.Organisation, TenantKind.Organisation) })
            {
                foreach (var role in TestPeople.RolesOf(tenant.Item2))
                {
                    using var visitor = new Visitor(portal);
                    await visitor.SignInAsync(TestPeople.Of(tenant.Item1, role).Email);
                    Assert.Equal(401, (await visitor.GetAsync(path)).Status); // people use pages
                }
            }

            using var nobody = new Visitor(portal);
            var bare = await nobody.GetAsync(path);
            Assert.Equal((401, "Bearer"), (bare.Status, bare.Headers["WWW-Authenticate"]));
            Assert.Equal("application/problem+json", bare.Headers["Content-Type"]);
        }
    }

    [Fact]
    public async Task A_key_opens_no_page()
    {
        var key = (await CreateAsync("5340", CameraPermissions.Read)).Key;
        foreach (var path in new[] { "/zones/5340", "/zones/5340/cameras", "/account" }) Assert.Equal(302, (await GetAsync(path, key)).Status);
    }

    [Fact]
    public async Task Cameras_come_in_pages_and_those_of_another_zone_never()
    {
        await portal.AddSourceAsync("5291");
        await using (var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator))
        {
            await using var db = scope.Context();
            for (var n = 0; n < 7; n++) db.Add(Camera.Register("5344", $"K{n}", "somewhere", 50.8, 4.3, portal.Clock.GetUtcNow()).Value!);
            await db.SaveChangesAsync(Stop);
        }

        var key = (await CreateAsync("5344", CameraPermissions.Read)).Key;
        var (names, after, pages) = (new List<string>(), (string?)null, 0);
        do
        {
            var (status, body) = await GetAsync($"/api/v1/cameras?limit=3&after={after}", key);
            Assert.Equal(200, status);
            var page = JsonDocument.Parse(body).RootElement;
            names.AddRange(page.GetProperty("items").EnumerateArray().Select(c => c.GetProperty("name").GetString()!));
            after = page.GetProperty("next").GetString();
            pages++;
        }
        while (after is not null);

        Assert.Equal(["K0", "K1", "K2", "K3", "K4", "K5", "K6"], names);
        Assert.Equal(3, pages);
        foreach (var bad in new[] { "%00", "???", "AAAA", "AB" }) Assert.InRange((await GetAsync("/api/v1/directory?after=" + bad, (await CreateAsync("5344", ContactPermissions.ReadDirectory)).Key)).Status, 200, 400);
        Assert.Equal(400, (await GetAsync("/api/v1/cameras?after=***", key)).Status);
    }

    [Fact]
    public async Task The_directory_is_the_own_zones_alone()
    {
        foreach (var zone in new[] { "5340", "5344" })
        {
            await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
            await using var db = scope.Context();
            foreach (var name in new[] { "Ann", "Ann", "Bea" }) db.Add(new DirectoryCard(zone, Guid.NewGuid(), $"{name} {zone}", name.ToLowerInvariant(), "inspector", null, "02 000 00 00", null, "nl", portal.Clock.GetUtcNow()));
            await db.SaveChangesAsync(Stop);
        }

        var key = (await CreateAsync("5340", ContactPermissions.ReadDirectory)).Key;
        var first = JsonDocument.Parse((await GetAsync("/api/v1/directory?limit=2", key)).Body).RootElement;
        var second = JsonDocument.Parse((await GetAsync("/api/v1/directory?limit=2&after=" + first.GetProperty("next").GetString(), key)).Body).RootElement;
        Assert.Equal(["Ann 5340", "Ann 5340", "Bea 5340"], new[] { first, second }.SelectMany(p => p.GetProperty("items").EnumerateArray()).Select(c => c.GetProperty("name").GetString()!));
    }

    [Fact]
    public async Task An_organisation_reads_what_zones_publish_and_nothing_else()
    {
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            foreach (var name in new[] { "Carl", "Dora", "Emma" }) owner.Add(new DirectoryCard("5291", Guid.NewGuid(), $"{name} 5291", name.ToLowerInvariant(), "inspector", null, "080 00 00 00", null, "de", portal.Clock.GetUtcNow()));
            await owner.SaveChangesAsync(Stop);
        }

        var key = (await CreateAsync(TestPeople.Organisation, ContactPermissions.ReadDirectory)).Key;
        var first = JsonDocument.Parse((await GetAsync("/api/v1/directory?zone=5291&limit=2", key)).Body).RootElement;
        var second = JsonDocument.Parse((await GetAsync("/api/v1/directory?zone=5291&limit=2&after=" + first.GetProperty("next").GetString(), key)).Body).RootElement;
        Assert.Equal(["Carl 5291", "Dora 5291", "Emma 5291"], new[] { first, second }.SelectMany(p => p.GetProperty("items").EnumerateArray()).Select(c => c.GetProperty("name").GetString()!));
        Assert.Empty(JsonDocument.Parse((await GetAsync("/api/v1/directory", key)).Body).RootElement.GetProperty("items").EnumerateArray()); // publishes nobody itself
        foreach (var (zone, why) in new[] { (TenantInfo.FederalCode, "publishes nothing"), ("5999", "no such zone"), ("x", "no code"), ("%00", "no text") })
            Assert.True((await GetAsync("/api/v1/directory?zone=" + zone, key)).Status is 404 or 400, why);
        Assert.Contains("api.directory_unpublished", (await GetAsync("/api/v1/directory?zone=5999", key)).Body);
        Assert.Equal(403, (await GetAsync("/api/v1/cameras", key)).Status);
        var other = (await CreateAsync(TestPeople.Organisation, CameraPermissions.Read)).Key;
        Assert.Equal((403, 403), ((await GetAsync("/api/v1/directory?zone=5291", other)).Status, (await GetAsync("/api/v1/cameras", other)).Status));
    }

    [Fact]
    public async Task A_rotation_has_no_gap_and_a_revocation_no_delay()
    {
        var made = await CreateAsync("5340", CameraPermissions.Read);
        await using var scope = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var service = scope.Get<ApiKeyService>();
        Assert.Equal(ApiKeyErrors.OverlapInvalid, (await service.RotateAsync(made.Id, NextYear, TimeSpan.FromMinutes(59), Stop)).Error);
        Assert.Equal(ApiKeyErrors.OverlapInvalid, (await service.RotateAsync(made.Id, NextYear, TimeSpan.FromDays(31), Stop)).Error);
        var next = (await service.RotateAsync(made.Id, NextYear, TimeSpan.FromHours(1), Stop)).Value!;
        Assert.Equal((200, 200), ((await GetAsync("/api/v1/cameras", made.Key)).Status, (await GetAsync("/api/v1/cameras", next.Key)).Status));
        Assert.NotNull((await service.ListAsync(Stop)).Single(k => k.Id == made.Id).PreviousKeyEndsAt);
        using (portal.Clock.Later(TimeSpan.FromMinutes(61)))
        {
            Assert.Equal((401, 200), ((await GetAsync("/api/v1/cameras", made.Key)).Status, (await GetAsync("/api/v1/cameras", next.Key)).Status));
        }

        Assert.True((await service.RevokeAsync(made.Id, Stop)).Succeeded);
        Assert.Equal((401, 401), ((await GetAsync("/api/v1/cameras", made.Key)).Status, (await GetAsync("/api/v1/cameras", next.Key)).Status));
        Assert.Equal(ApiKeyErrors.Revoked, (await service.RotateAsync(made.Id, NextYear, TimeSpan.FromHours(1), Stop)).Error);
        await using var db = scope.Context();
        var lines = await db.Set<AuditLine>().Where(l => l.ObjectId == made.Id).OrderBy(l => l.DoneAt).ToListAsync(Stop);
        Assert.Equal([ApiKeyActions.Created, ApiKeyActions.Rotated, ApiKeyActions.Used, ApiKeyActions.Used, ApiKeyActions.Revoked], lines.Select(l => l.Action).OrderBy(a => Array.IndexOf([ApiKeyActions.Created, ApiKeyActions.Rotated, ApiKeyActions.Used, ApiKeyActions.Revoked], a)));
        Assert.DoesNotContain(lines, l => (l.Details ?? "").Contains(made.Key, StringComparison.Ordinal) || (l.Details ?? "").Contains(next.Key, StringComparison.Ordinal));
        Assert.All(lines.Where(l => l.Action == ApiKeyActions.Used), l => Assert.Null(l.PersonId));
    }

    [Fact]
    public async Task A_key_works_through_its_last_day_and_no_longer()
    {
        var today = Brussels.DayOf(portal.Clock.GetUtcNow());
        var key = (await CreateAsync("5344", CameraPermissions.Read, today.AddDays(2))).Key;
        using (portal.Clock.Later(Brussels.EndOf(today.AddDays(2)) - portal.Clock.GetUtcNow() - TimeSpan.FromMinutes(1))) Assert.Equal(200, (await GetAsync("/api/v1/cameras", key)).Status);
        using (portal.Clock.Later(Brussels.EndOf(today.AddDays(2)) - portal.Clock.GetUtcNow() + TimeSpan.FromMinutes(1))) Assert.Equal(401, (await GetAsync("/api/v1/cameras", key)).Status);
    }

    [Fact]
    public async Task The_last_use_is_written_at_most_every_five_minutes_and_the_audit_names_the_key()
    {
        var made = await CreateAsync("5344", CameraPermissions.Read);
        for (var n = 0; n < 5; n++) Assert.Equal(200, (await GetAsync("/api/v1/cameras", made.Key)).Status);
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        await using var db = scope.Context();
        var used = await db.Set<AuditLine>().SingleAsync(l => l.ObjectId == made.Id && l.Action == ApiKeyActions.Used, Stop);
        Assert.Contains(made.Name, used.Details);
        using (portal.Clock.Later(TimeSpan.FromMinutes(6))) await GetAsync("/api/v1/cameras", made.Key);
        Assert.Equal(2, await db.Set<AuditLine>().CountAsync(l => l.ObjectId == made.Id && l.Action == ApiKeyActions.Used, Stop));
    }

    [Theory]
    [InlineData(1, 403)]
    [InlineData(2, 200)]
    [InlineData(3, 403)]
    [InlineData(4, 403)]
    public async Task The_zones_state_holds_for_keys_too(int state, int status)
    {
        var key = (await CreateAsync("5291", CameraPermissions.Read)).Key;
        await SetStateAsync(state);
        try
        {
            await Eventually.TrueAsync("the state does not hold for keys", async () => (await GetAsync("/api/v1/cameras", key)).Status == status);
        }
        finally
        {
            await SetStateAsync(0);
        }

        await Eventually.TrueAsync("an active zone's key is refused", async () => (await GetAsync("/api/v1/cameras", key)).Status == 200);
    }

    [Theory]
    [InlineData("", "cameras.read", "why", 10, "keys.name_invalid")]
    [InlineData("name", "", "why", 10, "keys.scope_unknown")]
    [InlineData("name", "keys.manage", "why", 10, "keys.scope_unknown")]
    [InlineData("name", "cameras.read", " ", 10, "keys.purpose_invalid")]
    [InlineData("name", "cameras.read", "why", -1, "keys.expiry_invalid")]
    [InlineData("name", "cameras.read", "why", 732, "keys.expiry_invalid")]
    [InlineData("name", "cameras.read", "why", null, "keys.expiry_invalid")]
    public async Task What_is_missing_or_too_much_is_said(string name, string scope, string purpose, int? days, string code)
    {
        await using var acting = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        var today = Brussels.DayOf(portal.Clock.GetUtcNow());
        Assert.Equal(code, (await acting.Get<ApiKeyService>().CreateAsync(name, scope, purpose, days is { } d ? today.AddDays(d) : null, Stop)).Error?.Code);
    }

    [Fact]
    public async Task Who_may_not_manage_keys_sees_and_does_nothing()
    {
        var made = await CreateAsync("5340", CameraPermissions.Read);
        foreach (var role in TestPeople.RolesOf(TenantKind.Zone).Where(r => !ZoneRoles.PermissionsOf(r).Contains(IdentityPermissions.ManageKeys)))
        {
            await using var scope = await portal.AsAsync("5340", role);
            var service = scope.Get<ApiKeyService>();
            Assert.Empty(await service.ListAsync(Stop));
            Assert.Equal(Error.Forbidden, (await service.CreateAsync("x", CameraPermissions.Read, "y", NextYear, Stop)).Error);
            Assert.Equal(Error.Forbidden, (await service.RotateAsync(made.Id, NextYear, TimeSpan.FromHours(2), Stop)).Error);
            Assert.Equal(Error.Forbidden, (await service.RevokeAsync(made.Id, Stop)).Error);
        }

        await using var other = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        Assert.Equal(Error.NotFound, (await other.Get<ApiKeyService>().RevokeAsync(made.Id, Stop)).Error);
    }

    [Fact]
    public async Task Administrators_are_told_30_and_7_days_before_once_each()
    {
        var today = Brussels.DayOf(portal.Clock.GetUtcNow());
        var key = await CreateAsync("5344", CameraPermissions.Read, today.AddDays(40));
        Assert.Equal(0, await RunAsync(0));
        Assert.Equal(1, await RunAsync(11));
        Assert.Equal(1, await RunAsync(12));
        Assert.Equal(2, await RunAsync(34));
        Assert.Equal(2, await RunAsync(35));

        async Task<int> RunAsync(int days)
        {
            using var later = portal.Clock.Later(TimeSpan.FromDays(days));
            await using var jobs = portal.Root.CreateAsyncScope();
            await ActivatorUtilities.CreateInstance<TellExpiryJob>(jobs.ServiceProvider).Execute(null!, Stop);
            await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
            await using var db = scope.Context();
            return await db.Set<Notification>().CountAsync(n => n.Kind == NoticeKinds.KeyExpires && n.Arguments.Contains(key.Name) && n.PersonId == TestPeople.Of("5344", ZoneRole.ZoneAdministrator).Id, Stop);
        }
    }

    async Task<NewApiKey> CreateAsync(string tenant, string scope, DateOnly? expiresOn = null)
    {
        await using var acting = await portal.AsAsync(tenant, tenant == TestPeople.Organisation ? ZoneRole.OrganisationAdministrator : ZoneRole.ZoneAdministrator);
        var made = await acting.Get<ApiKeyService>().CreateAsync($"key {Guid.NewGuid():N}", scope, "a test", expiresOn ?? NextYear, Stop);
        Assert.True(made.Succeeded, made.Error?.Code);
        return made.Value;
    }

    async Task<(int Status, string Body)> GetAsync(string path, string key)
    {
        using var http = new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false });
        using var request = new HttpRequestMessage(HttpMethod.Get, portal.Address + path);
        if (key != "") request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", key);
        using var answer = await http.SendAsync(request, Stop);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(Stop));
    }

    async Task SetStateAsync(int state)
    {
        await using var connection = new Npgsql.NpgsqlConnection(await portal.ConnectionAsync("portal_owner") + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new Npgsql.NpgsqlCommand($"""update zones set "State" = {state} where "Code" = '5291'""", connection);
        await command.ExecuteNonQueryAsync(Stop);
    }
}
