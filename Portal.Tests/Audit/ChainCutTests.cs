using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Audit;
using Portal.Persistence.Providers;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;
using Portal.Tests.Reports;

namespace Portal.Tests.Audit;

/// <summary>Old lines go at a signed anchor, words before them; the chain holds, the law's limits hold, a legal hold holds.</summary>
public sealed class ChainCutTests(ChainCutTests.Fixture portal) : IClassFixture<ChainCutTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const int Year = 365;

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static DateTimeOffset TenYears => ChainSetup.Now.AddDays(-10 * Year);

    IDatabaseProvider Database => portal.Root.GetRequiredService<IDatabaseProvider>();

    /// <summary>Two lines eleven years old, two ten and a half, one of six years, one of today, each day anchored.</summary>
    async Task FillAsync(string zone, bool sealing = true)
    {
        if (sealing)
        {
            await portal.AddAsync([.. new[] { 11 * Year, 11 * Year, (10 * Year) + 180, (10 * Year) + 180, 6 * Year }.Select(d => ChainSetup.Line(zone, ChainSetup.DaysAgo(d), "said"))]);
            await portal.GiveSealAsync(zone);
        }
        else
        {
            await portal.AddAsync(ChainSetup.Line(zone, ChainSetup.DaysAgo(11 * Year), "said"), ChainSetup.Line(zone, ChainSetup.Now));
        }

        Assert.True(await portal.AnchorAsync(zone) > 0);
    }

    async Task<AuditPurge> InZoneAsync(string zone, Func<Portal.Persistence.PortalDbContext, Task<AuditPurge>> run)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.DataProtectionOfficer);
        await using var db = scope.Context();
        return await run(db);
    }

    Task<AuditPurge> CutAsync(string zone, DateTimeOffset before) => InZoneAsync(zone, db => portal.Root.GetRequiredService<AuditCutting>().CutAsync(db, before, Stop));

    async Task HoldAsync(string zone, string? kind, Guid? thing, Func<Task> meanwhile)
    {
        await portal.ListAsync("""
            insert into legal_holds ("Tenant", "Id", "Version", "Kind", "ObjectId", "Reason", "PlacedBy", "PlacedAt") values ($1, gen_random_uuid(), 0, nullif($2, ''), nullif($3, '')::uuid, 'inquiry', gen_random_uuid(), now())
            """, zone, kind ?? "", thing?.ToString() ?? "");
        try { await meanwhile(); }
        finally { await portal.ListAsync("""update legal_holds set "LiftedAt" = now() where "Tenant" = $1""", zone); }
    }

    [Fact]
    public async Task Lines_go_at_the_anchor_before_the_limit_and_the_rest_is_proven_by_it()
    {
        const string zone = "5340";
        await FillAsync(zone);
        foreach (var kind in new[] { null, "audit", "audit-contents" })
            await HoldAsync(zone, kind, null, async () => Assert.Equal(new AuditPurge(0, 4), await CutAsync(zone, TenYears)));
        await portal.ListAsync("""update zones set "State" = 4 where "Code" = $1""", zone);
        try { Assert.Equal(new AuditPurge(0, 4), await CutWithoutEnteringAsync(zone)); }
        finally { await portal.ListAsync("""update zones set "State" = 0 where "Code" = $1""", zone); }

        Assert.Equal(new AuditPurge(4, 0), await CutAsync(zone, TenYears));
        var verdict = await portal.VerifyAsync(zone);
        Assert.Equal((true, 5L), (verdict.Holds, verdict.First));
        Assert.Equal(new AuditPurge(0, 0), await CutAsync(zone, TenYears)); // nothing is left to go
        await portal.AddAsync(ChainSetup.Line(zone, ChainSetup.Now));
        Assert.True((await portal.VerifyAsync(zone)).Holds); // and it goes on
    }

    /// <summary>Nobody of the zone enters during a legal hold; the function refuses by itself.</summary>
    async Task<AuditPurge> CutWithoutEnteringAsync(string zone)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<Portal.Common.CurrentTenant>().Choose(zone);
        await using var db = await scope.ServiceProvider.GetRequiredService<Microsoft.EntityFrameworkCore.IDbContextFactory<Portal.Persistence.PortalDbContext>>().CreateDbContextAsync(Stop);
        return await portal.Root.GetRequiredService<AuditCutting>().CutAsync(db, TenYears, Stop);
    }

    [Fact]
    public async Task What_is_young_unsigned_or_under_the_zones_own_limit_is_refused_by_the_database_itself()
    {
        const string zone = "5344";
        await FillAsync(zone);
        Task RefusedAsync(DateOnly day) => Assert.ThrowsAsync<PostgresException>(() => InZoneAsync(zone, db => Database.CutAuditAsync(db, day, Stop)));
        await RefusedAsync(ChainSetup.Today.AddDays(-6 * Year)); // within the usual ten years
        await RefusedAsync(ChainSetup.Today.AddDays(-9)); // no anchor
        await portal.ListAsync("""insert into retention_rules ("Tenant", "Id", "Version", "Kind", "Days", "DecidedBy", "DecidedAt") values ($1, gen_random_uuid(), 0, 'audit', 1825, gen_random_uuid(), now())""", zone);
        await portal.ListAsync("""update audit_anchors set "Signature" = null where "Tenant" = $1 and "Sequence" = 4""", zone);
        await RefusedAsync(ChainSetup.Today.AddDays(-(10 * Year) - 180)); // unsigned
        Assert.Equal(new AuditPurge(5, 0), await InZoneAsync(zone, db => Database.CutAuditAsync(db, ChainSetup.Today.AddDays(-6 * Year), Stop))); // the zone chose five years
        Assert.Equal(AuditFaultKind.NotSigned, Assert.Single((await portal.VerifyAsync(zone)).Faults).Kind); // that anchor stands there still
    }

    [Fact]
    public async Task Without_a_signed_anchor_nothing_goes()
    {
        await FillAsync("9001", sealing: false);
        await using var scope = await portal.AsAsync("9001", ZoneRole.OrganisationAdministrator);
        await using var db = scope.Context();
        Assert.Null(await AuditCutting.DueAsync(db, TenYears, Stop));
    }

    [Fact]
    public async Task Words_go_after_three_years_at_the_earliest_and_what_is_held_stays()
    {
        const string zone = "5291";
        var thing = Guid.NewGuid();
        await portal.AddAsync(ChainSetup.Line(zone, ChainSetup.DaysAgo(4 * Year), "old", thing: thing), ChainSetup.Line(zone, ChainSetup.DaysAgo(4 * Year), "old"), ChainSetup.Line(zone, ChainSetup.DaysAgo(2 * Year), "young", thing: thing));
        Task<AuditPurge> EraseAsync(int days) => InZoneAsync(zone, db => Database.EraseAuditContentsAsync(db, ChainSetup.Now.AddDays(-days), Stop));
        await Assert.ThrowsAsync<PostgresException>(() => EraseAsync((3 * Year) - 1));
        await HoldAsync(zone, null, null, async () => Assert.Equal(new AuditPurge(0, 2), await EraseAsync(3 * Year)));
        await HoldAsync(zone, "hits", thing, async () => Assert.Equal(new AuditPurge(1, 1), await EraseAsync(3 * Year)));
        Assert.Equal(new AuditPurge(1, 0), await EraseAsync(3 * Year));
        Assert.Equal(1L, await portal.EraseWordsAsync(zone, "Hit", thing)); // whatever its age
        await Assert.ThrowsAsync<PostgresException>(() => portal.EraseWordsAsync(zone, "Hit", Guid.Empty));
        var verdict = await portal.VerifyAsync(zone);
        Assert.Equal((true, 3L), (verdict.Holds, verdict.Erased));
        Assert.Equal(0L, await portal.AskAsync<long>("""select count(*) from audit_contents where "Tenant" = $1 and "Details" in ('old', 'young')""", zone));
    }
}
