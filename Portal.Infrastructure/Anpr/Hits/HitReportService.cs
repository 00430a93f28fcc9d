using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Pictures;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;
using Portal.Tenants;

namespace Portal.Anpr.Hits;

/// <summary>A picture as a report shows it.</summary>
/// <param name="Content">Empty when it has gone, which the report says.</param>
/// <param name="Sha256">In hexadecimal, of the bytes that the camera sent.</param>
public sealed record ReportedPicture(PictureKind Kind, string MediaType, byte[] Content, string Sha256, int Width, int Height);

/// <summary>All that a hit report tells.</summary>
/// <param name="HitVersion">Of the hit that is told: after any change of it the report would tell of the past.</param>
/// <param name="Author">Who has it made.</param>
/// <param name="Decider">Who confirmed the hit.</param>
/// <param name="History">What was done to the hit, latest first.</param>
public sealed record HitReportFacts(
    ReportedZone Zone, string Language, Guid HitId, int HitVersion, HitEvidence Evidence, PlateFacts Plate, IReadOnlyList<ReportedPicture> Pictures, string Author, string Decider, DecisionReason Reason, string? Note,
    DateTimeOffset DecidedAt, ConsultationPurpose Purpose, string? CaseNumber, IReadOnlyList<HistoryLine> History);

/// <summary>What agreed with what.</summary>
public sealed record PlateFacts(string Observed, string Matched, Plates.MatchKind Kind, Plates.PlateMatchReason Reason, bool Ambiguous, int ReadCount);

/// <summary>Has confirmed hits told in sealed reports.</summary>
public sealed class HitReportService(
    IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, PurposeService purposes, PictureQueries pictures, AuditQueries history, ReportOrders orders)
{
    /// <summary>Why a report of these facts would tell of the past: the hit was decided anew meanwhile.</summary>
    public static async Task<Error?> OutdatedAsync(PortalDbContext db, HitReportFacts facts, CancellationToken stop) =>
        await db.Set<Hit>().AnyAsync(h => h.Id == facts.HitId && h.Version == facts.HitVersion && h.State == HitState.Confirmed, stop) ? null : ReportErrors.HitNotConfirmed;

    /// <param name="language">One of the zone's.</param>
    /// <returns>The identifier of the order.</returns>
    public async Task<Result<Guid>> OrderAsync(Guid id, string language, CancellationToken stop = default)
    {
        var gathered = await GatherAsync(id, language, stop);
        if (!gathered.Succeeded) return gathered.Error;
        var (facts, keptUntilOn) = gathered.Value;
        return await orders.OrderAsync(
            new(ReportKind.Hit, id, language, facts.Purpose, facts.CaseNumber) { KeptUntilOn = keptUntilOn, Details = new { plate = facts.Plate.Observed, language } }, facts, stop);
    }

    /// <summary>What the report would tell, to be looked at before it is sealed.</summary>
    /// <param name="language">One of the zone's.</param>
    public async Task<Result<HitReportFacts>> FactsAsync(Guid id, string language, CancellationToken stop = default)
    {
        var gathered = await GatherAsync(id, language, stop);
        return gathered.Succeeded ? gathered.Value.Facts : gathered.Error;
    }

    async Task<Result<(HitReportFacts Facts, DateOnly KeptUntilOn)>> GatherAsync(Guid id, string language, CancellationToken stop)
    {
        if (!user.May(ReportPermissions.Write) || !user.May(AnprPermissions.ReadHits)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hit>().AsNoTracking().SingleOrDefaultAsync(h => h.Id == id, stop) is not { } hit) return Error.NotFound;
        if (hit is not { State: HitState.Confirmed, Evidence: { } evidence, KeptUntilOn: { } keptUntilOn }) return ReportErrors.HitNotConfirmed;
        if (await purposes.ForAsync<Hit>(id, stop) is not { } purpose) return PurposeErrors.Needed;
        var shown = new List<ReportedPicture>();
        try
        {
            foreach (var picture in await PictureQueries.OfHit(db, hit).OrderBy(p => p.Kind).ToListAsync(stop))
                shown.Add(new(picture.Kind, picture.MediaType, await pictures.BytesAsync(picture, stop) ?? [], Convert.ToHexStringLower(picture.Sha256), picture.Width, picture.Height));
        }
        catch (IOException)
        {
            return HitErrors.PicturesUnreachable;
        }

        var decider = await db.Set<Person>().Where(p => p.Id == hit.DecidedBy).Select(p => p.DisplayName).SingleOrDefaultAsync(stop) ?? "";
        var facts = new HitReportFacts(
            ReportedZone.Of((await zones.FindAsync(tenant.Code, stop))!, language), language, id, hit.Version, JsonSerializer.Deserialize<HitEvidence>(evidence)!,
            new(hit.ObservedPlate, hit.MatchedPlate, hit.Kind, hit.MatchReason, hit.Ambiguous, hit.ReadCount), shown, user.Name, decider, hit.Reason!.Value, hit.Note, hit.DecidedAt!.Value,
            purpose.Purpose, purpose.CaseNumber, await history.HistoryAsync<Hit>(id, stop));
        return (facts, keptUntilOn);
    }
}
