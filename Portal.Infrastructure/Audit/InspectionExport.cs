using Portal.Common;
using Portal.Reports;

namespace Portal.Audit;

/// <summary>What the document for the inspection tells.</summary>
/// <param name="Language">One in which the zone writes documents.</param>
/// <param name="At">When it was gathered.</param>
/// <param name="Author">Who has it made.</param>
public sealed record InspectionReportFacts(ReportedZone Zone, string Language, DateTimeOffset At, InspectionFacts Facts, IReadOnlyDictionary<InspectionHeading, AnswerView> Answers, string Author);

/// <summary>Has the inspection made a report. That it leaves the portal is a line of the audit.</summary>
public sealed class InspectionExport(InspectionQueries queries, ReportOrders orders, CurrentUser user, AuditTrail audit)
{
    /// <param name="language">Asked for; the zone's first one when it issues no documents in it.</param>
    /// <returns>The identifier of the order.</returns>
    public async Task<Result<Guid>> OrderAsync(string language, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.Inspect)) return Error.Forbidden;
        var view = await queries.GatherAsync(stop);
        var issued = view.Zone.DocumentLanguages.Split(' ');
        var spoken = issued.Contains(language) ? language : issued[0];
        await audit.ConsultedAsync(InspectionActions.Exported, nameof(InspectionAnswer), Guid.Empty, ConsultationPurpose.Control, details: new { Language = spoken, Answers = view.Answers.Count }, stop: stop);
        var facts = new InspectionReportFacts(ReportedZone.Of(view.Zone, spoken), spoken, view.At, view.Facts, view.Answers, user.Name);
        return await orders.OrderAsync(new(ReportKind.Inspection, Guid.Empty, spoken, ConsultationPurpose.Control, null), facts, stop);
    }
}
