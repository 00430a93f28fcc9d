using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Persistence.Providers.Postgres;
using Portal.Tenants;

namespace Portal.Tests.Tenants;

/// <summary>The three ways to read across zones, each open to whom it is meant for and closed to the others; asked with EF's filter off, so that the database alone answers.</summary>
public sealed class CrossZoneReadingTests(CrossZoneReadingTests.Fixture portal) : IClassFixture<CrossZoneReadingTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", "5344", "5291" }) await ZoneFill.EveryTableAsync(this, zone);
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static readonly DateOnly Today = Brussels.DayOf(TimeProvider.System.GetUtcNow());

    [Fact]
    public async Task A_published_directory_is_read_by_every_tenant_and_by_nobody_without_one()
    {
        Assert.Equal(["5291", "5340", "5344"], await ZonesSeenAsync<DirectoryCard>("5340", ZoneRole.Member));
        Assert.Equal(["5291", "5340", "5344"], await ZonesSeenAsync<DirectoryCard>(TenantInfo.FederalCode, ZoneRole.Member));
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var command = app.CreateCommand("select count(*) from directory_cards");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Stop));
    }

    [Theory]
    [InlineData(SharedSubjects.Cameras, -1, 1, true, true)]
    [InlineData(SharedSubjects.Cameras, 0, 0, true, true)] // first and last day count
    [InlineData(SharedSubjects.Cameras, -5, -1, true, false)]
    [InlineData(SharedSubjects.Cameras, 1, 5, true, false)]
    [InlineData(SharedSubjects.Cameras, -1, 1, false, false)] // not accepted
    [InlineData(SharedSubjects.Staff, -1, 1, true, false)] // of something else
    [InlineData("hits", -1, 1, true, false)]
    public async Task A_grant_opens_what_it_names_while_it_lasts_and_is_accepted(string subject, int first, int last, bool accepted, bool seen)
    {
        await GrantAsync("5344", "5291", subject, Today.AddDays(first), Today.AddDays(last), accepted);
        Assert.Equal(seen ? ["5291", "5344"] : ["5291"], await ZonesSeenAsync<Camera>("5291", ZoneRole.ZoneAdministrator));
        Assert.Equal(["5340"], await ZonesSeenAsync<Camera>("5340", ZoneRole.ZoneAdministrator)); // not to a third zone
        Assert.Equal(["5344"], await ZonesSeenAsync<Camera>("5344", ZoneRole.ZoneAdministrator)); // not the other way round
        Assert.Equal(["5291"], await ZonesSeenAsync<Portal.Anpr.Hits.Hit>("5291", ZoneRole.ZoneAdministrator));
    }

    [Fact]
    public async Task A_grant_that_is_taken_back_ends_at_once()
    {
        await GrantAsync("5344", "5291", SharedSubjects.Cameras, Today, Today, accepted: true);
        Assert.Contains("5344", await ZonesSeenAsync<Camera>("5291", ZoneRole.ZoneAdministrator));
        await OwnerAsync("""update zone_grants set "WithdrawnAt" = now() where "Grantee" = '5291'""");
        Assert.DoesNotContain("5344", await ZonesSeenAsync<Camera>("5291", ZoneRole.ZoneAdministrator));
    }

    [Fact]
    public async Task What_a_closed_zone_granted_or_published_is_closed_with_it()
    {
        await GrantAsync("5344", "5291", SharedSubjects.Cameras, Today, Today, accepted: true);
        await OwnerAsync($"""update zones set "State" = {(int)ZoneState.Closed} where "Code" = '5344'""");
        try
        {
            Assert.DoesNotContain("5344", await ZonesSeenAsync<Camera>("5291", ZoneRole.ZoneAdministrator));
            Assert.DoesNotContain("5344", await ZonesSeenAsync<DirectoryCard>("5291", ZoneRole.ZoneAdministrator));
        }
        finally
        {
            await OwnerAsync($"""update zones set "State" = {(int)ZoneState.Active} where "Code" = '5344'""");
        }

        Assert.Contains("5344", await ZonesSeenAsync<Camera>("5291", ZoneRole.ZoneAdministrator));
    }

    [Fact]
    public async Task Who_may_read_across_changes_nothing_there()
    {
        await GrantAsync("5344", "5291", SharedSubjects.Cameras, Today, Today, accepted: true);
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var connection = await app.OpenConnectionAsync(Stop);
        await ExecuteAsync(connection, "select set_config('portal.tenant', '5291', false)");
        Assert.Equal(0, await ExecuteAsync(connection, """update cameras set "Name" = 'taken' where "Tenant" = '5344'"""));
        Assert.Equal(0, await ExecuteAsync(connection, """update cameras set "Tenant" = '5291' where "Tenant" = '5344'"""));
        Assert.Equal(0, await ExecuteAsync(connection, """delete from cameras where "Tenant" = '5344'"""));
        Assert.Equal(0, await ExecuteAsync(connection, """delete from directory_cards where "Tenant" = '5344'"""));
        var refused = await Assert.ThrowsAsync<PostgresException>(() => ExecuteAsync(connection, """insert into directory_cards select '5344', gen_random_uuid(), "Name", "SearchName", "Function", "Unit", "Phone", "Email", "Languages", "ChangedAt" from directory_cards limit 1"""));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task An_offer_is_seen_by_both_zones_and_answered_by_no_update()
    {
        await GrantAsync("5344", "5291", SharedSubjects.Cameras, Today, Today, accepted: false);
        Assert.Contains("5344", await ZonesSeenAsync<ZoneGrant>("5291", ZoneRole.ZoneAdministrator));
        Assert.DoesNotContain("5344", await ZonesSeenAsync<ZoneGrant>("5340", ZoneRole.ZoneAdministrator));
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var connection = await app.OpenConnectionAsync(Stop);
        await ExecuteAsync(connection, "select set_config('portal.tenant', '5291', false)");
        Assert.Equal(0, await ExecuteAsync(connection, """update zone_grants set "AcceptedAt" = now() where "Tenant" = '5344'"""));
    }

    [Fact]
    public async Task The_audit_of_all_zones_is_read_with_the_federal_permission_alone()
    {
        Assert.Equal(["5291", "5340", "5344"], (await ZonesSeenAsync<AuditLine>(TenantInfo.FederalCode, ZoneRole.FederalAuditor)).Where(z => z[0] == '5'));
        Assert.DoesNotContain(await ZonesSeenAsync<AuditLine>(TenantInfo.FederalCode, ZoneRole.FederalAdministrator), z => z[0] == '5');
        Assert.Equal(["5340"], await ZonesSeenAsync<AuditLine>("5340", ZoneRole.DataProtectionOfficer));
        Assert.Equal([], await ZonesSeenAsync<Camera>(TenantInfo.FederalCode, ZoneRole.FederalAuditor)); // the audit and nothing else
        Assert.Equal([], await ZonesSeenAsync<StaffMember>(TenantInfo.FederalCode, ZoneRole.FederalAdministrator));
    }

    [Fact]
    public async Task The_word_of_the_federal_reach_counts_in_the_federal_tenant_alone()
    {
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var connection = await app.OpenConnectionAsync(Stop);
        await ExecuteAsync(connection, "select set_config('portal.tenant', '5340', false), set_config('portal.reach', 'audit cameras staff', false)");
        foreach (var table in new[] { "audit_lines", "cameras", "staff_members" })
        {
            await using var command = new NpgsqlCommand($"""select count(*) from {table} where "Tenant" <> '5340'""", connection);
            Assert.Equal(0L, await command.ExecuteScalarAsync(Stop));
        }
    }

    [Fact]
    public async Task A_time_boxed_role_reads_until_its_last_day()
    {
        var auditor = TestPeople.Of(TenantInfo.FederalCode, ZoneRole.FederalAuditor);
        await OwnerAsync($"""update memberships set "EndsOn" = '{Today:yyyy-MM-dd}' where "PersonId" = '{auditor.Id}'""");
        await using (var last = await portal.AsAsync(auditor)) Assert.True(last.Get<CurrentUser>().May(FederalPermissions.ReadAudit));
        await OwnerAsync($"""update memberships set "EndsOn" = '{Today.AddDays(-1):yyyy-MM-dd}' where "PersonId" = '{auditor.Id}'""");
        await using (var after = await portal.AsAsync(auditor)) Assert.False(after.Get<CurrentUser>().May(FederalPermissions.ReadAudit));
        await OwnerAsync($"""update memberships set "EndsOn" = '{Today.AddDays(9):yyyy-MM-dd}' where "PersonId" = '{auditor.Id}'""");
    }

    async Task<List<string>> ZonesSeenAsync<T>(string tenant, ZoneRole role) where T : class, ITenantOwned
    {
        await using var scope = await portal.AsAsync(tenant, role);
        await using var db = scope.Context();
        return await db.Set<T>().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Select(e => e.Tenant).Distinct().Where(t => t != TestPeople.Organisation).OrderBy(t => t).ToListAsync(Stop);
    }

    async Task GrantAsync(string from, string to, string subject, DateOnly first, DateOnly last, bool accepted)
    {
        await OwnerAsync("""delete from zone_grants where "Grantee" <> '5999'""");
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.Add(new ZoneGrant(from, to, subject, "joint control of the motorway", first, last, TestPeople.Of(from, ZoneRole.ZoneAdministrator).Id, TimeProvider.System.GetUtcNow()));
        await owner.SaveChangesAsync(Stop);
        if (accepted) await OwnerAsync($"""update zone_grants set "AcceptedAt" = now() where "Grantee" = '{to}'""");
    }

    async Task OwnerAsync(string sql)
    {
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        await using var connection = await owner.OpenConnectionAsync(Stop);
        await ExecuteAsync(connection, sql);
    }

    static async Task<int> ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteNonQueryAsync(Stop);
    }
}
