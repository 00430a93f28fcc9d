using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr;
using Portal.Common;
using Portal.Reports;
using Portal.Tenants;
using Portal.Tenants.Federal;

namespace Portal.Tests.Tenants.Federal;

public sealed class ZoneServiceTests(ZoneServiceTests.Fixture portal) : IClassFixture<ZoneServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const string Outline = """{"type":"Polygon","coordinates":[[[4.3,50.8],[4.4,50.8],[4.4,50.9],[4.3,50.8]]]}""";

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static readonly ZoneFacts Facts = new(NameNl: " Westkust ", ProvinceNis: "30000", DocumentLanguages: "nl");

    [Fact]
    public async Task A_zone_is_entered_changed_found_and_its_line_says_before_and_after()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var (service, queries) = (scope.Get<ZoneService>(), scope.Get<ZoneQueries>());
        var made = await service.CreateAsync(TenantKind.Zone, "5461", Facts with { NameNl = " Noordduin " }, [new("38014", "Koksijde"), new("38016", "Nieuwpoort")], Stop);
        Assert.Equal("5461", made.Value);
        var zone = (await queries.FindAsync("5461", Stop))!;
        Assert.Equal(("Noordduin", ZoneState.Preparing, false), (zone.Zone.NameNl, zone.Zone.State, zone.Zone.IsProvisional));
        Assert.Equal(["5461"], (await queries.ListAsync(new("koksijde"), stop: Stop)).Select(z => z.Zone.Code));
        Assert.Equal(["5461"], (await queries.ListAsync(new("NÓORDDUIN"), stop: Stop)).Select(z => z.Zone.Code));
        Assert.Contains("5461", (await queries.ListAsync(new(ProvinceNis: "30000", State: ZoneState.Preparing), stop: Stop)).Select(z => z.Zone.Code));
        Assert.DoesNotContain("5461", (await queries.ListAsync(new(State: ZoneState.Active), stop: Stop)).Select(z => z.Zone.Code));
        Assert.DoesNotContain(TenantInfo.FederalCode, (await queries.ListAsync(new(), stop: Stop)).Select(z => z.Zone.Code));

        var facts = zone.Zone.Facts with { ShortNl = "Westkust", ReadsKeptDays = 12, Modules = PortalModules.Cameras };
        Assert.True((await service.ChangeAsync("5461", zone.Zone.Version, facts, [new("38014", "Koksijde"), new("38025", "Veurne")], Stop)).Succeeded);
        Assert.Equal(ZoneErrors.ChangedMeanwhile, (await service.ChangeAsync("5461", zone.Zone.Version, facts, [], Stop)).Error);
        zone = (await queries.FindAsync("5461", Stop))!;
        Assert.Equal(["38014", "38025"], zone.Municipalities.Select(m => m.NisCode));
        Assert.True((await service.ChangeAsync("5461", zone.Zone.Version, facts, [new("38014", "Koksijde"), new("38025", "Veurne")], Stop)).Succeeded); // nothing new
        var lines = await scope.LinesAsync("5461");
        Assert.Equal([ZoneActions.Created, ZoneActions.Changed], lines.Select(l => l.Action));
        Assert.Equal(FederalSetup.Administrator.Id, lines[1].PersonId);
        Assert.Contains("\"ReadsKeptDays\":30", lines[1].Details!.Split("after")[0], StringComparison.Ordinal);
        Assert.Contains("\"ReadsKeptDays\":12", lines[1].Details!.Split("after")[1], StringComparison.Ordinal);
    }

    public static TheoryData<ZoneFacts, string> Wrong => new()
    {
        { new ZoneFacts(), "zones.name_missing" },
        { new ZoneFacts(NameFr: new string('a', 61)), "zones.name_too_long" },
        { Facts with { ShortDe = new string('a', 25) }, "zones.name_too_long" },
        { Facts with { ProvinceNis = "11002" }, "zones.province_unknown" },
        { Facts with { DocumentLanguages = "nl en" }, "zones.languages_invalid" },
        { Facts with { DocumentLanguages = "" }, "zones.languages_invalid" },
        { Facts with { DefaultLanguage = "en" }, "zones.default_language_invalid" },
        { Facts with { ReadsKeptDays = 366 }, "zones.reads_kept_invalid" },
        { Facts with { ReadsKeptDays = 0 }, "zones.reads_kept_invalid" },
        { Facts with { ConfirmedHitsKeptDays = 3651 }, "zones.hits_kept_invalid" },
        { Facts with { PredecessorCodes = "5462 5462x" }, "zones.link_invalid" },
        { Facts with { SuccessorCode = "5462" }, "zones.link_invalid" }, // itself
    };

    [Theory]
    [MemberData(nameof(Wrong))]
    public async Task Facts_beyond_the_rules_are_refused(ZoneFacts facts, string code)
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        Assert.Equal(code, (await scope.Get<ZoneService>().CreateAsync(TenantKind.Zone, "5462", facts, [], Stop)).Error?.Code);
    }

    [Theory]
    [InlineData("0000", "zones.code_invalid")]
    [InlineData("9500", "zones.code_invalid")]
    [InlineData("534", "zones.code_invalid")]
    [InlineData("٥٣٤٠", "zones.code_invalid")]
    [InlineData("5340", "zones.code_taken")]
    public async Task A_code_is_official_and_never_given_twice(string code, string error)
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        Assert.Equal(error, (await scope.Get<ZoneService>().CreateAsync(TenantKind.Zone, code, Facts, [], Stop)).Error?.Code);
    }

    [Fact]
    public async Task An_organisation_gets_the_next_free_code_and_no_module_of_zones()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneService>();
        var first = await service.CreateAsync(TenantKind.Organisation, null, Facts with { Modules = PortalModules.None }, [], Stop);
        var second = await service.CreateAsync(TenantKind.Organisation, "5340", Facts with { Modules = PortalModules.None }, [], Stop);
        Assert.Equal(("9002", "9003"), (first.Value, second.Value)); // 9001 is there
        Assert.Equal(TenantKind.Organisation, (await scope.ZoneAsync("9002")).Kind);
    }

    [Fact]
    public async Task Municipalities_are_told_completely_and_once()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneService>();
        foreach (var (nis, name) in new[] { ("3801", "Koksijde"), ("38O14", "Koksijde"), ("38014", " "), ("38014", new string('a', 81)) })
            Assert.Equal(ZoneErrors.MunicipalityInvalid, (await service.CreateAsync(TenantKind.Zone, "5463", Facts, [new(nis, name)], Stop)).Error);
        Assert.Equal("zones.municipality_twice", (await service.CreateAsync(TenantKind.Zone, "5463", Facts, [new("38014", "A"), new("38014", "B")], Stop)).Error?.Code);
    }

    [Fact]
    public async Task A_module_switched_off_takes_its_rights_away_at_the_next_entry()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var zone = await scope.ZoneAsync("5344");
        Assert.True((await scope.Get<ZoneService>().ChangeAsync("5344", zone.Version, zone.Facts with { Modules = PortalModules.All & ~PortalModules.Anpr }, [], Stop)).Succeeded);
        await using (var operators = await portal.AsAsync("5344", ZoneRole.AnprOperator))
        {
            Assert.False(operators.Get<CurrentUser>().May(AnprPermissions.ReadHits));
            Assert.True(operators.Get<CurrentUser>().May(ReportPermissions.Read));
        }

        zone = await scope.ZoneAsync("5344");
        Assert.True((await scope.Get<ZoneService>().ChangeAsync("5344", zone.Version, zone.Facts with { Modules = PortalModules.All }, [], Stop)).Succeeded);
        await using var again = await portal.AsAsync("5344", ZoneRole.AnprOperator);
        Assert.True(again.Get<CurrentUser>().May(AnprPermissions.ReadHits));
    }

    [Fact]
    public async Task An_outline_is_drawn_replaced_and_removed_and_a_bad_one_leaves_the_old_one()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var (service, queries) = (scope.Get<ZoneService>(), scope.Get<ZoneQueries>());
        async Task<int> VersionAsync() => (await scope.ZoneAsync("5291")).Version;
        Assert.True((await service.DrawAsync("5291", await VersionAsync(), Encoding.UTF8.GetBytes(Outline), Stop)).Succeeded);
        Assert.Equal(ZoneErrors.OutlineUnreadable, (await service.DrawAsync("5291", await VersionAsync(), [1, 2, 3], Stop)).Error);
        Assert.Equal(Outline, (await queries.FindAsync("5291", Stop))!.OutlineGeoJson);
        Assert.True((await service.DrawAsync("5291", await VersionAsync(), Encoding.UTF8.GetBytes(Outline.Replace("4.4", "4.5", StringComparison.Ordinal)), Stop)).Succeeded);
        Assert.True((await service.RemoveOutlineAsync("5291", await VersionAsync(), Stop)).Succeeded);
        Assert.Null((await queries.FindAsync("5291", Stop))!.OutlineGeoJson);
        Assert.Equal([ZoneActions.OutlineReplaced, ZoneActions.OutlineReplaced, ZoneActions.OutlineRemoved], (await scope.LinesAsync("5291")).Select(l => l.Action));
    }

    [Fact]
    public async Task Only_who_manages_zones_changes_them_and_only_who_may_see_them_sees_them()
    {
        foreach (var role in FederalSetup.Others)
        {
            await using var scope = await portal.AsAsync(TenantInfo.FederalCode, role);
            var service = scope.Get<ZoneService>();
            Assert.Equal(Error.Forbidden, (await service.CreateAsync(TenantKind.Zone, "5464", Facts, [], Stop)).Error);
            Assert.Equal(Error.Forbidden, (await service.ChangeAsync("5340", 0, Facts, [], Stop)).Error);
            Assert.Equal(Error.Forbidden, (await service.DrawAsync("5340", 0, Encoding.UTF8.GetBytes(Outline), Stop)).Error);
            Assert.Equal(Error.Forbidden, (await service.RemoveOutlineAsync("5340", 0, Stop)).Error);
            Assert.Equal(Error.Forbidden, (await service.ConfirmCodeAsync("5340", 0, Stop)).Error);
            Assert.Equal(Error.Forbidden, (await scope.Get<ZoneStateService>().DecideAsync("5340", 0, ZoneState.Closed, DateOnly.MaxValue, "x", Stop)).Error);
            Assert.Equal(Error.Forbidden, (await scope.Get<ZoneImportService>().PreviewAsync([], new Dictionary<int, string>(), Stop)).Error);
            Assert.Equal(role == ZoneRole.FederalAuditor, (await scope.Get<ZoneQueries>().ListAsync(new(), stop: Stop)).Count > 0);
            Assert.Equal(role == ZoneRole.FederalAuditor, await scope.Get<ZoneQueries>().FindAsync("5340", Stop) is not null);
        }

        await using var zone = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        Assert.Empty(await zone.Get<ZoneQueries>().ListAsync(new(), stop: Stop));
        Assert.Equal(Error.Forbidden, (await zone.Get<ZoneService>().ChangeAsync("5340", 0, Facts, [], Stop)).Error);
    }

    [Fact]
    public async Task The_seal_is_shown_without_its_key()
    {
        await portal.OwnerAsync("""insert into seal_keys ("Tenant", "Id", "Version", "Name", "Issuer", "Certificate", "ProtectedPkcs12", "ValidFromAt", "ValidUntilAt", "AddedAt") values ('5340', gen_random_uuid(), 0, 'Zone seal', 'Authority', '\x01', '\x02', now() - interval '1 day', now() + interval '1 day', now())""");
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        Assert.Equal(("Zone seal", "Authority"), (await scope.Get<ZoneQueries>().SealOfAsync("5340", Stop)) is { } seal ? (seal.Name, seal.Issuer) : default);
        Assert.Null(await scope.Get<ZoneQueries>().SealOfAsync("5344", Stop));
    }
}
