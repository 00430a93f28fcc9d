using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Pictures;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Tenants;

namespace Portal.Anpr.Hits;

/// <summary>A picture as a report shows it.</summary>
/// <param name="Content">Empty when it has gone, which the report says.</param>
/// <param name="Sha256">In hexadecimal, of the bytes that the camera sent.</param>
public sealed record ReportedPicture(PictureKind Kind, string MediaType, byte[] Content, string Sha256, int Width, int Height);

/// <summary>All that a hit report tells.</summary>
/// <param name="Author">Who has it made.</param>
/// <param name="Decider">Who confirmed the hit.</param>
/// <param name="History">What was done to the hit, latest first.</param>
public sealed record HitReportFacts(
    TenantInfo Zone, string Language, Guid HitId, HitEvidence Evidence, PlateFacts Plate, IReadOnlyList<ReportedPicture> Pictures, string Author, string Decider, DecisionReason Reason, string? Note,
    DateTimeOffset DecidedAt, ConsultationPurpose Purpose, string? CaseNumber, IReadOnlyList<HistoryLine> History);

/// <summary>What agreed with what.</summary>
public sealed record PlateFacts(string Observed, string Matched, Plates.MatchKind Kind, Plates.PlateMatchReason Reason, bool Ambiguous, int ReadCount);

/// <summary>Makes the document of the facts, in their language.</summary>
public delegate ReportDocument ComposeHitReport(HitReportFacts facts, Issue issue);

/// <summary>Has confirmed hits told in sealed reports.</summary>
public sealed class HitReportService(
    IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, ZoneDirectory zones, PurposeService purposes, PictureQueries pictures, AuditQueries history,
    ReportService reports, ComposeHitReport compose)
{
    /// <param name="language">One of the zone's.</param>
    public async Task<Result<Report>> IssueAsync(Guid id, string language, CancellationToken stop = default)
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
            (await zones.FindAsync(tenant.Code, stop))!, language, id, JsonSerializer.Deserialize<HitEvidence>(evidence)!,
            new(hit.ObservedPlate, hit.MatchedPlate, hit.Kind, hit.MatchReason, hit.Ambiguous, hit.ReadCount), shown, user.Name, decider, hit.Reason!.Value, hit.Note, hit.DecidedAt!.Value,
            purpose.Purpose, purpose.CaseNumber, await history.HistoryAsync<Hit>(id, stop));
        return await reports.IssueAsync(
            new(ReportKind.Hit, id, language, keptUntilOn, purpose, new { plate = hit.ObservedPlate, language }, issue => compose(facts, issue))
            {
                Outdated = async (now, end) => await now.Set<Hit>().AnyAsync(h => h.Id == id && h.Version == hit.Version, end) ? null : ReportErrors.HitNotConfirmed,
            }, stop);
    }
}
