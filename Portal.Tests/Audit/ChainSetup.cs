using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence.Providers.Postgres;
using Portal.Reports;
using Portal.Reports.Signing;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Audit;

/// <summary>Lines of an audit, of any age, chained.</summary>
static class ChainSetup
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    public static DateTimeOffset Now => TimeProvider.System.GetUtcNow();

    public static DateOnly Today => Brussels.DayOf(Now);

    /// <summary>What a line may hold that counts differently in letters, in UTF-16 and in bytes.</summary>
    public static string?[] Odd { get; } =
        [null, "", "plain", "Zoë hééft “été” 0:;-;", "👮‍♀️🚓 emoji", "a\nb\r\n\tc", "'; drop table x; --", "\"quoted\" \\u0041 \\ back", "Straße ﬁ ﷽ ﻿", "ἀ e\u0301 é", new string('é', 300), "-;", "4:abcd;"];

    /// <summary>Noon in Belgium, so many days ago.</summary>
    public static DateTimeOffset DaysAgo(int days) => Brussels.StartOf(Today.AddDays(-days)).AddHours(12);

    public static AuditLine Line(string zone, DateTimeOffset at, string? details = null, string? reason = null, Guid? person = null, Guid? thing = null, string? caseNumber = null, string? address = null) =>
        new(zone, new(person, Address: address), HitActions.Viewed, nameof(Hit), thing ?? Guid.NewGuid(), reason, details, ConsultationPurpose.Prosecution, caseNumber, at);

    /// <summary>Straight into the table, and waits for their numbers.</summary>
    public static async Task AddAsync(this PortalServices portal, params IReadOnlyList<AuditLine> lines)
    {
        await using (var owner = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner")))
        {
            owner.AddRange(lines);
            await owner.SaveChangesAsync(Stop);
        }

        await portal.ChainedAsync();
    }

    public static Task ChainedAsync(this PortalServices portal) => Eventually.TrueAsync("every line is chained", async () =>
    {
        await portal.Root.GetRequiredService<AuditChaining>().ChainAllAsync(Stop);
        return await portal.AskAsync<long>("""select count(*) from audit_lines where "Sequence" is null""") == 0;
    });

    /// <summary>The job of a night, for one zone.</summary>
    public static async Task<int> AnchorAsync(this PortalServices portal, string zone)
    {
        await using var scope = portal.Root.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(zone);
        return await scope.ServiceProvider.GetRequiredService<AuditAnchoring>().AnchorAsync(Stop);
    }

    public static async Task<AuditVerdict> VerifyAsync(this PortalServices portal, string zone)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.DataProtectionOfficer);
        return (await scope.Get<AuditVerifier>().VerifyAsync(stop: Stop)).Value!;
    }

    /// <summary>A signature over any statement with the seal of a zone; the zone gets one of this authority.</summary>
    public static async Task<byte[]> ForgeAsync(this PortalServices portal, string statement, string zone, DemoAuthority authority)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        Assert.True((await scope.Get<SealKeyService>().AddAsync(authority.IssueSeal(new("Zone 5340", "NTRBE-0999534099"), ""), "", Stop)).Succeeded);
        await using var db = scope.Context();
        return (await scope.Get<AnchorSeals>().SignAsync(db, statement, Now, Stop))!;
    }

    /// <summary>As who runs the database does on a decision that what was said about a thing must go.</summary>
    public static async Task<long> EraseWordsAsync(this PortalServices portal, string zone, string kind, Guid thing) =>
        await portal.AskAsync<long>("select removed from (select set_config('portal.tenant', $1, false)) as tenant, erase_audit_contents_of($2, $3)", zone, kind, thing);
}
