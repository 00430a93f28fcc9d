using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Common;
using Portal.Persistence;
using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Reports.Signing;

namespace Portal.Audit;

/// <summary>What the document for the inspection tells.</summary>
/// <param name="Language">One in which the zone writes documents.</param>
/// <param name="Author">Who made it.</param>
/// <param name="SealedBy">Name in the certificate of the seal; null when the zone has none, and the document says so.</param>
public sealed record InspectionDocumentFacts(InspectionView View, string Language, string Author, string? SealedBy);

/// <summary>The inspection as a document, under the zone's seal where it has one. That it left the portal is a line of the audit.</summary>
public sealed class InspectionExport(
    IDbContextFactory<PortalDbContext> contexts, InspectionQueries queries, SealKeys keys, CurrentUser user, AuditTrail audit, TimeProvider clock, ILogger<InspectionExport> log)
{
    /// <param name="language">Asked for; the zone's first one when it issues no documents in it.</param>
    /// <param name="compose">Where there is a seal, has an empty signature field named <see cref="ReportService.SealField"/>.</param>
    public async Task<Result<byte[]>> MakeAsync(string language, Func<InspectionDocumentFacts, ReportDocument> compose, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.Inspect)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var seal = SealKeyService.Usable(await db.Set<SealKey>().AsNoTracking().ToListAsync(stop), clock.GetUtcNow());
        Pkcs12SigningKey? key = null;
        try
        {
            if (seal is not null) key = keys.Open(seal);
        }
        catch (CryptographicException e)
        {
            log.LogError(e, "The seal key {Key} does not open: the portal's protection keys are not those that encrypted it", seal!.Id);
            return ReportErrors.SealUnusable;
        }

        var view = await queries.GatherAsync(stop);
        var issued = view.Zone.DocumentLanguages.Split(' ');
        var spoken = issued.Contains(language) ? language : issued[0];
        await audit.ConsultedAsync(InspectionActions.Exported, nameof(InspectionAnswer), Guid.Empty, ConsultationPurpose.Control, details: new { Language = spoken, Sealed = key is not null, Answers = view.Answers.Count }, stop: stop);
        var document = compose(new(view, spoken, user.Name, seal?.Name));
        var file = ReportWriter.Write(document);
        return key is null ? file : await PdfSigner.SealAsync(file, ReportService.SealField, key, new(seal!.Name, document.Title, view.Zone.NameIn(spoken), view.At), stop);
    }
}
