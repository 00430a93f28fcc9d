using System.Globalization;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Pdf;

namespace Portal.Audit;

/// <summary>The document about a part of the audit, in one of the zone's languages: lines for people, and the file for a script inside.</summary>
public static class ProofDocument
{
    public static ReportDocument Compose(ProofFacts facts, Issue issue) => ReportParts.Document(facts.Zone, facts.Language, issue, page =>
    {
        var file = $"{facts.Zone.Code}-audit-{facts.Range.From:yyyyMMdd}-{facts.Range.To:yyyyMMdd}.jsonl";
        var title = ReportParts.Said(ProofText.DocumentTitle.With($"{facts.Zone.Code} {facts.Zone.Name}"));
        return page with
        {
            Title = title,
            ListTitle = title,
            Subtitle = ProofText.DocumentPeriod.With(Show.Day(facts.Range.From), Show.Day(facts.Range.To)),
            Blocks =
            [
                ReportParts.Origin(issue, facts.Author),
                new FactList(
                    new(ProofText.Lines, ProofText.LinesFromTo.With(ProofWords.Number(facts.Range.Lines), ProofWords.Number(facts.Range.First), ProofWords.Number(facts.Range.Last))),
                    new(ProofText.Hash, TextRun.Plate(Convert.ToHexStringLower(facts.LastHash))), new(ProofText.DocumentFile, TextRun.Plate(facts.Sha256))),
                new Note(ProofText.DocumentSays.With(file)),
                new Table(
                    [new(ProofText.Number, 0.7, AlignRight: true), new(AuditText.When, 1.1), new(AuditText.Who, 1.2), new(AuditText.What, 1.5), new(AuditText.Thing, 2.1), new(AuditText.Purpose, 1.5), new(AuditText.Details, 2.4)],
                    [.. facts.Lines.Select(Row)]),
            ],
            Attachments = [new(file, "application/jsonl", facts.Export, ProofText.Title, AttachmentRelation.Source)],
        };
    });

    /// <summary>Day and time below each other: the table has many columns.</summary>
    static string Moment(DateTimeOffset at) => Show.Day(Brussels.DayOf(at)) + "\n" + Brussels.At(at).ToString("HH:mm:ss", CultureInfo.InvariantCulture);

    static IReadOnlyList<RichText> Row(ProvedLine line) =>
    [
        line.Sequence.ToString(CultureInfo.InvariantCulture), Moment(line.DoneAt), line.Person is { } person ? ReportParts.Said(person) : CommonText.PortalItself,
        ReportParts.Said(AuditWords.OfAction(line.Action)), ReportParts.Said(AuditWords.OfKind(line.ObjectKind) + (line.ObjectId == Guid.Empty ? "" : " " + line.ObjectId)),
        ReportParts.Said(string.Join(" ", new[] { line.Purpose is { } purpose ? PurposeWords.Of(purpose) : null, line.CaseNumber }.Where(t => t is not null))),
        line.Words is null ? ProofText.ErasedWords : ReportParts.Said(line.Words),
    ];
}
