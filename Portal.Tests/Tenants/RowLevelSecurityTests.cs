using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Tests.Tenants;

/// <summary>The database itself keeps zones apart: asked as zone 5340, with EF's filter off or by plain SQL, nothing of 5344 comes back.</summary>
public sealed class RowLevelSecurityTests(RowLevelSecurityTests.Fixture portal) : IClassFixture<RowLevelSecurityTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>What zones publish to each other; <see cref="CrossZoneReadingTests"/> has the other two ways across.</summary>
    const string Published = "directory_cards";

    /// <summary>Makes a row in every table of a zone; a table that stays empty would prove nothing.</summary>
    async Task FillAsync(string zone)
    {
        await ZoneFill.EveryTableAsync(portal, zone);
    }

    [Fact]
    public async Task Every_table_and_partition_of_zone_B_gives_zone_A_nothing()
    {
        await FillAsync("5344");
        await FillAsync("5340");
        await using var owner = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_owner"));
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        var tables = await ListAsync(owner, """select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace where n.nspname = 'public' and c.relkind in ('r', 'p') and exists (select 1 from pg_attribute a where a.attrelid = c.oid and a.attname = 'Tenant')""");
        Assert.Contains("reads", tables);
        Assert.Contains(tables, t => t.StartsWith("reads_2", StringComparison.Ordinal));
        Assert.Contains(tables, t => t.StartsWith("read_pictures_2", StringComparison.Ordinal));
        foreach (var table in tables)
        {
            var partition = table.StartsWith("reads_2", StringComparison.Ordinal) || table.StartsWith("read_pictures_2", StringComparison.Ordinal);
            if (!partition)
            {
                await using var all = owner.CreateCommand($"""select count(*) from "{table}" where "Tenant" = '5344'""");
                Assert.True((long)(await all.ExecuteScalarAsync(Stop))! > 0, $"{table} has no row of 5344: fill it in {nameof(ZoneFill)}");
            }

            await using var connection = await app.OpenConnectionAsync(Stop);
            await using (var zone = new NpgsqlCommand("select set_config('portal.tenant', '5340', false)", connection)) await zone.ExecuteNonQueryAsync(Stop);
            await using var asked = new NpgsqlCommand($"""select count(*) filter (where "Tenant" <> '5340'), count(*) from "{table}" """, connection);
            if (partition)
            {
                var refused = await Assert.ThrowsAsync<PostgresException>(() => asked.ExecuteScalarAsync(Stop));
                Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
                continue;
            }

            await using var answer = await asked.ExecuteReaderAsync(Stop);
            Assert.True(await answer.ReadAsync(Stop));
            Assert.True(answer.GetInt64(0) == 0 || table == Published, $"{table} shows rows of another zone");
            Assert.True(answer.GetInt64(1) > 0, $"{table} hides the zone's own rows");
        }
    }

    [Fact]
    public async Task With_EFs_filter_off_every_entity_shows_the_own_zone_alone()
    {
        await FillAsync("5344");
        await FillAsync("5340");
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        await using var db = scope.Context();
        var owned = db.Model.GetEntityTypes().Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType)).ToList();
        Assert.NotEmpty(owned);
        foreach (var type in owned)
        {
            var zones = await (Task<List<string>>)typeof(RowLevelSecurityTests).GetMethod(nameof(ZonesAsync), System.Reflection.BindingFlags.Static | System.Reflection.BindingFlags.NonPublic)!
                .MakeGenericMethod(type.ClrType).Invoke(null, [db])!;
            if (type.GetTableName() == Published) Assert.Equal(["5340", "5344"], zones.Order(StringComparer.Ordinal));
            else Assert.Equal(["5340"], zones);
        }
    }

    [Fact]
    public async Task Without_a_zone_a_filtered_query_throws_and_plain_SQL_sees_no_row()
    {
        await FillAsync("5340");
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var command = app.CreateCommand("select count(*) from cameras");
        Assert.Equal(0L, await command.ExecuteScalarAsync(Stop));
        await using var scope = await portal.AsAsync(TestPeople.Of("5340", ZoneRole.Member), "5344"); // no member there: no zone is chosen
        await using var db = scope.Context();
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.Set<Portal.Cameras.Camera>().ToListAsync(Stop));
    }

    [Fact]
    public async Task The_application_can_neither_write_into_another_zone_nor_move_a_row_there()
    {
        await FillAsync("5344");
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var connection = await app.OpenConnectionAsync(Stop);
        await using (var zone = new NpgsqlCommand("select set_config('portal.tenant', '5340', false)", connection)) await zone.ExecuteNonQueryAsync(Stop);
        await using var insert = new NpgsqlCommand("""insert into memberships ("Tenant", "PersonId", "Role", "GrantedAt") select '5344', "Id", 3, now() from "AspNetUsers" limit 1""", connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => insert.ExecuteNonQueryAsync(Stop));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        await using var update = new NpgsqlCommand("""update cameras set "Name" = 'taken over' where "Tenant" = '5344'""", connection);
        Assert.Equal(0, await update.ExecuteNonQueryAsync(Stop));
        await using var delete = new NpgsqlCommand("""delete from hits where "Tenant" = '5344'""", connection);
        Assert.Equal(0, await delete.ExecuteNonQueryAsync(Stop));
    }

    [Theory]
    [InlineData("update audit_lines set \"Action\" = 'another'")]
    [InlineData("update audit_contents set \"Reason\" = 'another'")]
    [InlineData("update audit_anchors set \"Sequence\" = 0")]
    [InlineData("update purge_records set \"Removed\" = 0")]
    [InlineData("delete from audit_lines")]
    [InlineData("delete from audit_contents")]
    [InlineData("delete from audit_anchors")]
    [InlineData("delete from purge_records")]
    [InlineData("truncate audit_lines")]
    [InlineData("drop table hits")]
    [InlineData("create table mine (id int)")]
    [InlineData("alter table hits disable row level security")]
    public async Task The_application_cannot_change_the_audit_or_the_tables(string sql)
    {
        await FillAsync("5340");
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var connection = await app.OpenConnectionAsync(Stop);
        await using (var zone = new NpgsqlCommand("select set_config('portal.tenant', '5340', false)", connection)) await zone.ExecuteNonQueryAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Theory]
    [InlineData("select * from reads")]
    [InlineData("select \"Reason\" from hotlist_entries")]
    [InlineData("select * from hits")]
    [InlineData("delete from reads")]
    [InlineData("select \"Name\" from read_sources")]
    [InlineData("select * from \"AspNetUsers\"")]
    [InlineData("select \"Body\" from quarantined_messages")]
    public async Task The_ingest_role_sees_keys_only(string sql)
    {
        await using var ingest = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_ingest"));
        await using var command = ingest.CreateCommand(sql);
        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Stop));
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
    }

    [Fact]
    public async Task Interleaved_scopes_of_two_zones_over_one_pool_never_mix()
    {
        await FillAsync("5340");
        await FillAsync("5344");
        var seen = await Task.WhenAll(Enumerable.Range(0, 200).Select(async n =>
        {
            var zone = n % 2 == 0 ? "5340" : "5344";
            await using var scope = await portal.AsAsync(zone, ZoneRole.AnprSupervisor);
            await using var db = scope.Context();
            var zones = await db.Set<Portal.Cameras.Camera>().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Select(c => c.Tenant).Distinct().ToListAsync(Stop);
            return (zone, zones);
        }));
        Assert.All(seen, s => Assert.Equal([s.zone], s.zones));
    }

    static Task<List<string>> ZonesAsync<T>(PortalDbContext db) where T : class, ITenantOwned =>
        db.Set<T>().IgnoreQueryFilters([PortalDbContext.TenantFilter]).Select(e => e.Tenant).Distinct().ToListAsync(Stop);

    static async Task<List<string>> ListAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop)) rows.Add(reader.GetString(0));
        return rows;
    }
}
