using Portal.Audit;
using Portal.Common;
using Portal.Reports.Pdf;

namespace Portal.Reports.Drafts;

/// <summary>Has a draft made a report.</summary>
public sealed class FreeReportService(ReportDraftQueries drafts, PurposeService purposes, ReportOrders orders)
{
    /// <summary>Why a report cannot be made of it, or null: no title, nothing to read, a picture that is not described, or a character that no font has.</summary>
    public static Error? Check(FreeReportFacts facts)
    {
        if (string.IsNullOrWhiteSpace(facts.Title)) return DraftErrors.TitleMissing;
        if (facts.Blocks.All(b => b.IsEmpty || b.Kind == DraftBlockKind.PageBreak) && facts.Files.Count == 0) return DraftErrors.Empty;
        var shown = facts.Blocks.Select(b => b.FileId).OfType<Guid>().ToHashSet();
        if (facts.Files.Any(f => shown.Contains(f.Id) && string.IsNullOrWhiteSpace(f.Description))) return DraftErrors.DescriptionMissing;
        var words = string.Join('\n', [facts.Title, facts.CaseNumber, .. facts.Blocks.Where(b => !b.IsEmpty).Select(b => b.Words), .. facts.Files.SelectMany(f => (string[])[f.Name, f.Description])]);
        return ReportText.MissingIn(words) is { Count: > 0 } missing ? ReportErrors.CharacterMissing(string.Join(", ", missing.Take(10).Select(c => $"{c} ({ReportText.NameOf(c)})"))) : null;
    }

    /// <returns>The identifier of the order.</returns>
    public async Task<Result<Guid>> OrderAsync(Guid draft, CancellationToken stop = default)
    {
        if (await drafts.FindAsync(draft, stop) is not { } view || await drafts.FactsAsync(draft, stop) is not { } facts) return Error.NotFound;
        if (!view.IsOpen) return DraftErrors.Sealed;
        if (Check(facts) is { } wrong) return wrong;
        if (await purposes.ForAsync<ReportDraft>(draft, stop) is not { } purpose) return PurposeErrors.Needed;
        return await orders.OrderAsync(new(ReportKind.Free, draft, facts.Language, purpose.Purpose, purpose.CaseNumber) { DraftId = draft, ReplacesId = view.Replaces?.Id, Details = new { title = facts.Title, language = facts.Language } }, facts, stop);
    }
}
