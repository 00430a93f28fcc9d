using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Anpr.Ingest.Jobs;
using Portal.Anpr.Pictures;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Persistence.Providers.Postgres;
using Portal.Retention;
using Portal.Tenants;
using Portal.Tenants.Federal;

namespace Portal.Tests.Tenants.Federal;

/// <summary>A legal hold keeps everything; an erasure takes everything but the audit, of one zone alone.</summary>
public sealed class ZoneErasureTests(ZoneErasureTests.Fixture portal) : IClassFixture<ZoneErasureTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public string Folder { get; } = Directory.CreateTempSubdirectory("portal-pictures-").FullName;

        protected override IEnumerable<string> Settings => ["--Pictures:Directory=" + Folder];

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            Directory.Delete(Folder, recursive: true);
        }

        public override async ValueTask InitializeAsync()
        {
            await File.WriteAllTextAsync(Path.Combine(Folder, PictureFiles.Marker), "");
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", "5344", "5291" }) await ZoneFill.EveryTableAsync(this, zone);
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static DateOnly Today => Brussels.DayOf(TimeProvider.System.GetUtcNow());
    static readonly List<string> Tables = [.. PostgresPortalDbContext.ForOwner("Host=none").Model.GetEntityTypes()
        .Where(e => typeof(ITenantOwned).IsAssignableFrom(e.ClrType) && e.Kept() is not { SurvivesErasure: true }).Select(e => e.GetTableName()!).Distinct()];

    [Fact]
    public async Task Of_an_erased_zone_its_audit_code_and_name_are_left_and_other_zones_lose_nothing()
    {
        var (before, others, audit) = (await CountsAsync("5340"), await CountsAsync("5344"), await AuditAsync("5340"));
        Assert.All(before, c => Assert.True(c.Value > 0, c.Key));
        await using var scope = await portal.AsAsync(FederalSetup.Administrator);
        var service = scope.Get<ZoneStateService>();
        Assert.True((await service.DecideAsync("5340", (await scope.ZoneAsync("5340")).Version, ZoneState.Closed, Today, "merged", Stop)).Succeeded);
        Assert.True((await service.DecideAsync("5340", (await scope.ZoneAsync("5340")).Version, ZoneState.Erased, Today.AddDays(1), "term is over", Stop)).Succeeded);
        Assert.Equal(ZoneState.Closed, (await scope.ZoneAsync("5340")).State);
        await portal.OwnerAsync($"""update zone_state_changes set "EffectiveOn" = '{Today:yyyy-MM-dd}' where "ZoneCode" = '5340'""");
        Assert.Equal(1, await service.ApplyDueAsync("5340", Stop));

        Assert.All(await CountsAsync("5340"), c => Assert.True(c.Value == 0, c.Key));
        Assert.Equal(others, await CountsAsync("5344"));
        Assert.Equal(audit + 2, await AuditAsync("5340")); // the two decisions, told to the zone itself
        var zone = await scope.ZoneAsync("5340");
        Assert.Equal((ZoneState.Erased, "Brussel-West"), (zone.State, zone.NameNl));
        var certificate = (await scope.Get<ZoneQueries>().FindAsync("5340", Stop))!.Changes.Single(c => c.State == ZoneState.Erased).Certificate;
        var counts = JsonSerializer.Deserialize<Dictionary<string, long>>(certificate!)!;
        Assert.Equal(before.Keys.Order(), counts.Keys.Order());
        // The notice to the administrators and its mail came between the two counts.
        Assert.All(before.Where(b => b.Key is not ("notifications" or "outbox_mails")), b => Assert.Equal(b.Value, counts[b.Key]));
        Assert.NotEmpty(Files("5340"));
        await KeepReadDaysAsync();
        Assert.Empty(Files("5340")); // pictures of reads go with the next run
        Assert.NotEmpty(Files("5344"));
        Assert.Equal("zones.code_taken", (await scope.Get<ZoneService>().CreateAsync(TenantKind.Zone, "5340", new(NameNl: "Again"), [], Stop)).Error?.Code);
        Assert.Equal(ZoneErrors.IsErased, (await scope.Get<ZoneService>().ChangeAsync("5340", zone.Version, zone.Facts, [], Stop)).Error);
        Assert.Empty(ZoneStates.After(ZoneState.Erased));
    }

    [Fact]
    public async Task The_database_erases_nothing_without_the_federal_tenant_the_closed_state_and_a_due_decision()
    {
        var due = Guid.NewGuid();
        await portal.OwnerAsync($"""insert into zone_state_changes ("Id", "ZoneCode", "State", "EffectiveOn", "Reason", "DecidedAt") values ('{due}', '5291', 5, '{Today:yyyy-MM-dd}', 'x', now())""");
        var later = Guid.NewGuid();
        await portal.OwnerAsync($"""insert into zone_state_changes ("Id", "ZoneCode", "State", "EffectiveOn", "Reason", "DecidedAt") values ('{later}', '5291', 5, '{Today.AddDays(1):yyyy-MM-dd}', 'x', now())""");
        var before = await CountsAsync("5291");
        try
        {
            Assert.Contains("not closed", await RefusedAsync("0000", "5291", due), StringComparison.Ordinal);
            await portal.OwnerAsync("""update zones set "State" = 3 where "Code" = '5291'""");
            Assert.Contains("only the federal police", await RefusedAsync("5344", "5291", due), StringComparison.Ordinal);
            Assert.Contains("only the federal police", await RefusedAsync("", "5291", due), StringComparison.Ordinal);
            Assert.Contains("no erasure", await RefusedAsync("0000", "5291", later), StringComparison.Ordinal);
            Assert.Contains("no erasure", await RefusedAsync("0000", "5291", Guid.NewGuid()), StringComparison.Ordinal);
            Assert.Contains("not closed", await RefusedAsync("0000", "0000", due), StringComparison.Ordinal);
            await portal.OwnerAsync($"""update zone_state_changes set "WithdrawnAt" = now() where "ZoneCode" = '5291'""");
            Assert.Contains("no erasure", await RefusedAsync("0000", "5291", due), StringComparison.Ordinal);
            await portal.OwnerAsync("""update zones set "State" = 4 where "Code" = '5291'""");
            Assert.Contains("not closed", await RefusedAsync("0000", "5291", due), StringComparison.Ordinal);
            Assert.Equal(before, await CountsAsync("5291"));
        }
        finally
        {
            await portal.OwnerAsync("""update zones set "State" = 0 where "Code" = '5291'""");
        }
    }

    [Fact]
    public async Task Nothing_of_a_zone_in_legal_hold_is_deleted_by_retention()
    {
        var database = portal.Root.GetRequiredService<IDatabaseProvider>();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-40);
        await portal.OwnerAsync("""update zones set "State" = 4, "ReadsKeptDays" = 1 where "Code" = '5344'""");
        try
        {
            await portal.OwnerAsync("""update reports set "KeptUntilOn" = '2020-01-01' where "Tenant" <> '5340'; update hits set "KeptUntilOn" = '2020-01-01' where "Tenant" <> '5340'; update hotlist_imports set "CreatedAt" = '2020-01-01' where "Tenant" <> '5340'""");
            await database.KeepReadDaysAsync(day, 1, Stop);
            await database.KeepReadDaysAsync(day.AddDays(-1), 1, Stop);
            foreach (var zone in new[] { "5344", "5291" })
            {
                await portal.OwnerAsync($"""
                    insert into reads ("Tenant", "CapturedAt", "CameraId", "SourceKey", "SourceId", "PlateRaw", "Plate", "Candidates", "ClockTrust", "ReceivedAt", "Direction", "Retransmitted")
                    select '{zone}', '{day:yyyy-MM-dd} 12:00+00', "CameraId", "SourceKey", "SourceId", "PlateRaw", "Plate", "Candidates", "ClockTrust", "ReceivedAt", "Direction", "Retransmitted" from reads where "Tenant" = '{zone}' limit 1
                    """);
            }

            foreach (var zone in new[] { "5344", "5291" })
            {
                Directory.CreateDirectory(Path.Combine(portal.Folder, "reads", "20200101", zone));
                await File.WriteAllTextAsync(Path.Combine(portal.Folder, "reads", "20200101", zone, "120000000-picture"), "", Stop);
            }

            var (before, files) = (await CountsAsync("5344"), Files("5344"));
            await using var scope = portal.Root.CreateAsyncScope();
            await KeepReadDaysAsync();
            foreach (var kind in RetentionKinds.Removed.Where(k => !k.PortalWide)) await portal.Root.GetRequiredService<Purges>().RunAsync(kind, Stop);

            Assert.Equal(before, await CountsAsync("5344"));
            Assert.NotEqual(0L, await portal.ScalarAsync("""select count(*) from purge_records where "Tenant" = '5344' and "Held" > 0 and "Removed" = 0"""));
            Assert.Equal(files, Files("5344"));
            Assert.DoesNotContain(Files("5291"), f => f.Contains("20200101", StringComparison.Ordinal));
            var days = await database.ReadDaysAsync(Stop);
            Assert.Contains(day, days); // held
            Assert.DoesNotContain(day.AddDays(-1), days); // held by nobody
            Assert.Null(await database.DropReadDayAsync(day, Stop));
            Assert.Equal(0L, await portal.ScalarAsync($"""select count(*) from reads where "Tenant" = '5291' and "CapturedAt" < '{day.AddDays(1):yyyy-MM-dd}'""")); // another zone's row of the same day goes
            Assert.Equal(0L, await portal.ScalarAsync("""select count(*) from reports where "Tenant" = '5291'"""));
        }
        finally
        {
            await portal.OwnerAsync("""update zones set "State" = 0, "ReadsKeptDays" = 30 where "Code" = '5344'""");
        }

        Assert.Equal([KeyValuePair.Create("5344", 1L)], await database.DropReadDayAsync(day, Stop)); // once the hold is lifted
    }

    async Task KeepReadDaysAsync()
    {
        await using var scope = portal.Root.CreateAsyncScope();
        await ActivatorUtilities.CreateInstance<KeepReadDaysJob>(scope.ServiceProvider).Execute(null!, Stop);
        await portal.Root.GetRequiredService<Purges>().RunAsync(RetentionKinds.Reads, Stop);
    }

    List<string> Files(string zone) => [.. Directory.EnumerateFiles(Path.Combine(portal.Folder, "reads"), "*", SearchOption.AllDirectories).Where(f => f.Contains($"/{zone}/", StringComparison.Ordinal)).Order(StringComparer.Ordinal)];

    async Task<string> RefusedAsync(string tenant, string code, Guid decision)
    {
        await using var app = NpgsqlDataSource.Create(await portal.ConnectionAsync("portal_app"));
        await using var connection = await app.OpenConnectionAsync(Stop);
        await using (var tell = new NpgsqlCommand($"select set_config('portal.tenant', '{tenant}', false)", connection)) await tell.ExecuteNonQueryAsync(Stop);
        await using var erase = new NpgsqlCommand($"select erase_zone('{code}', '{decision}')", connection);
        return (await Assert.ThrowsAsync<PostgresException>(() => erase.ExecuteNonQueryAsync(Stop))).MessageText;
    }

    async Task<Dictionary<string, long>> CountsAsync(string zone)
    {
        var counts = new Dictionary<string, long>();
        foreach (var table in Tables) counts[table] = (long)(await portal.ScalarAsync($"""select count(*) from {table} where "Tenant" = '{zone}'"""))!;
        return counts;
    }

    async Task<long> AuditAsync(string zone) => (long)(await portal.ScalarAsync($"""select count(*) from audit_lines where "Tenant" = '{zone}'"""))!;
}
