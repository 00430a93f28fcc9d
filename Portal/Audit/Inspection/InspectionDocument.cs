using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Pdf;

namespace Portal.Audit.Inspection;

/// <summary>The document for the inspection, with exactly its headings, in one of the zone's languages; the same as data inside.</summary>
public static class InspectionDocument
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReportDocument Compose(InspectionReportFacts facts, Issue issue) => ReportParts.Document(facts.Zone, facts.Language, issue, page =>
    {
        var title = ReportParts.Said(InspectionText.DocumentTitle.With($"{facts.Zone.Code} {facts.Zone.Name}"));
        return page with
        {
            Title = title,
            ListTitle = title,
            Subtitle = InspectionText.DocumentState.With(Show.TimeExactly(facts.At), ReportParts.Said(facts.Author)),
            Blocks = [ReportParts.Origin(issue, facts.Author), .. InspectionHeadings.All.SelectMany(h => Under(h, facts))],
            Attachments = [new("coc-inspection.json", "application/json", Data(facts), InspectionText.Title, AttachmentRelation.Data)],
        };
    });

    static IEnumerable<ReportBlock> Under(InspectionHeading heading, InspectionReportFacts facts)
    {
        yield return new Heading(1, Title(heading));
        var known = InspectionWords.Known(heading, facts.Facts, facts.Zone);
        if (known.Count > 0) yield return ReportParts.Facts(1, [.. known.Select(k => (k.Label, (string?)k.Value))]);
        yield return new Heading(2, InspectionText.Answer);
        if (facts.Answers.GetValueOrDefault(heading) is not { } answer)
        {
            yield return new Note(InspectionText.Missing);
            yield break;
        }

        yield return new Paragraph(ReportParts.Said(answer.Text));
        yield return ReportParts.Facts(1, [.. Answered(answer)]);
    }

    static IEnumerable<(string Label, string? Value)> Answered(AnswerView answer)
    {
        if (answer.Reference is { } reference) yield return (InspectionText.Reference, reference);
        if (answer.DecidedOn is { } day) yield return (InspectionText.Date, Show.Day(day));
        yield return (InspectionText.Answer, InspectionText.ChangedBy.With(answer.ChangedBy, Show.TimeExactly(answer.ChangedAt)));
    }

    static byte[] Data(InspectionReportFacts facts) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Zone = facts.Zone.Code,
            facts.At,
            Headings = InspectionHeadings.All.Select(h => new
            {
                Number = (int)h,
                Heading = InspectionWords.Of(h),
                Known = InspectionWords.Known(h, facts.Facts, facts.Zone).Select(k => new { k.Label, k.Value }),
                Answer = facts.Answers.GetValueOrDefault(h),
            }),
        },
        Readable);

    static string Title(InspectionHeading heading) => string.Create(CultureInfo.InvariantCulture, $"{(int)heading}. {InspectionWords.Of(heading)}");
}
