using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Pictures;
using Portal.Common;
using Portal.Persistence.Providers;
using Portal.Persistence.Providers.Postgres;
using Portal.Retention;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Retention;

/// <summary>For every kind: a row stays to its limit and not longer, a legal hold holds it, what is counted is what goes, and other zones lose nothing.</summary>
public sealed class EveryKindTests(EveryKindTests.Fixture portal) : IClassFixture<EveryKindTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            foreach (var zone in new[] { "5340", TenantInfo.FederalCode }) await this.GiveAnySealAsync(zone);
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    /// <summary>Whose functions in the database ask its own clock: their rows are made older instead, in tests of their own.</summary>
    static readonly RetentionKind[] ByTheDatabasesClock = [RetentionKinds.Audit, RetentionKinds.AuditContents, RetentionKinds.Accounts];

    public static TheoryData<string> Kinds => [.. RetentionKinds.Removed.Except(ByTheDatabasesClock).Select(k => k.Key)];

    [Theory]
    [MemberData(nameof(Kinds))]
    public async Task A_row_goes_at_its_limit_unless_it_is_held(string key)
    {
        var kind = RetentionKinds.Find(key)!;
        var zone = kind.PortalWide ? TenantInfo.FederalCode : "5340";
        var (free, held, elsewhere) = (await portal.PlantAsync(kind, zone), await portal.PlantAsync(kind, zone), kind.PortalWide ? null : await portal.PlantAsync(kind, "5344"));
        await using var scope = await portal.AsAsync(zone, ZoneRole.DataProtectionOfficer);
        var days = (await scope.Get<RetentionQueries>().RegisterAsync(Stop)).Single(r => r.Kind == kind).Days;
        var (inside, past) = (Ahead(days - 1), Ahead(days + 2));

        await inside.RunAsync(kind, zone, stop: Stop);
        Assert.True(await portal.IsThereAsync(free));

        // Held by everything, by the kind: nothing goes and what should have gone is counted.
        foreach (var of in new[] { null, key })
        {
            var hold = await HoldAsync(scope, of, null);
            var all = await past.RunAsync(kind, zone, stop: Stop);
            Assert.Equal(0, all.Removed);
            Assert.True(all.Held >= 2, key);
            Assert.True(await portal.IsThereAsync(free) && await portal.IsThereAsync(held));
            await LiftAsync(scope, hold);
        }

        // What the holds told by mail has left, so that nothing changes between counting and the run.
        var one = await HoldAsync(scope, key, held.Thing);
        await MailsHaveLeftAsync();

        // Held alone: counting removes nothing and tells what the run does.
        var counted = await past.CountAsync(kind, zone, stop: Stop);
        Assert.True(await portal.IsThereAsync(free));
        Assert.True(counted.Removed >= 1 && counted.Held >= 1, counted.ToString());
        Assert.Equal(counted, await past.RunAsync(kind, zone, stop: Stop));
        Assert.Equal((false, true), (await portal.IsThereAsync(free), await portal.IsThereAsync(held)));
        var records = (await scope.Get<RetentionQueries>().RecordsAsync(key, take: 500, stop: Stop)).Rows;
        Assert.Contains(records, r => (r.Removed, r.Held, r.Days) == (counted.Removed, counted.Held, days));
        Assert.All(records, r => Assert.Contains(r.Proof, new[] { PurgeProof.Holds, PurgeProof.NoSeal })); // no seal is valid for years
        Assert.Equal(0, (await past.RunAsync(kind, zone, stop: Stop)).Removed);

        // Once the hold is lifted it goes; another run finds nothing and writes nothing.
        await LiftAsync(scope, one);
        await MailsHaveLeftAsync();
        await past.RunAsync(kind, zone, stop: Stop);
        Assert.False(await portal.IsThereAsync(held));
        var written = await RecordsAsync();
        Assert.Equal(0, (await past.RunAsync(kind, zone, stop: Stop)).Removed);
        Assert.Equal(written, await RecordsAsync());
        if (elsewhere is not null) Assert.True(await portal.IsThereAsync(elsewhere));

        Task MailsHaveLeftAsync() => Eventually.TrueAsync("mails have left", async () => await portal.AskAsync<long>("""select count(*) from outbox_mails where "State" = 0""") == 0);

        async Task<long> RecordsAsync() => await portal.AskAsync<long>("""select count(*) from purge_records where "Kind" = $1""", key);
    }

    [Theory]
    [InlineData(ZoneState.ReadOnly, true)]
    [InlineData(ZoneState.Closed, true)]
    [InlineData(ZoneState.LegalHold, false)]
    public async Task The_state_of_a_zone_decides(ZoneState state, bool goes)
    {
        var mail = await portal.PlantAsync(RetentionKinds.Mails, "5291");
        try
        {
            await portal.StateAsync("5291", state);
            var count = await Ahead(40).RunAsync(RetentionKinds.Mails, "5291", stop: Stop);
            Assert.Equal(!goes, await portal.IsThereAsync(mail));
            Assert.Equal(goes, count.Held == 0);
        }
        finally
        {
            await portal.StateAsync("5291", ZoneState.Active);
        }
    }

    [Fact]
    public async Task Pictures_of_reads_stay_under_a_hold_of_their_own()
    {
        var source = await portal.AddSourceAsync("5340");
        var read = new { id = "p", camera = source.Code(), plate = "1PIC001", capturedAt = IngestPosts.Now, pictures = new { scene = TestPictures.Jpeg(64, 48) } };
        Assert.Equal(200, (await portal.PostAsync(source, read)).Status);
        var camera = await portal.AskAsync<Guid>("""select "CameraId" from reads where "SourceId" = $1""", source.Id);
        await using var scope = await portal.AsAsync("5340", ZoneRole.DataProtectionOfficer);
        var hold = await HoldAsync(scope, "pictures", camera);
        var count = await Ahead(33).RunAsync(RetentionKinds.Reads, "5340", stop: Stop);
        Assert.True(count.Held >= 1);
        Assert.Equal((0L, 1L), (await portal.AskAsync<long>("""select count(*) from reads where "CameraId" = $1""", camera), await portal.AskAsync<long>("""select count(*) from read_pictures where "CameraId" = $1""", camera)));
        await LiftAsync(scope, hold);
        await Ahead(33).RunAsync(RetentionKinds.Reads, "5340", stop: Stop);
        Assert.Equal(0L, await portal.AskAsync<long>("""select count(*) from read_pictures where "CameraId" = $1""", camera));
    }

    [Fact]
    public async Task A_day_of_reads_is_dropped_whole_and_told_by_zone_but_not_while_anybody_holds_reads()
    {
        var database = portal.Root.GetRequiredService<IDatabaseProvider>();
        var day = DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime).AddDays(-50);
        await database.KeepReadDaysAsync(day, 1, Stop);
        foreach (var zone in new[] { "5340", "5344" })
        {
            await portal.ListAsync("""
                insert into reads ("Tenant", "CapturedAt", "CameraId", "SourceKey", "SourceId", "PlateRaw", "Plate", "Candidates", "ClockTrust", "ReceivedAt", "Direction", "Retransmitted")
                values ($1, $2, gen_random_uuid(), '\x01', gen_random_uuid(), '1OLD001', '1OLD001', '', 0, $2, 0, false) returning 1
                """, zone, new DateTimeOffset(day.ToDateTime(new TimeOnly(12, 0)), TimeSpan.Zero));
        }

        await using var other = await portal.AsAsync("5344", ZoneRole.DataProtectionOfficer);
        var hold = await HoldAsync(other, "reads", Guid.NewGuid());
        Assert.Null(await database.DropReadDayAsync(day, Stop));
        await LiftAsync(other, hold);
        await portal.Root.GetRequiredService<Purges>().RunAsync(RetentionKinds.Reads, Stop);
        Assert.DoesNotContain(day, await database.ReadDaysAsync(Stop));
        foreach (var zone in new[] { "5340", "5344" })
        {
            await using var scope = await portal.AsAsync(zone, ZoneRole.DataProtectionOfficer);
            Assert.True((await scope.Get<RetentionQueries>().RecordsAsync("reads", stop: Stop)).Rows[0].Removed >= 1, zone);
        }
    }

    [Fact]
    public async Task Who_is_still_pointed_to_stays_and_is_told()
    {
        var now = TimeProvider.System.GetUtcNow();
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var (chief, report) = (new Portal.Contacts.StaffMember("5291", "Chief", "Left", now), Portal.Contacts.StaffMember.Employ("5291", new() { FirstName = "Re", LastName = "Port" }, now).Value!);
        Assert.True(chief.Leave(Brussels.DayOf(now)).Succeeded);
        owner.Add(chief);
        await owner.SaveChangesAsync(Stop);
        Assert.True(report.Describe(report.Details with { ChiefId = chief.Id }).Succeeded);
        var unit = new Portal.Contacts.Unit("5291", "Led by who left", null, now);
        var leader = new Portal.Contacts.StaffMember("5291", "Leader", "Left", now);
        Assert.True(leader.Leave(Brussels.DayOf(now)).Succeeded);
        unit.LedBy(leader.Id);
        owner.AddRange(report, leader, unit);
        await owner.SaveChangesAsync(Stop);
        var gone = await portal.PlantAsync(RetentionKinds.Staff, "5291");
        var later = Ahead(RetentionKinds.Staff.UsualDays + 2);
        var counted = await later.CountAsync(RetentionKinds.Staff, "5291", stop: Stop);
        Assert.Equal(new PurgeCount(1, 0, 2), counted);
        Assert.Equal(counted, await later.RunAsync(RetentionKinds.Staff, "5291", stop: Stop));
        Assert.False(await portal.IsThereAsync(gone));
        Assert.Equal(2L, await portal.AskAsync<long>("""select count(*) from staff_members where "Id" = any($1)""", new[] { chief.Id, leader.Id }));
    }

    Purges Ahead(int days) => ActivatorUtilities.CreateInstance<Purges>(portal.Root, new Later(TimeSpan.FromDays(days)));

    static async Task<Guid> HoldAsync(ActingScope scope, string? kind, Guid? thing)
    {
        var placed = await scope.Get<LegalHoldService>().PlaceAsync(kind, thing?.ToString(), "an inquiry", "AN 1/2026", Stop);
        Assert.True(placed.Succeeded, placed.Error?.Code);
        return placed.Value;
    }

    static async Task LiftAsync(ActingScope scope, Guid hold) => Assert.True((await scope.Get<LegalHoldService>().LiftAsync(hold, Stop)).Succeeded);

    sealed class Later(TimeSpan by) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + by;
    }
}
