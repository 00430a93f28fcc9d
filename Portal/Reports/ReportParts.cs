using System.Globalization;
using System.Text;
using Portal.Common;
using Portal.Reports.Pdf;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>What the documents of all kinds have in common: head and foot, the mark of a draft, and the seal at the end (docs/report-templates.md).</summary>
public static class ReportParts
{
    /// <summary>A document whose texts are in the language of the report.</summary>
    /// <param name="complete">Gives the empty document its title, blocks and attachments.</param>
    public static ReportDocument Document(ReportedZone zone, string language, Issue issue, Func<ReportDocument, ReportDocument> complete)
    {
        var (culture, pageCulture) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language + "-BE");
        try
        {
            var (name, pageText) = (Said(NameOf(zone)), ReportPartsText.Page); // asked for when the pages are counted, in whatever language that happens
            var document = complete(new("", CultureInfo.CurrentCulture.Name, name, issue.At)
            {
                Number = issue.Reference,
                FooterLine = ReportPartsText.Footer,
                PageLabel = (page, pages) => string.Format(CultureInfo.InvariantCulture, pageText, page, pages),
                DraftMark = issue.IsDraft ? ReportPartsText.Draft : "",
            });
            return document with { Blocks = [.. document.Blocks, issue.IsDraft ? new Note(ReportPartsText.DraftSays) : Seal(issue, name)] };
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, pageCulture);
        }
    }

    /// <summary>Those that say something, side by side.</summary>
    public static FactList Facts(int columns, params IReadOnlyList<(string Label, string? Value)> facts) =>
        new([.. facts.Where(f => !string.IsNullOrWhiteSpace(f.Value)).Select(f => new Fact(f.Label, Said(f.Value!)))]) { Columns = columns };

    /// <summary>Number, time and person of a report, as it begins.</summary>
    public static FactList Origin(Issue issue, string author, string? caseNumber = null, params IReadOnlyList<(string Label, string? Value)> more) => Facts(2,
        [
            (ReportPartsText.Reference, issue.IsDraft ? ReportPartsText.NotYet : issue.Reference), (ReportPartsText.MadeAt, Show.TimeExactly(issue.At)), (ReportPartsText.MadeBy, author),
            (ReportPartsText.CaseNumber, caseNumber), .. more,
        ]);

    /// <summary>What people and cameras wrote may hold a letter that no font has: it is spelled out where nobody can change it any more.</summary>
    public static string Said(string? text) => text is null ? "" : Ascii.IsValid(text) ? text : ReportText.Spelled(text);

    public static string NameOf(ReportedZone zone) => zone.Kind == TenantKind.Zone ? ReportPartsText.Zone.With(zone.Code, zone.Name) : zone.LongName ?? zone.Name;

    static KeepTogether Seal(Issue issue, string zone)
    {
        var field = ReportPartsText.SealField.With(zone);
        return new(
        [
            new Heading(1, ReportPartsText.Seal), new Paragraph(ReportPartsText.SealSays),
            new SignatureBoxes(new SignatureBox(ReportService.SealField, field, field) { Inside = Said(issue.SealedBy) + " \n" + Show.TimeExactly(issue.At), Height = 38 }),
            .. issue.VerificationAddress is { } address
                ? [new QrCode(address, ReportPartsText.VerifyCode, TextRun.Bold(ReportPartsText.VerifySays), address, ReportPartsText.VerifyHow)] : (ReadOnlySpan<ReportBlock>)[],
        ]);
    }
}
