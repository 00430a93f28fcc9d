using System.Globalization;
using System.Text;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Pdf;

namespace Portal.Audit;

/// <summary>The document about a part of the audit, in one of the zone's languages: lines for people, and the file for a script inside.</summary>
static class ProofDocument
{
    /// <summary>Letters of details that are printed; all of them stand in the file.</summary>
    const int Printed = 200;

    public static ReportDocument Compose(ProofFacts facts)
    {
        var (culture, pageCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(facts.Language + "-BE");
        try
        {
            return Document(facts);
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, pageCulture);
        }
    }

    static ReportDocument Document(ProofFacts facts)
    {
        var zone = Said($"{facts.Zone.Code} {facts.Zone.NameIn(facts.Language)}");
        var (pageText, file) = (ProofText.DocumentPage, $"{facts.Zone.Code}-audit-{facts.Range.From:yyyyMMdd}-{facts.Range.To:yyyyMMdd}.jsonl");
        var last = facts.Lines.Count == 0 ? "" : Convert.ToHexStringLower(facts.Lines[^1].ChainHash!);
        return new(ProofText.DocumentTitle.With(zone), CultureInfo.CurrentCulture.Name, zone, facts.At)
        {
            Subtitle = ProofText.DocumentPeriod.With(Show.Day(facts.Range.From), Show.Day(facts.Range.To)),
            Number = string.Create(CultureInfo.InvariantCulture, $"{facts.Range.First}–{facts.Range.Last}"),
            PageLabel = (page, pages) => string.Format(CultureInfo.InvariantCulture, pageText, page, pages),
            Blocks =
            [
                new FactList(
                    new(ProofText.Lines, ProofText.LinesFromTo.With(ProofWords.Number(facts.Range.Lines), ProofWords.Number(facts.Range.First), ProofWords.Number(facts.Range.Last))),
                    new(ProofText.Hash, TextRun.Plate(last)), new(ProofText.DocumentFile, TextRun.Plate(facts.Sha256))),
                new Note(ProofText.DocumentSays.With(file)),
                new Table(
                    [new(ProofText.Number, 0.6, AlignRight: true), new(AuditText.When, 1.3), new(AuditText.Who, 1.3), new(AuditText.What, 1.6), new(AuditText.Thing, 1.6), new(AuditText.Purpose, 1.2), new(AuditText.Details, 2.6)],
                    [.. facts.Lines.Select(l => Row(l, facts))]),
                new KeepTogether(
                    new Heading(1, ProofText.SealOf.With(zone)),
                    new SignatureBoxes(new SignatureBox(ReportService.SealField, ProofText.SealOf.With(zone), ProofText.SealOf.With(zone)) { Inside = Said(facts.SealedBy) + " \n" + Show.TimeExactly(facts.At), Height = 38 })),
            ],
            Attachments = [new(file, "application/jsonl", facts.Export, ProofText.Title, AttachmentRelation.Source)],
        };
    }

    static IReadOnlyList<RichText> Row(AuditLine line, ProofFacts facts) =>
    [
        line.Sequence!.Value.ToString(CultureInfo.InvariantCulture), Show.TimeExactly(line.DoneAt),
        line.PersonId is { } person ? Said(facts.People.GetValueOrDefault(person) ?? person.ToString()) : CommonText.PortalItself,
        Said(AuditWords.OfAction(line.Action)), Said(AuditWords.OfKind(line.ObjectKind) + (line.ObjectId == Guid.Empty ? "" : " " + line.ObjectId)),
        Said(string.Join(" ", new[] { line.Purpose is { } purpose ? PurposeWords.Of(purpose) : null, line.CaseNumber }.Where(t => t is not null))),
        line.Content is null ? ProofText.ErasedWords : Said(Short(string.Join(" · ", new[] { line.Reason, line.Details, line.Content.Address }.Where(t => !string.IsNullOrEmpty(t))))),
    ];

    static string Short(string text) => text.Length <= Printed ? text : text[..(char.IsHighSurrogate(text[Printed - 1]) ? Printed - 1 : Printed)] + "…";

    /// <summary>A letter that no font has is spelled out: nobody can change what was written.</summary>
    static string Said(string text) => Ascii.IsValid(text) ? text : ReportText.Spelled(text);
}
