using Portal.Common;
using Portal.Contacts;
using Portal.Tenants;

namespace Portal.Tests.Contacts;

/// <summary>Units on a real database.</summary>
public sealed class UnitServiceTests(UnitServiceTests.Fixture portal) : IClassFixture<UnitServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    Task<ActingScope> OfficeAsync(string zone = "5340") => portal.AsAsync(zone, ZoneRole.StaffOffice);

    static async Task<UnitRow> AddAsync(ActingScope scope, string name, Guid? parent = null, Guid? leader = null)
    {
        var added = await scope.Get<UnitService>().AddAsync(name, parent, leader, Stop);
        Assert.True(added.Succeeded, added.Error?.Code);
        return await FindAsync(scope, added.Value);
    }

    static async Task<UnitRow> FindAsync(ActingScope scope, Guid id) => (await scope.Get<UnitQueries>().AllAsync(Stop)).Single(u => u.Id == id);

    static string Word() => Guid.NewGuid().ToString("N")[..12];

    [Fact]
    public async Task A_unit_is_made_led_moved_and_removed_once_empty()
    {
        await using var scope = await OfficeAsync();
        var service = scope.Get<UnitService>();
        var leader = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "Lea", LastName = "Leader" }, Stop)).Value;
        var top = await AddAsync(scope, "Top " + Word());
        var team = await AddAsync(scope, "Team", top.Id, leader);
        Assert.Equal("Lea Leader", team.Leader?.Name);
        var member = (await scope.Get<StaffService>().AddAsync(new() { FirstName = "Max", LastName = "Member", UnitId = team.Id }, Stop)).Value;
        var detail = (await scope.Get<StaffQueries>().FindAsync(member, Stop))!;
        Assert.Equal((ApproverReason.UnitLeader, "Lea Leader", "Team"), (detail.Approver.Reason, detail.Approver.Who!.Name, detail.Approver.Unit));
        team = await FindAsync(scope, team.Id);
        Assert.Equal((1, false), (team.People, team.IsEmpty));
        Assert.Equal(UnitErrors.NotEmpty, (await service.RemoveAsync(team.Id, team.Version, Stop)).Error);
        Assert.Equal(UnitErrors.NotEmpty, (await service.RemoveAsync(top.Id, (await FindAsync(scope, top.Id)).Version, Stop)).Error);
        Assert.True((await scope.Get<StaffService>().ChangeAsync(member, detail.Version, detail.Details with { UnitId = null }, Stop)).Succeeded);
        Assert.True((await service.MoveAsync(team.Id, (await FindAsync(scope, team.Id)).Version, null, Stop)).Succeeded);
        Assert.True((await service.RemoveAsync(team.Id, (await FindAsync(scope, team.Id)).Version, Stop)).Succeeded);
        Assert.DoesNotContain(await scope.Get<UnitQueries>().AllAsync(Stop), u => u.Id == team.Id);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Of_two_units_of_one_name_made_at_once_one_is_refused(bool atTop)
    {
        await using var scope = await OfficeAsync();
        var parent = atTop ? null : (Guid?)(await AddAsync(scope, "Above " + Word())).Id;
        for (var round = 0; round < 5; round++)
        {
            var name = "Same " + Word();
            var added = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(async () =>
            {
                await using var own = await OfficeAsync();
                return await own.Get<UnitService>().AddAsync(name, parent, null, Stop);
            }, Stop)));
            Assert.Equal(1, added.Count(a => a.Succeeded));
            Assert.Single(await scope.Get<UnitQueries>().AllAsync(Stop), u => u.Name == name);
        }

        // Nor by a move or another name.
        var (here, there) = (await AddAsync(scope, "Here " + Word(), parent), await AddAsync(scope, "There " + Word(), parent));
        var both = "Both " + Word();
        var renamed = await Task.WhenAll(new[] { here, there }.Select(u => Task.Run(async () =>
        {
            await using var own = await OfficeAsync();
            return await own.Get<UnitService>().ChangeAsync(u.Id, (await FindAsync(own, u.Id)).Version, both, null, Stop);
        }, Stop)));
        Assert.Equal(1, renamed.Count(r => r.Succeeded));
    }

    [Fact]
    public async Task Two_moves_that_would_make_a_circle_together_do_not_both_happen()
    {
        await using var scope = await OfficeAsync();
        for (var round = 0; round < 5; round++)
        {
            var (one, two) = (await AddAsync(scope, "One " + Word()), await AddAsync(scope, "Two " + Word()));
            var (below, under) = (await AddAsync(scope, "Below", one.Id), await AddAsync(scope, "Under", two.Id));
            (one, two) = (await FindAsync(scope, one.Id), await FindAsync(scope, two.Id));
            var results = await Task.WhenAll(MoveAsync(one, under.Id), MoveAsync(two, below.Id));
            Assert.Equal(1, results.Count(r => r.Succeeded));
        }

        async Task<Result> MoveAsync(UnitRow unit, Guid to)
        {
            await using var own = await OfficeAsync();
            return await own.Get<UnitService>().MoveAsync(unit.Id, unit.Version, to, Stop);
        }
    }

    [Fact]
    public async Task A_unit_or_leader_of_another_zone_does_not_exist_here()
    {
        await using var elsewhere = await OfficeAsync("5344");
        var strange = await AddAsync(elsewhere, "Strange " + Word());
        var stranger = (await elsewhere.Get<StaffService>().AddAsync(new() { FirstName = "From", LastName = "Elsewhere" }, Stop)).Value;
        await using var scope = await OfficeAsync();
        Assert.Equal(UnitErrors.ParentUnknown, (await scope.Get<UnitService>().AddAsync("Own", strange.Id, null, Stop)).Error);
        Assert.Equal(UnitErrors.LeaderUnknown, (await scope.Get<UnitService>().AddAsync("Own " + Word(), null, stranger, Stop)).Error);
        Assert.Equal(Error.NotFound, (await scope.Get<UnitService>().ChangeAsync(strange.Id, strange.Version, "Taken over", null, Stop)).Error);
        Assert.Equal(StaffErrors.UnitUnknown, (await scope.Get<StaffService>().AddAsync(new() { FirstName = "A", LastName = "B", UnitId = strange.Id }, Stop)).Error);
    }

    [Fact]
    public async Task A_name_is_taken_once_beside_it()
    {
        await using var scope = await OfficeAsync();
        var top = await AddAsync(scope, "Top " + Word());
        await AddAsync(scope, "Équipe", top.Id);
        Assert.Equal(UnitErrors.NameTaken, (await scope.Get<UnitService>().AddAsync("equipe", top.Id, null, Stop)).Error);
        var results = await Task.WhenAll(Enumerable.Range(0, 4).Select(async _ =>
        {
            await using var own = await OfficeAsync();
            return await own.Get<UnitService>().AddAsync("At once", top.Id, null, Stop);
        }));
        Assert.Equal(1, results.Count(r => r.Succeeded));
    }
}
