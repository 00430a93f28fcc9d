using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hits;
using Portal.Anpr.Pictures;
using Portal.Reports;
using Portal.Tenants;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Tests.Reports;

/// <summary>What reports need: a seal for the zone, a hit that somebody confirmed.</summary>
static class ReportSetup
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static int plates;

    /// <summary>Gives the zone a seal of <see cref="TestSeals.Authority"/>, as its administrator does.</summary>
    public static async Task GiveSealAsync(this PortalServices portal, string zone)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator);
        var added = await scope.Get<SealKeyService>().AddAsync(TestSeals.Authority.IssueSeal(new($"Zone {zone}", "NTRBE-0999" + zone + "99"), "secret"), "secret", CancellationToken.None);
        Assert.True(added.Succeeded, added.Error?.Code);
    }

    /// <summary>A hit with a picture of the vehicle and one of the plate, still open.</summary>
    public static async Task<Guid> HitAsync(this PortalServices portal, string zone)
    {
        var plate = $"4REP{Interlocked.Increment(ref plates):000}";
        var source = await portal.AddSourceAsync(zone);
        var (_, entry) = await portal.AddEntryAsync(zone, plate);
        var read = new { id = plate, camera = source.Code(), plate, country = "B", capturedAt = IngestPosts.Now, pictures = new { scene = TestPictures.Jpeg(), plate = TestPictures.Jpeg(200, 48) } };
        Assert.Equal(200, (await portal.PostAsync(source, read)).Status);
        return await portal.AskAsync<Guid>("""select "Id" from hits where "EntryId" = $1""", entry.Id);
    }

    public static async Task<Guid> ConfirmedHitAsync(this PortalServices portal, string zone)
    {
        var hit = await portal.HitAsync(zone);
        await using var scope = await portal.AsAsync(zone, ZoneRole.AnprOperator);
        Assert.True((await scope.Get<HitService>().DecideAsync(hit, HitState.Confirmed, DecisionReason.PlateAgrees, "the number on the picture", Stop)).Succeeded);
        return hit;
    }

    /// <summary>Orders a report of the hit and waits until it is sealed.</summary>
    public static async Task<Report> IssueAsync(this PortalServices portal, Guid hit, string zone, string language)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.AnprOperator);
        var ordered = await scope.Get<HitReportService>().OrderAsync(hit, language, Stop);
        Assert.True(ordered.Succeeded, ordered.Error?.Code);
        return await portal.SealedAsync(zone, ordered.Value);
    }

    /// <summary>Waits until an order is sealed.</summary>
    public static async Task<Report> SealedAsync(this PortalServices portal, string zone, Guid order)
    {
        var ended = await portal.EndedAsync(order, zone);
        Assert.True(ended.State == ReportOrderState.Sealed, ended.Problem);
        await using var scope = await portal.AsAsync(zone, ZoneRole.AnprOperator);
        await using var db = scope.Context();
        return await db.Set<Report>().SingleAsync(r => r.Id == ended.ReportId, Stop);
    }

    /// <summary>Waits until an order is sealed or given up.</summary>
    public static async Task<ReportOrder> EndedAsync(this PortalServices portal, Guid order, string zone)
    {
        await using var scope = await portal.AsAsync(zone, ZoneRole.AnprOperator);
        ReportOrder? found = null;
        await Eventually.TrueAsync("the order has ended", async () =>
        {
            await using var db = scope.Context();
            found = await db.Set<ReportOrder>().AsNoTracking().SingleAsync(o => o.Id == order, Stop);
            return found.State != ReportOrderState.Waiting;
        });
        return found!;
    }

    public static async Task<byte[]> FileAsync(this PortalServices portal, Report report)
    {
        await using var scope = await portal.AsAsync(report.Tenant, ZoneRole.AnprOperator);
        var opened = await scope.Get<ReportQueries>().OpenAsync(report.Id, Stop);
        Assert.True(opened.Succeeded, opened.Error?.Code);
        return opened.Value.Content;
    }
}
