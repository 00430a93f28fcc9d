using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Tests.Cameras;

/// <summary>Who may register, change and retire cameras, and what that leaves behind.</summary>
public sealed class CameraServiceTests(CameraServiceTests.Fixture portal) : IClassFixture<CameraServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static string Unique(string name) => $"{name} {Guid.NewGuid():N}";

    Task<ActingScope> AdministratorAsync(string zone = "5340") => portal.AsAsync(zone, ZoneRole.ZoneAdministrator);

    static async Task<Guid> RegisterAsync(ActingScope scope, string name, string place = "Stationsplein")
    {
        var registered = await scope.Get<CameraService>().RegisterAsync(new(name, place, 50.85, 4.35), Stop);
        Assert.Null(registered.Error);
        return registered.Value;
    }

    [Fact]
    public async Task A_registered_camera_is_listed_with_its_history()
    {
        await using var scope = await AdministratorAsync();
        var name = Unique("Gate");
        var id = await RegisterAsync(scope, name);
        var row = Assert.Single(await scope.Get<CameraQueries>().ListAsync(new(name.ToUpperInvariant()), stop: Stop));
        Assert.Equal((id, name, "Stationsplein", null), (row.Id, row.Name, row.Place, row.RetiredAt));
        var detail = await scope.Get<CameraQueries>().FindAsync(id, Stop);
        Assert.Equal((50.85, 4.35), (detail!.Latitude, detail.Longitude));
        var line = Assert.Single(await scope.Get<AuditQueries>().HistoryAsync<Camera>(id, Stop));
        Assert.Equal(CameraActions.Registered, line.Action);
    }

    [Fact]
    public async Task A_name_is_taken_once_in_a_zone_and_free_in_another()
    {
        await using var scope = await AdministratorAsync();
        await using var other = await AdministratorAsync("5344");
        var name = Unique("Twin");
        await RegisterAsync(scope, name);
        Assert.Equal(CameraErrors.NameTaken, (await scope.Get<CameraService>().RegisterAsync(new(name, ""), Stop)).Error);
        await RegisterAsync(other, name);
    }

    [Fact]
    public async Task A_change_made_meanwhile_is_not_overwritten()
    {
        await using var scope = await AdministratorAsync();
        var service = scope.Get<CameraService>();
        var id = await RegisterAsync(scope, Unique("Old"));
        var name = Unique("New");
        Assert.Null((await service.ChangeAsync(id, 0, new(name, "Elsewhere"), Stop)).Error);
        Assert.Equal(CameraErrors.ChangedMeanwhile, (await service.ChangeAsync(id, 0, new(Unique("Newer"), ""), Stop)).Error);
        Assert.Equal(name, (await scope.Get<CameraQueries>().FindAsync(id, Stop))!.Name);
    }

    [Theory]
    [InlineData(null, null, null, "cameras.name_missing")]
    [InlineData("Gate", 91d, 4d, "cameras.position_invalid")]
    [InlineData("Gate", 50d, null, "cameras.position_invalid")]
    public async Task What_breaks_a_rule_is_refused(string? name, double? latitude, double? longitude, string code)
    {
        await using var scope = await AdministratorAsync();
        Assert.Equal(code, (await scope.Get<CameraService>().RegisterAsync(new(name, "", latitude, longitude), Stop)).Error?.Code);
    }

    [Fact]
    public async Task A_retired_camera_leaves_the_list_and_the_choices_and_can_come_back()
    {
        await using var scope = await AdministratorAsync();
        var (service, queries, name) = (scope.Get<CameraService>(), scope.Get<CameraQueries>(), Unique("Tired"));
        var id = await RegisterAsync(scope, name);
        Assert.Null((await service.RetireAsync(id, Stop)).Error);
        Assert.Null((await service.RetireAsync(id, Stop)).Error);
        Assert.Empty(await queries.ListAsync(new(name), stop: Stop));
        Assert.DoesNotContain(await queries.ChoicesAsync(Stop), c => c.Id == id);
        Assert.NotNull(Assert.Single(await queries.ListAsync(new(name, CameraState.Retired), stop: Stop)).RetiredAt);
        Assert.Null((await service.ReinstateAsync(id, Stop)).Error);
        Assert.Single(await queries.ListAsync(new(name), stop: Stop));
        Assert.Equal([CameraActions.Reinstated, CameraActions.Retired, CameraActions.Registered], (await scope.Get<AuditQueries>().HistoryAsync<Camera>(id, Stop)).Select(l => l.Action));
    }

    [Theory]
    [InlineData(ZoneRole.Member)]
    [InlineData(ZoneRole.AnprOperator)]
    [InlineData(ZoneRole.AnprSupervisor)]
    public async Task Only_an_administrator_changes_cameras(ZoneRole role)
    {
        await using var administrator = await AdministratorAsync();
        var id = await RegisterAsync(administrator, Unique("Fixed"));
        await using var scope = await portal.AsAsync("5340", role);
        var service = scope.Get<CameraService>();
        Assert.Equal(Error.Forbidden, (await service.RegisterAsync(new("x", ""), Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.ChangeAsync(id, 0, new("x", ""), Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.RetireAsync(id, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.ReinstateAsync(id, Stop)).Error);
    }

    [Fact]
    public async Task A_member_sees_no_camera()
    {
        await using var administrator = await AdministratorAsync();
        var id = await RegisterAsync(administrator, Unique("Hidden"));
        await using var scope = await portal.AsAsync("5340", ZoneRole.Member);
        var queries = scope.Get<CameraQueries>();
        Assert.Empty(await queries.ListAsync(new(State: CameraState.All), stop: Stop));
        Assert.Equal(0, await queries.CountAsync(new(), Stop));
        Assert.Null(await queries.FindAsync(id, Stop));
        Assert.Empty(await queries.ChoicesAsync(Stop));
        Assert.Empty(await queries.LastReadsAsync(id, Stop));
    }

    [Fact]
    public async Task Another_zones_camera_is_not_there()
    {
        await using var administrator = await AdministratorAsync();
        var id = await RegisterAsync(administrator, Unique("Ours"));
        await using var stranger = await AdministratorAsync("5344");
        var service = stranger.Get<CameraService>();
        Assert.Null(await stranger.Get<CameraQueries>().FindAsync(id, Stop));
        Assert.Equal(Error.NotFound, (await service.ChangeAsync(id, 0, new("x", ""), Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.RetireAsync(id, Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.ReinstateAsync(id, Stop)).Error);
        await using var db = administrator.Context();
        Assert.Null((await db.Set<Camera>().SingleAsync(c => c.Id == id, Stop)).RetiredAt);
    }
}
