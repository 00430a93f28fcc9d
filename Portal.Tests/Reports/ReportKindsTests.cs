using Portal.Common;
using Portal.Reports;
using Portal.Reports.Pdf;
using Portal.Tests.Reports.Pdf;

namespace Portal.Tests.Reports;

/// <summary>What holds for the documents of every kind in every language. RenderCommandTests gives the sealed ones to other programs.</summary>
public sealed class ReportKindsTests
{
    public static TheoryData<string> EveryLanguage { get; } = [.. Languages.All];

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public async Task Each_has_its_number_its_language_a_seal_and_a_code_that_is_read(string language)
    {
        var kinds = SampleReports.In(language).ToList();
        Assert.Equal(Enum.GetValues<ReportKind>().Except([ReportKind.Deposited]), kinds.Select(k => k.Kind).Order());
        using var folder = new TemporaryFolder();
        foreach (var (kind, document) in kinds)
        {
            Assert.Equal((language + "-BE", ""), (document.Language, document.DraftMark));
            Assert.NotEqual("", document.ListTitle);
            using var report = PdfProbe.Of(document);
            var pages = (await report.TextAsync()).Split('\f', StringSplitOptions.RemoveEmptyEntries);
            Assert.All(pages, p => Assert.Contains(document.Number, p, StringComparison.Ordinal));
            Assert.Contains("The signature form field is not signed.", (await ExternalTool.RunAsync("pdfsig", report.Path)).Output, StringComparison.Ordinal);
            var picture = await folder.WriteAsync($"{kind}.png", await report.PictureAsync("-png", "-r", "150", "-f", pages.Length.ToString(System.Globalization.CultureInfo.InvariantCulture)));
            Assert.StartsWith("https://portal.example/verify?", (await ExternalTool.RunAsync("zbarimg", "--raw", "-q", picture)).Output, StringComparison.Ordinal);
        }
    }

    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public void A_draft_of_each_says_so_on_every_page_and_has_neither_number_nor_place_for_a_seal(string language)
    {
        foreach (var (_, document) in SampleReports.DraftsIn(language))
        {
            Assert.Equal(language switch { "nl" => "ONTWERP", "fr" => "PROJET", "de" => "ENTWURF", _ => "DRAFT" }, document.DraftMark);
            Assert.Equal("", document.Number);
            Assert.DoesNotContain(document.Blocks, b => b is SignatureBoxes || (b is KeepTogether together && together.Blocks.Any(x => x is SignatureBoxes or QrCode)));
            Assert.All(ReportPreview.Pages(document), p => Assert.Contains(document.DraftMark, p, StringComparison.Ordinal));
        }
    }

    /// <summary>The last words on a page are never a heading: what a heading announces stands below it.</summary>
    [Theory]
    [MemberData(nameof(EveryLanguage))]
    public async Task No_heading_is_left_alone_at_the_foot_of_a_page(string language)
    {
        foreach (var (kind, document) in SampleReports.In(language))
        {
            var headings = document.Blocks.SelectMany(b => b is KeepTogether together ? together.Blocks : [b]).OfType<Heading>().Select(h => h.Text).ToHashSet();
            using var report = PdfProbe.Of(document);
            foreach (var page in (await report.TextAsync("-layout")).Split('\f', StringSplitOptions.RemoveEmptyEntries))
            {
                var lines = page.Split('\n').Select(l => l.Trim()).Where(l => l != "").ToList();
                Assert.False(headings.Contains(lines[^2]), $"{kind} in {language}: {lines[^2]}"); // the last line is the foot
            }
        }
    }
}
