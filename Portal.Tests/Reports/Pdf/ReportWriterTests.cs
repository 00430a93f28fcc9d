using System.Text;
using System.Text.RegularExpressions;
using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>The file of a report: what programs of others say of it.</summary>
public sealed partial class ReportWriterTests
{
    [Fact]
    public async Task A_hit_report_keeps_the_rules_of_archives_and_of_accessibility()
    {
        using var draft = PdfProbe.Of(new Heading(1, "Beeld"));
        var (overview, plate) = (ReportImage.Read(await draft.PictureAsync("-jpeg", "-r", "40"), out _), ReportImage.Read(await draft.PictureAsync("-png", "-r", "20"), out _));
        Assert.NotNull(overview);
        Assert.NotNull(plate);
        using var report = await PdfProbe.Of(HitReportSample.Document(overview, plate)).CheckAsync();
        Assert.Equal(2, await report.PagesAsync());

        var text = await report.TextAsync("-layout");
        Assert.Contains("Bladzijde 2 van 2", text);
        Assert.Contains("5350-ANPR-2026-000417", text);
        Assert.Contains("1-ABC-123", text);
        var structure = await report.StructureAsync();
        Assert.Equal(2, Regex.Count(structure, @"^ *Figure", RegexOptions.Multiline, TimeSpan.FromSeconds(1)));
        Assert.Equal(2, Regex.Count(structure, @"^ *Form", RegexOptions.Multiline, TimeSpan.FromSeconds(1)));
        Assert.Contains("/Scope /Row", structure);
        Assert.Contains("/Scope /Column", structure);
        Assert.DoesNotContain("Bladzijde", structure); // margins are no content
    }

    [Theory]
    [InlineData("/Marked true", "/Marked null", "UA 7.1")]
    [InlineData("/Scope /Column", "/Skope /Column", "TH without Scope")]
    [InlineData("/S /GTS_PDFA1", "/S /GTS_PDFX1", "no GTS_PDFA1 output intent")]
    [InlineData("/ToUnicode", "/ToUnikode", "no ToUnicode")]
    [InlineData("/DisplayDocTitle true", "/DisplayDocTitle null", "DisplayDocTitle not set")]
    [InlineData("/TU (", "/TX (", "without /TU")]
    [InlineData("pdfaid:part>3<", "pdfaid:part>2<", "pdfaid:part")]
    public async Task The_check_of_the_rules_sees_what_is_amiss(string part, string instead, string finding)
    {
        using var report = PdfProbe.Of(HitReportSample.Document(null, null));
        var text = Encoding.Latin1.GetString(report.Bytes);
        Assert.Contains(part, text);
        Assert.Equal(part.Length, instead.Length);
        var spoiled = report.Path + ".spoiled";
        await File.WriteAllBytesAsync(spoiled, Encoding.Latin1.GetBytes(text.Replace(part, instead, StringComparison.Ordinal)), TestContext.Current.CancellationToken);
        var (code, output) = await PdfProbe.RulesAsync(spoiled);
        Assert.Equal(1, code);
        Assert.Contains(finding, output);
    }

