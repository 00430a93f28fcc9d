using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Ingest;
using Portal.Audit;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>Sources: keys are shown once and kept nowhere, codes are one whatever their case, and only who manages sources does so.</summary>
public sealed class SourceServiceTests(SourceServiceTests.Fixture portal) : IClassFixture<SourceServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static string Unique(string name) => $"{name} {Guid.NewGuid():N}";

    Task<ActingScope> AdministratorAsync(string zone = "5340") => portal.AsAsync(zone, ZoneRole.ZoneAdministrator);

    static async Task<NewSourceKey> CreateAsync(ActingScope scope)
    {
        var created = await scope.Get<SourceService>().CreateAsync(Unique("Source"), "portal", Stop);
        Assert.Null(created.Error);
        return created.Value!;
    }

    [Fact]
    public async Task A_key_is_given_once_and_neither_stored_nor_audited()
    {
        await using var scope = await AdministratorAsync();
        var created = await CreateAsync(scope);
        var replaced = (await scope.Get<SourceService>().ReplaceKeyAsync(created.SourceId, null, Stop)).Value!;
        Assert.NotEqual(created.Key, replaced.Key);
        await using var db = scope.Context();
        var source = await db.Set<ReadSource>().SingleAsync(s => s.Id == created.SourceId, Stop);
        Assert.Equal(SourceIndex.Hash(replaced.Key), source.KeyHash);
        Assert.Equal(replaced.Key[^4..], source.KeyHint);
        foreach (var line in await db.Set<AuditLine>().Where(l => l.ObjectId == created.SourceId).ToListAsync(Stop))
        {
            foreach (var key in new[] { created.Key, replaced.Key })
            {
                Assert.DoesNotContain(key, line.Details ?? "", StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Convert.ToHexString(SourceIndex.Hash(key)), line.Details ?? "", StringComparison.OrdinalIgnoreCase);
                Assert.DoesNotContain(Convert.ToBase64String(SourceIndex.Hash(key)), line.Details ?? "", StringComparison.Ordinal);
            }
        }
    }

    [Fact]
    public async Task The_old_key_stops_and_the_new_one_works()
    {
        var source = await portal.AddSourceAsync("5340");
        await using var scope = await AdministratorAsync();
        var key = (await scope.Get<SourceService>().ReplaceKeyAsync(source.Id, null, Stop)).Value!.Key;
        await portal.KnowsAsync(key, source: true);
        await portal.KnowsAsync(source.Key, source: false);
        Assert.Equal(404, (int)(await portal.PostTextAsync(source, "[]", Stop)).StatusCode);
        Assert.Equal(200, (int)(await portal.PostReadsAsync(source with { Key = key }, Stop, ("1", source.Code(), "1AAA001", TimeProvider.System.GetUtcNow()))).StatusCode);
    }

    [Fact]
    public async Task A_disabled_source_is_refused_until_it_is_enabled()
    {
        var source = await portal.AddSourceAsync("5340");
        await using var scope = await AdministratorAsync();
        await scope.Get<SourceService>().DisableAsync(source.Id, Stop);
        await Eventually.TrueAsync("the source is refused", async () => (int)(await portal.PostTextAsync(source, "[]", Stop)).StatusCode == 403);
        await scope.Get<SourceService>().EnableAsync(source.Id, Stop);
        await Eventually.TrueAsync("the source is heard", async () => (int)(await portal.PostTextAsync(source, "[]", Stop)).StatusCode != 403);
        Assert.Equal([SourceActions.Enabled, SourceActions.Disabled], (await scope.Get<AuditQueries>().HistoryAsync<ReadSource>(source.Id, Stop)).Select(l => l.Action));
    }

    [Fact]
    public async Task Names_are_unique_in_a_zone_and_dialects_known()
    {
        await using var scope = await AdministratorAsync();
        await using var other = await AdministratorAsync("5344");
        var name = (await CreateAsync(scope)).Name;
        Assert.Equal(SourceErrors.NameTaken, (await scope.Get<SourceService>().CreateAsync(name, "portal", Stop)).Error);
        Assert.Null((await other.Get<SourceService>().CreateAsync(name, "portal", Stop)).Error);
        Assert.Equal(SourceErrors.DialectUnknown, (await scope.Get<SourceService>().CreateAsync(Unique("x"), "klingon", Stop)).Error);
        Assert.Equal("sources.name_invalid", (await scope.Get<SourceService>().CreateAsync(" ", "portal", Stop)).Error?.Code);
    }

    [Fact]
    public async Task A_code_is_one_whatever_its_case()
    {
        var source = await portal.AddSourceAsync("5340");
        await using var scope = await AdministratorAsync();
        var (service, camera) = (scope.Get<SourceService>(), source.Cameras[0].Id);
        Assert.Null((await service.AssignCodeAsync(source.Id, " Gate-É ", camera, Stop)).Error);
        Assert.Equal(SourceErrors.CodeTaken, (await service.AssignCodeAsync(source.Id, "gate-é", source.Cameras[1].Id, Stop)).Error);
        Assert.Equal("sources.code_invalid", (await service.AssignCodeAsync(source.Id, new string('x', 101), camera, Stop)).Error?.Code);
        Assert.Equal("sources.code_invalid", (await service.AssignCodeAsync(source.Id, "a\u0007b", camera, Stop)).Error?.Code);
        Assert.Equal(SourceErrors.CameraMissing, (await service.AssignCodeAsync(source.Id, "new", null, Stop)).Error);
        Assert.Contains((await scope.Get<SourceQueries>().ListAsync(Stop)).Single(s => s.Id == source.Id).Codes, c => c.Code == "Gate-É" && c.CameraId == camera);
        Assert.Null((await service.RemoveCodeAsync(source.Id, "Gate-É", Stop)).Error);
        Assert.Null((await service.AssignCodeAsync(source.Id, "gate-é", camera, Stop)).Error);
    }

    [Fact]
    public async Task Two_people_cannot_tie_one_code_in_two_spellings()
    {
        for (var round = 0; round < 5; round++)
        {
            var source = await portal.AddSourceAsync("5340");
            await using var one = await AdministratorAsync();
            await using var two = await AdministratorAsync();
            var done = await Task.WhenAll(
                one.Get<SourceService>().AssignCodeAsync(source.Id, "GATE", source.Cameras[0].Id, Stop), two.Get<SourceService>().AssignCodeAsync(source.Id, "gate", source.Cameras[1].Id, Stop));
            Assert.Single(done, d => d.Succeeded);
        }
    }

    [Theory]
    [InlineData(ZoneRole.Member)]
    [InlineData(ZoneRole.AnprOperator)]
    [InlineData(ZoneRole.AnprSupervisor)]
    public async Task Only_an_administrator_manages_sources(ZoneRole role)
    {
        var source = await portal.AddSourceAsync("5340");
        await using var scope = await portal.AsAsync("5340", role);
        var service = scope.Get<SourceService>();
        Assert.Equal(Error.Forbidden, (await service.CreateAsync("x", "portal", Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.ReplaceKeyAsync(source.Id, null, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.DisableAsync(source.Id, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.EnableAsync(source.Id, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.AssignCodeAsync(source.Id, "x", source.Cameras[0].Id, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await service.RemoveCodeAsync(source.Id, source.Code(), Stop)).Error);
        Assert.Empty(await scope.Get<SourceQueries>().ListAsync(Stop));
    }

    [Fact]
    public async Task Another_zones_source_and_camera_are_not_there()
    {
        var ours = await portal.AddSourceAsync("5340");
        var theirs = await portal.AddSourceAsync("5344");
        await using var stranger = await AdministratorAsync("5344");
        var service = stranger.Get<SourceService>();
        Assert.Equal(Error.NotFound, (await service.ReplaceKeyAsync(ours.Id, null, Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.DisableAsync(ours.Id, Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.AssignCodeAsync(ours.Id, "x", theirs.Cameras[0].Id, Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.RemoveCodeAsync(ours.Id, ours.Code(), Stop)).Error);
        Assert.Equal(SourceErrors.CameraMissing, (await service.AssignCodeAsync(theirs.Id, "x", ours.Cameras[0].Id, Stop)).Error);
        Assert.DoesNotContain(await stranger.Get<SourceQueries>().ListAsync(Stop), s => s.Id == ours.Id);
    }
}
