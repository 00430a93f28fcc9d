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

    public static ReportDocument Compose(InspectionDocumentFacts facts)
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

    static ReportDocument Document(InspectionDocumentFacts facts)
    {
        var (view, pageText) = (facts.View, InspectionText.DocumentPage);
        var zone = Said($"{view.Zone.Code} {view.Zone.NameIn(facts.Language)}");
        return new(InspectionText.DocumentTitle.With(zone), CultureInfo.CurrentCulture.Name, zone, view.At)
        {
            Subtitle = InspectionText.DocumentState.With(Show.TimeExactly(view.At), Said(facts.Author)),
            PageLabel = (page, pages) => string.Format(CultureInfo.InvariantCulture, pageText, page, pages),
            Blocks = [.. InspectionHeadings.All.SelectMany(h => Under(h, view)), .. Seal(facts, zone)],
            Attachments = [new("coc-inspection.json", "application/json", Data(view), InspectionText.Title, AttachmentRelation.Data)],
        };
    }

    static IEnumerable<ReportBlock> Under(InspectionHeading heading, InspectionView view)
    {
        yield return new Heading(1, Title(heading));
        var known = InspectionWords.Known(heading, view);
        if (known.Count > 0) yield return new FactList([.. known.Select(k => new Fact(k.Label, Said(k.Value)))]);
        yield return new Heading(2, InspectionText.Answer);
        if (view.Answers.GetValueOrDefault(heading) is not { } answer)
        {
            yield return new Note(InspectionText.Missing);
            yield break;
        }

        yield return new Paragraph(Said(answer.Text));
        yield return new FactList([.. Facts(answer).Select(f => new Fact(f.Label, Said(f.Value)))]);
    }

    static IEnumerable<(string Label, string Value)> Facts(AnswerView answer)
    {
        if (answer.Reference is { } reference) yield return (InspectionText.Reference, reference);
        if (answer.DecidedOn is { } day) yield return (InspectionText.Date, Show.Day(day));
        yield return (InspectionText.Answer, InspectionText.ChangedBy.With(answer.ChangedBy, Show.TimeExactly(answer.ChangedAt)));
    }

    static IEnumerable<ReportBlock> Seal(InspectionDocumentFacts facts, string zone) => facts.SealedBy is not { } name ? [new Note(InspectionText.NoSeal)] :
    [
        new KeepTogether(
            new Heading(1, InspectionText.Seal.With(zone)),
            new SignatureBoxes(new SignatureBox(ReportService.SealField, InspectionText.Seal.With(zone), InspectionText.Seal.With(zone)) { Inside = Said(name) + " \n" + Show.TimeExactly(facts.View.At), Height = 38 })),
    ];

    static byte[] Data(InspectionView view) => JsonSerializer.SerializeToUtf8Bytes(
        new
        {
            Zone = view.Zone.Code,
            view.At,
            Headings = InspectionHeadings.All.Select(h => new
            {
                Number = (int)h,
                Heading = InspectionWords.Of(h),
                Known = InspectionWords.Known(h, view).Select(k => new { k.Label, k.Value }),
                Answer = view.Answers.GetValueOrDefault(h),
            }),
        },
        Readable);

    static string Title(InspectionHeading heading) => string.Create(CultureInfo.InvariantCulture, $"{(int)heading}. {InspectionWords.Of(heading)}");

    /// <summary>What people wrote may hold a letter that no font has.</summary>
    static string Said(string text) => ReportText.Spelled(text);
}