    [Theory]
    [InlineData("nl-BE", "Eén coördinaat, ’s-Hertogenrade, “hoofdcommissaris”, Curaçao – 12 €")]
    [InlineData("fr-BE", "Procès-verbal n° 12 : œuvre, Noël, ça, où, « Été », ÿ, Æ – 50 €")]
    [InlineData("de-BE", "Straße, Größe, Übermaß, Fußgänger, „Kennzeichen“, ẞ")]
    [InlineData("en-BE", "Naïve façade, “quoted”, 5 × 3 = 15 … ½")]
    [InlineData("en-BE", "Őry Żaneta, Łódź, Šárka, Ștefan, Ğül, Iʻm, Đorđe, Þór, Ẽ")]
    [InlineData("en-BE", "Ελλάδα, Αθήνα, Γεώργιος Παπαδόπουλος, ΐ ΰ Ώ")]
    [InlineData("en-BE", "Україна, Київ, Щербицький, Ђорђе, Ѓ Њ Џ ы э ъ ё")]
    public async Task Every_kind_of_block_shows_the_letters_of_our_languages(string language, string text)
    {
        var document = PdfProbe.Document(
            new Heading(1, text), new Heading(2, text), new Heading(3, text), new Paragraph([text, " ", TextRun.Bold(text), " ", TextRun.Plate(text)]), new Note(text, text),
            new FactList(new(text, text), new(text, TextRun.Bold(text)), new("x", "y")) { Columns = 2 }, new Table([new(text), new(text, 2, AlignRight: true)], [[text, text]]) { Caption = text },
            new Spacer(10), new SignatureBoxes(new SignatureBox("Sealer", text, text) { Person = text }));
        using var report = await PdfProbe.Of(document with { Title = text, Subtitle = text, Language = language, Organisation = text, Number = text, FooterLine = text, PageLabel = (_, _) => text }).CheckAsync();
        var words = text.Split(' ').Where(w => w != "");
        var found = (await report.TextAsync()).Normalize(NormalizationForm.FormC);
        Assert.All(words, w => Assert.True(Count(found, w) >= 14, $"{w}: {Count(found, w)} times in {found}"));
        Assert.DoesNotMatch(@"\bno\b", string.Join('\n', (await ExternalTool.RunAsync("pdffonts", report.Path)).Output.Split('\n').Skip(2))); // embedded, subset, with Unicode
        Assert.Contains("Title:           " + text, (await ExternalTool.RunAsync("pdfinfo", report.Path)).Output);
    }

    [Fact]
    public async Task A_report_of_nothing_is_a_page_with_its_title()
    {
        using var report = await PdfProbe.Of().CheckAsync();
        Assert.Equal(1, await report.PagesAsync());
        Assert.Contains("Proces-verbaal", await report.TextAsync());
    }

    [Fact]
    public async Task Blocks_of_nothing_leave_no_trace()
    {
        using var report = await PdfProbe.Of(new Paragraph(""), new FactList(), new Note(), new PictureRow(), new KeepTogether(), new SignatureBoxes(), new Table([new("Alleen de kop")], []), new FactList(new Fact("Leeg", "")),
            new Table([new("A"), new("B")], [["", ""]]), new Spacer(5000)).CheckAsync();
        Assert.Equal(1, await report.PagesAsync());
    }

