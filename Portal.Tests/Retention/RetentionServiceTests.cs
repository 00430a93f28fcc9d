using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity;
using Portal.Persistence.Providers;
using Portal.Persistence.Providers.Postgres;
using Portal.Retention;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;
using Portal.Tests.Reports;

namespace Portal.Tests.Retention;

/// <summary>Who decides, what is told, and that what went can be proved.</summary>
public sealed class RetentionServiceTests(RetentionServiceTests.Fixture portal) : IClassFixture<RetentionServiceTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.GiveAnySealAsync("5340");
        }
    }

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    Purges Purges => portal.Root.GetRequiredService<Purges>();

    [Fact]
    public async Task A_zone_chooses_within_the_bounds_and_a_shorter_limit_counts_at_the_next_run()
    {
        await using var scope = await portal.AsAsync("5344", ZoneRole.ZoneAdministrator);
        var (service, queries) = (scope.Get<RetentionService>(), scope.Get<RetentionQueries>());
        foreach (int? outside in new int?[] { null, 0, 6, 366 })
        {
            var refused = (await service.DecideAsync("mails", outside, 30, Stop)).Error!;
            Assert.Equal("retention.out_of_bounds", refused.Code);
            Assert.Equal([7, 365], refused.Args);
        }

        Assert.Equal(RetentionErrors.NotASetting, (await service.DecideAsync("reads", 10, 30, Stop)).Error);
        Assert.Equal(RetentionErrors.NotASetting, (await service.DecideAsync("sessions", 90, 90, Stop)).Error);
        Assert.Equal(RetentionErrors.KindUnknown, (await service.DecideAsync("nothing", 10, 30, Stop)).Error);
        Assert.Equal(RetentionErrors.ChangedMeanwhile, (await service.DecideAsync("mails", 10, 31, Stop)).Error);

        var mail = await portal.PlantAsync(RetentionKinds.Mails, "5344");
        await portal.ListAsync($"""update outbox_mails set "SentAt" = now() - interval '20 days' where {mail.Where} returning 1""");
        await Purges.RunAsync(RetentionKinds.Mails, Stop);
        Assert.True(await portal.IsThereAsync(mail));
        Assert.Equal(1, (await queries.CountAsync(RetentionKinds.Mails, 10, Stop)).Removed); // told before it is decided
        Assert.True((await service.DecideAsync("mails", 10, 30, Stop)).Succeeded);
        var row = (await queries.RegisterAsync(Stop)).Single(r => r.Kind == RetentionKinds.Mails);
        Assert.Equal((10, true, true), (row.Days, row.IsOwn, row.MayChange));
        Assert.NotNull(row.NextAt);
        await using var db = scope.Context();
        var line = await db.Set<AuditLine>().SingleAsync(l => l.Action == RetentionActions.DaysChanged, Stop);
        Assert.Contains("\"after\":10", line.Details!.Replace(" ", "", StringComparison.Ordinal), StringComparison.Ordinal);
        await Purges.RunAsync(RetentionKinds.Mails, Stop);
        Assert.False(await portal.IsThereAsync(mail));
    }

    [Fact]
    public async Task Whoever_lacks_the_permission_sees_and_does_nothing()
    {
        await using var member = await portal.AsAsync("5340", ZoneRole.Member);
        Assert.Empty(await member.Get<RetentionQueries>().RegisterAsync(Stop));
        Assert.Empty(await member.Get<RetentionQueries>().HoldsAsync(Stop));
        Assert.Empty((await member.Get<RetentionQueries>().RecordsAsync(stop: Stop)).Rows);
        Assert.Equal(PurgeCount.None, await member.Get<RetentionQueries>().CountAsync(RetentionKinds.Mails, stop: Stop));
        Assert.Equal(Error.Forbidden, (await member.Get<RetentionService>().DecideAsync("mails", 10, 30, Stop)).Error);
        Assert.Equal(Error.Forbidden, (await member.Get<LegalHoldService>().PlaceAsync(null, null, "reason", null, Stop)).Error);
        await using var officer = await portal.AsAsync("5340", ZoneRole.DataProtectionOfficer);
        Assert.Equal(Error.Forbidden, (await officer.Get<RetentionService>().DecideAsync("mails", 10, 30, Stop)).Error); // keeps an eye on it, decides nothing
    }

    [Fact]
    public async Task A_hold_says_why_is_told_to_those_concerned_and_is_lifted_once()
    {
        await using var scope = await portal.AsAsync("5291", ZoneRole.DataProtectionOfficer);
        var service = scope.Get<LegalHoldService>();
        Assert.Equal(RetentionErrors.ReasonMissing, (await service.PlaceAsync(null, null, " ", null, Stop)).Error);
        Assert.Equal(RetentionErrors.KindUnknown, (await service.PlaceAsync("zone", null, "reason", null, Stop)).Error);
        Assert.Equal(RetentionErrors.ObjectWithoutKind, (await service.PlaceAsync(null, Guid.NewGuid().ToString(), "reason", null, Stop)).Error);
        Assert.Equal(RetentionErrors.ObjectUnreadable, (await service.PlaceAsync("reports", "report 17", "reason", null, Stop)).Error);
        var report = Guid.NewGuid();
        var placed = await service.PlaceAsync("reports", $"https://portal.example/zones/5291/reports/{report}?tab=1", "an inquiry", "AN 7", Stop);
        Assert.True(placed.Succeeded, placed.Error?.Code);
        var row = Assert.Single(await scope.Get<RetentionQueries>().HoldsAsync(Stop));
        Assert.Equal(("reports", report, "an inquiry", "AN 7"), (row.Kind, row.ObjectId, row.Reason, row.Reference));
        Assert.Equal(1, (await scope.Get<RetentionQueries>().RegisterAsync(Stop)).Single(r => r.Kind == RetentionKinds.Reports).Holds);
        Assert.True((await service.LiftAsync(placed.Value, Stop)).Succeeded);
        Assert.Equal(RetentionErrors.AlreadyLifted, (await service.LiftAsync(placed.Value, Stop)).Error);
        Assert.Equal(Error.NotFound, (await service.LiftAsync(Guid.NewGuid(), Stop)).Error);
        await using var db = scope.Context();
        var administrator = TestPeople.Of("5291", ZoneRole.ZoneAdministrator).Id;
        Assert.Equal([NoticeKinds.HoldLifted, NoticeKinds.HoldPlaced], await db.Set<Notification>().Where(n => n.PersonId == administrator).Select(n => n.Kind).Where(k => k.StartsWith("hold")).OrderBy(k => k).ToListAsync(Stop));
        Assert.Equal([RetentionActions.HoldLifted, RetentionActions.HoldPlaced], await db.Set<AuditLine>().Where(l => l.ObjectId == placed.Value).OrderBy(l => l.Action).Select(l => l.Action).ToListAsync(Stop));
        await using var other = await portal.AsAsync("5340", ZoneRole.DataProtectionOfficer);
        Assert.DoesNotContain(await other.Get<RetentionQueries>().HoldsAsync(Stop), h => h.Id == placed.Value);
    }

    [Fact]
    public async Task A_record_verifies_without_the_portal_and_a_change_is_found()
    {
        var mail = await portal.PlantAsync(RetentionKinds.Mails, "5340");
        await portal.ListAsync($"""update outbox_mails set "SentAt" = now() - interval '31 days' where {mail.Where} returning 1""");
        await Purges.RunAsync(RetentionKinds.Mails, "5340", stop: Stop);
        await using var scope = await portal.AsAsync("5340", ZoneRole.DataProtectionOfficer);
        var queries = scope.Get<RetentionQueries>();
        var record = (await queries.RecordsAsync("mails", stop: Stop)).Rows[0];
        Assert.Equal(PurgeProof.Holds, record.Proof);
        Assert.StartsWith("Zone 5340", record.SignedBy, StringComparison.Ordinal);
        var (statement, signature) = (await queries.ProofAsync(record.Id, Stop))!.Value;
        Assert.Contains("Zone: 5340\nKind: mails\nDays: 30\n", statement, StringComparison.Ordinal);
        using (var folder = new TemporaryFolder())
        {
            async Task<int> VerifyAsync(string text) => (await ExternalTool.RunAsync("openssl", "cms", "-verify", "-binary", "-cades", "-inform", "DER", "-in", await folder.WriteAsync("cms", signature!), "-content",
                await folder.WriteAsync("statement", System.Text.Encoding.UTF8.GetBytes(text)), "-CAfile", await folder.WriteAsync("root", System.Text.Encoding.UTF8.GetBytes(TestSeals.Authority.Root.Pem())), "-purpose", "any", "-out", "/dev/null")).Code;
            Assert.Equal(0, await VerifyAsync(statement));
            Assert.NotEqual(0, await VerifyAsync(statement.Replace("Removed: 1", "Removed: 2", StringComparison.Ordinal)));
        }

        foreach (var change in new[] { "\"Removed\" = 7", "\"Held\" = 7", "\"Days\" = 7", "\"Kind\" = 'reports'", "\"Statement\" = replace(\"Statement\", 'Left: 0', 'Left: 1')" })
        {
            await portal.ListAsync($"update purge_records set {change} where \"Id\" = $1 returning 1", record.Id);
            Assert.Equal(PurgeProof.Broken, (await queries.RecordsAsync(stop: Stop)).Rows.Single(r => r.Id == record.Id).Proof);
            await portal.ListAsync("""update purge_records set "Removed" = $2, "Held" = $3, "Days" = $4, "Kind" = 'mails', "Statement" = $5 where "Id" = $1 returning 1""", record.Id, record.Removed, record.Held, record.Days, statement);
        }

        Assert.Equal(PurgeProof.Holds, (await queries.RecordsAsync(stop: Stop)).Rows.Single(r => r.Id == record.Id).Proof);
        await using var db = scope.Context();
        await Assert.ThrowsAnyAsync<Exception>(() => db.Set<PurgeRecord>().ExecuteDeleteAsync(Stop)); // append-only
    }

    [Fact]
    public async Task An_account_goes_when_it_has_no_right_and_nothing_names_it()
    {
        var now = TimeProvider.System.GetUtcNow();
        Person At(string name, int days) => new($"{name}@accounts.test", name, null, now.AddDays(-days));
        var (gone, named, young, entitled, held) = (At("gone", 500), At("named", 500), At("young", 100), At("entitled", 500), At("held", 500));
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        owner.AddRange(gone, named, young, entitled, held, new Membership("5344", entitled.Id, ZoneRole.Member, now), new AuditLine("5344", new(named.Id), "hit.viewed", "Hit", Guid.NewGuid(), null, null, null, null, now));
        await owner.SaveChangesAsync(Stop);
        await using var zone = await portal.AsAsync("5344", ZoneRole.DataProtectionOfficer);
        Assert.True((await zone.Get<LegalHoldService>().PlaceAsync("rights", held.Id.ToString(), "inquiry", null, Stop)).Succeeded); // a zone holds what it knows of a person; the account stays with it
        await Purges.RunAsync(RetentionKinds.Accounts, Stop);
        var left = await owner.Set<Person>().AsNoTracking().Where(p => p.Email!.EndsWith("@accounts.test")).Select(p => p.DisplayName).OrderBy(n => n).ToListAsync(Stop);
        Assert.Equal(["entitled", "held", "named", "young"], left);
        await Assert.ThrowsAnyAsync<Exception>(async () => // a zone looks after none
        {
            await using var db = zone.Context();
            await portal.Root.GetRequiredService<IDatabaseProvider>().OldAccountsAsync(db, now.AddDays(-400), Stop);
        });
    }

    [Fact]
    public async Task The_words_of_the_audit_go_before_its_lines_and_lines_only_up_to_a_signed_anchor()
    {
        const string tenant = TestPeople.Organisation;
        var now = TimeProvider.System.GetUtcNow();
        var (old, about) = (now.AddDays(-RetentionKinds.Audit.UsualDays - 20), Guid.NewGuid());
        await using var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var (first, second) = (new AuditLine(tenant, new(null), "hit.viewed", "Hit", about, "why", null, null, null, old), new AuditLine(tenant, new(null), "hit.viewed", "Hit", Guid.NewGuid(), "why", null, null, null, old.AddMinutes(1)));
        owner.AddRange(first, second);
        await owner.SaveChangesAsync(Stop);
        await portal.Root.GetRequiredService<IDatabaseProvider>().ChainAuditAsync(100, Stop);
        await Eventually.TrueAsync("chained", async () => await portal.AskAsync<long>("""select count(*) from audit_lines where "Tenant" = '9001' and "Sequence" is null""") == 0);
        async Task<(long Lines, long Words)> LeftAsync() => (await portal.AskAsync<long>("""select count(*) from audit_lines where "Id" = any($1)""", new[] { first.Id, second.Id }), await portal.AskAsync<long>("""select count(*) from audit_contents where "LineId" = any($1)""", new[] { first.Id, second.Id }));

        var hold = new LegalHold(tenant, RetentionKinds.AuditContents.Key, about, "inquiry", null, Guid.NewGuid(), now);
        owner.Add(hold);
        await owner.SaveChangesAsync(Stop);
        var counted = await Purges.CountAsync(RetentionKinds.AuditContents, tenant, stop: Stop);
        Assert.Equal(new PurgeCount(1, 1, 0), counted);
        Assert.Equal(counted, await Purges.RunAsync(RetentionKinds.AuditContents, tenant, stop: Stop));
        Assert.Equal((2L, 1L), await LeftAsync());

        Assert.Equal(new PurgeCount(0, 0, 2), await Purges.RunAsync(RetentionKinds.Audit, tenant, stop: Stop)); // nothing proves yet where the chain stood
        var (sequence, hash) = (await portal.AskAsync<long>("""select "Sequence" from audit_lines where "Id" = $1""", second.Id), await portal.AskAsync<byte[]>("""select "ChainHash" from audit_lines where "Id" = $1""", second.Id));
        owner.Add(new AuditAnchor(tenant, DateOnly.FromDateTime(old.UtcDateTime), sequence, hash, [1], now));
        await owner.SaveChangesAsync(Stop);
        Assert.Equal(new PurgeCount(0, 2, 0), await Purges.RunAsync(RetentionKinds.Audit, tenant, stop: Stop)); // one held line holds the chain
        Assert.True(hold.Lift(Guid.NewGuid(), now).Succeeded);
        await owner.SaveChangesAsync(Stop);
        Assert.Equal(new PurgeCount(2, 0, 0), await Purges.CountAsync(RetentionKinds.Audit, tenant, stop: Stop));
        Assert.Equal(new PurgeCount(2, 0, 0), await Purges.RunAsync(RetentionKinds.Audit, tenant, stop: Stop));
        Assert.Equal((0L, 0L), await LeftAsync());
    }
}
