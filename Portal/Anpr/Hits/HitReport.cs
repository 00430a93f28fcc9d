using System.Globalization;
using System.Text.Json;
using Portal.Anpr.Pictures;
using Portal.Anpr.Plates;
using Portal.Audit;
using Portal.Common;
using Portal.Reports;
using Portal.Reports.Pdf;

namespace Portal.Anpr.Hits;

/// <summary>The document about a confirmed hit, in one of the zone's languages.</summary>
static class HitReport
{
    static readonly JsonSerializerOptions Readable = new() { WriteIndented = true, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    public static ReportDocument Compose(HitReportFacts facts, Issue issue) => ReportParts.Document(facts.Zone, facts.Language, issue, page =>
    {
        var (read, entry) = (facts.Evidence.Read, facts.Evidence.Entry);
        var (observed, matched) = (PlateNumber.Display(facts.Plate.Observed, read.Country), PlateNumber.Display(facts.Plate.Matched, entry.Country));
        return page with
        {
            Title = Said(HitReportText.Title.With(observed)),
            ListTitle = HitReportText.ListTitle,
            Subtitle = HitReportText.Subtitle,
            Blocks =
            [
                ReportParts.Origin(issue, facts.Author, facts.CaseNumber, (HitReportText.Purpose, PurposeWords.Of(facts.Purpose))),
                new Heading(1, HitReportText.Plates),
                new FactList(
                    new(HitsText.Observed, [TextRun.Plate(Said(observed)), Sign(read.Country)]), new(HitsText.Matched, [TextRun.Plate(Said(matched)), Sign(entry.Country)])) { Columns = 2 },
                new Paragraph(HitWords.Of(facts.Plate.Reason) + (facts.Plate.Ambiguous ? " " + HitsText.Ambiguous : "")),
                new Heading(1, HitReportText.Pictures),
                .. Pictures(facts, observed),
                new Heading(1, HitReportText.Passage),
                Facts(2, (HitsText.Camera, Joined(" · ", facts.Evidence.CameraName, facts.Evidence.CameraPlace)), (HitsText.CapturedAt, Show.TimeExactly(read.CapturedAt)), (HitsText.Clock, HitWords.Of(read.ClockTrust)),
                    (HitsText.Delay, Show.Duration(read.ReceivedAt - read.CapturedAt)), (HitsText.ReadCount, Show.Count(facts.Plate.ReadCount)), (HitsText.Confidence, read.Confidence?.ToString("P0", CultureInfo.CurrentCulture)),
                    (HitsText.Vehicle, Joined(", ", read.Vehicle.Make, read.Vehicle.Model, read.Vehicle.Colour, read.Vehicle.Kind)), (HitsText.Lane, read.Lane), (HitsText.Direction, HitWords.Of(read.Direction)),
                    (HitsText.Speed, read.SpeedKmh?.ToString("0 'km/h'", CultureInfo.CurrentCulture))),
                new Heading(1, HitReportText.Entry),
                Facts(1, (HitsText.Reason, entry.Reason), (HitsText.Action, entry.Action), (HitsText.Owner, entry.Owner), (HitsText.Hotlist, facts.Evidence.HotlistName), (HitsText.ValidUntil, Show.Day(entry.ValidUntilOn))),
                new Heading(1, HitReportText.Decision),
                Facts(2, (HitReportText.DecidedBy, facts.Decider), (HitReportText.DecidedAt, Show.TimeExactly(facts.DecidedAt)), (HitsText.Reason, HitWords.Of(facts.Reason)), (HitsText.Note, facts.Note)),
                new Note(HitReportText.Human, HitReportText.Times),
                new Heading(1, HitReportText.History),
                new Table([new(HitReportText.When, 1.4), new(HitReportText.Who, 1.4), new(HitReportText.What, 1.2), new(HitReportText.Why, 2)],
                    [.. facts.History.Reverse().Select(l => (IReadOnlyList<RichText>)[Show.TimeExactly(l.DoneAt), Said(l.Person), HitWords.OfAction(l.Action), l.Reason is null ? "" : Said(HitWords.OfReason(l.Reason))])]),
            ],
            Attachments = [new("hit-evidence.json", "application/json", JsonSerializer.SerializeToUtf8Bytes(new { facts.HitId, facts.Plate, facts.Evidence }, Readable), HitReportText.Passage, AttachmentRelation.Data)],
        };
    });

    static IEnumerable<ReportBlock> Pictures(HitReportFacts facts, string plate)
    {
        if (facts.Pictures.Count == 0) yield return new Paragraph(HitReportText.NoPictures);
        foreach (var picture in facts.Pictures)
        {
            var says = picture.Kind == PictureKind.Plate ? HitReportText.PlatePicture.With(plate) : HitReportText.ScenePicture.With(plate, facts.Evidence.CameraName);
            yield return ReportImage.Read(picture.Content, out _) is { } image
                ? new Picture(image, Said(says)) { MaxHeight = picture.Kind == PictureKind.Plate ? 50 : 185, MaxWidth = picture.Kind == PictureKind.Plate ? 200 : double.MaxValue, Caption = HitReportText.PictureCaption.With(picture.Sha256) }
                : new Paragraph(HitReportText.PictureNotShown.With(picture.Sha256));
        }
    }

    static FactList Facts(int columns, params IReadOnlyList<(string Label, string? Value)> facts) => ReportParts.Facts(columns, facts);

    static string Said(string text) => ReportParts.Said(text);

    static string Sign(string? country) => country is null ? "" : $" ({country})";

    static string Joined(string separator, params string?[] words) => string.Join(separator, words.Where(w => !string.IsNullOrEmpty(w)));
}