    [Fact]
    public async Task The_same_report_is_the_same_file_whoever_else_writes_one()
    {
        var document = HitReportSample.Document(null, null);
        var files = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => Task.Run(() => ReportWriter.Write(i % 2 == 0 ? document : document with { Title = "Een ander verslag: žðß" }))));
        Assert.All(files.Where((_, i) => i % 2 == 0), f => Assert.Equal(files[0], f));
        Assert.NotEqual(Identifier(files[0]), Identifier(files[1]));
        Assert.NotEqual(Identifier(files[0]), Identifier(ReportWriter.Write(document with { CreatedAt = document.CreatedAt.AddSeconds(1) })));
    }

    [Fact]
    public async Task The_file_says_twice_the_same_of_itself()
    {
        using var report = await PdfProbe.Of(PdfProbe.Document() with { Title = "Verslag <1> & \"2\"", Organisation = "Zone d’Écaussinnes" }).CheckAsync();
        var about = (await ExternalTool.RunAsync("pdfinfo", "-isodates", report.Path)).Output;
        Assert.Matches("Title: +Verslag <1> & \"2\"", about);
        Assert.Matches("CreationDate: +2026-03-02T09:15:30", about);
        Assert.Matches("ModDate: +2026-03-02T09:15:30", about);
        Assert.Matches("Tagged: +yes", about);
        var xmp = (await ExternalTool.RunAsync("pdfinfo", "-meta", report.Path)).Output;
        Assert.Contains("Verslag &lt;1&gt; &amp;", xmp);
        Assert.Contains("Zone d’Écaussinnes", xmp);
        Assert.Contains("<xmp:CreateDate>2026-03-02T09:15:30Z<", xmp);
        Assert.Contains("<xmp:ModifyDate>2026-03-02T09:15:30Z<", xmp);
        Assert.Contains("<rdf:li>nl-BE<", xmp);
    }

    [Fact]
    public async Task An_attached_file_comes_out_as_it_went_in()
    {
        var content = Encoding.UTF8.GetBytes("tijd;wie\n10:00;Żaneta\n");
        using var report = await PdfProbe.Of(PdfProbe.Document() with { Attachments = [new("zoe-ë.csv", "text/csv", content, "Het spoor", AttachmentRelation.Data), new("a.txt", "text/plain", new byte[] { 65 }, "Letter")] }).CheckAsync();
        var target = report.Path + ".attached";
        Assert.Equal(0, (await ExternalTool.RunAsync("pdfdetach", "-save", "2", "-o", target, report.Path)).Code);
        Assert.Equal(content, await File.ReadAllBytesAsync(target, TestContext.Current.CancellationToken));
        Assert.Contains("zoe-ë.csv", (await ExternalTool.RunAsync("pdfdetach", "-list", "-enc", "UTF-8", report.Path)).Output);
        var plain = await report.PlainAsync();
        Assert.Contains("/AFRelationship /Data", plain);
        Assert.Contains("/Subtype /text#2fcsv", plain);
        Assert.Throws<ArgumentException>(() => ReportWriter.Write(PdfProbe.Document() with { Attachments = [new("a", "text/plain", default, ""), new("a", "text/plain", default, "")] }));
    }

    [Fact]
    public async Task A_signature_field_waits_for_its_value_alone()
    {
        using var report = await PdfProbe.Of(new SignatureBoxes(new("Drafter", "Uw handtekening", "Opsteller"), new("Supervisor", "Haar handtekening", "Leiding"), new("Seal", "Zegel van de zone", "Zone") { Height = 90 })).CheckAsync();
        var plain = await report.PlainAsync();
        Assert.Contains("/SigFlags 3", plain);
        Assert.Equal(3, Regex.Count(plain, "/FT /Sig", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.Equal(3, Regex.Count(plain, @"/AP <<\s+/N \d+ 0 R\s+>>", RegexOptions.None, TimeSpan.FromSeconds(1)));
        Assert.DoesNotContain("/V ", plain);
        foreach (var box in Boxes().Matches(plain).Select(m => m.Groups["sides"].Value.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Select(s => double.Parse(s, System.Globalization.CultureInfo.InvariantCulture)).ToList()))
        {
            Assert.InRange(box[0], 50, box[2] - 200);
            Assert.InRange(box[3] - box[1], 64, 90);
        }

        Assert.Equal(3, Count((await ExternalTool.RunAsync("pdfsig", report.Path)).Output, "The signature form field is not signed."));
        foreach (var name in new[] { "", "a.b", "Drafter" })
            Assert.Throws<ArgumentException>(() => ReportWriter.Write(PdfProbe.Document(new SignatureBoxes(new("Drafter", "x", "x"), new(name, "x", "x")))));
    }

    [Fact]
    public void What_a_template_may_not_do_is_said()
    {
        Assert.Throws<ArgumentException>(() => ReportWriter.Write(PdfProbe.Document() with { Title = " " }));
        Assert.Throws<ArgumentException>(() => ReportWriter.Write(PdfProbe.Document() with { Language = "" }));
        Assert.Throws<ArgumentException>(() => ReportWriter.Write(PdfProbe.Document(new Heading(4, "x"))));
        Assert.Throws<ArgumentException>(() => ReportWriter.Write(PdfProbe.Document(new Table([], []))));
        Assert.Throws<ArgumentException>(() => ReportWriter.Write(PdfProbe.Document(new Table([new("a"), new("b")], [["only one"]]))));
    }

    static int Count(string text, string word) => (text.Length - text.Replace(word, "", StringComparison.Ordinal).Length) / word.Length;

    static string Identifier(byte[] file) => Encoding.Latin1.GetString(file)[^200..].Split("/ID")[1];

    [GeneratedRegex(@"/Rect \[(?<sides>[^\]]+)\]", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Boxes();
}
