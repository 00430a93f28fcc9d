using Npgsql;
using Portal.Identity.Access;
using Portal.Tenants;
using Portal.Tenants.Federal;

namespace Portal.Tests.Tenants.Federal;

public sealed class FigureTests(FigureTests.Fixture portal) : IClassFixture<FigureTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", "5344" }) await ZoneFill.EveryTableAsync(this, zone);
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figures_count_what_each_zone_has_and_nothing_else()
    {
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var all = await scope.Get<FigureQueries>().AllAsync(stop: Stop);
        Assert.Equal(["5291", "5340", "5344", "9001"], all.Select(f => f.Zone));
        var zone = all.Single(f => f.Zone == "5340");
        Assert.Equal((long)TestPeople.RolesOf(TenantKind.Zone).Count + 1, zone.People); // a second operator
        Assert.Equal((3L, 2L, 2L), (zone.Staff, zone.ReadsDay, zone.ReadsWeek)); // what came with an impossible time counts by when it was received
        Assert.Equal((1L, 2L), (zone.HitsOpen, zone.HitsMonth)); // one of the two is judged
        Assert.True(zone.Bytes > 1_000, zone.Bytes.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var empty = all.Single(f => f.Zone == "5291");
        Assert.Equal((0L, 0L, 0L, 0L, 0L), (empty.Staff, empty.ReadsWeek, empty.HitsOpen, empty.HitsMonth, empty.Bytes));
        Assert.Equal([zone], await scope.Get<FigureQueries>().AllAsync("5340", Stop));
    }

    [Fact]
    public async Task Who_left_is_neither_counted_nor_named_as_administrator()
    {
        var chief = TestPeople.Of("5344", ZoneRole.ZoneAdministrator);
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var before = Assert.Single(await scope.Get<FigureQueries>().AllAsync("5344", Stop)).People;
        Assert.Contains(chief.Name, (await scope.Get<ZoneAdministrators>().LookAsync("5344", Stop)).Names);
        Assert.Equal(1, await portal.OwnerAsync($"""update staff_members set "PersonId" = '{chief.Id}', "LeavesOn" = '2020-01-31' where "Tenant" = '5344' and "FirstName" = 'An'"""));
        try
        {
            Assert.Equal(before - 1, Assert.Single(await scope.Get<FigureQueries>().AllAsync("5344", Stop)).People);
            Assert.DoesNotContain(chief.Name, (await scope.Get<ZoneAdministrators>().LookAsync("5344", Stop)).Names);
        }
        finally
        {
            await portal.OwnerAsync("""update staff_members set "PersonId" = null, "LeavesOn" = null where "Tenant" = '5344' and "FirstName" = 'An'""");
        }
    }

    [Theory]
    [InlineData("0000", "")]
    [InlineData("0000", "audit")]
    [InlineData("0000", "xfigures")]
    [InlineData("5340", "figures")]
    [InlineData("5340", "audit figures")]
    [InlineData("9001", "figures")]
    [InlineData("", "figures")]
    public async Task The_database_refuses_figures_to_everybody_else(string tenant, string reach)
    {
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var connection = await app.OpenConnectionAsync(Stop);
        await using (var tell = new NpgsqlCommand($"select set_config('portal.tenant', '{tenant}', false), set_config('portal.reach', '{reach}', false)", connection)) await tell.ExecuteNonQueryAsync(Stop);
        await using var figures = new NpgsqlCommand("select * from zone_figures(null, now())", connection);
        Assert.Contains("federal police alone", (await Assert.ThrowsAsync<PostgresException>(() => figures.ExecuteNonQueryAsync(Stop))).MessageText, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_see_figures_gets_none()
    {
        foreach (var role in FederalSetup.Others)
        {
            await using var scope = await portal.AsAsync(TenantInfo.FederalCode, role);
            Assert.Equal(role == ZoneRole.FederalAuditor, (await scope.Get<FigureQueries>().AllAsync(stop: Stop)).Count > 0);
        }

        await using var zone = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator);
        Assert.Empty(await zone.Get<FigureQueries>().AllAsync(stop: Stop));
    }
}
