using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>Lists, sections, QR codes, page breaks and the mark of a draft, as other programs find them in the file.</summary>
public sealed class VocabularyTests
{
    static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public async Task A_list_is_tagged_with_its_items_labels_and_bodies_however_deep()
    {
        var list = new ItemList("een", new Item(["twee ", TextRun.Bold("vet")]) { Below = new("diep", new Item("dieper") { Below = new("diepst") { IsNumbered = true } }) }, string.Join(' ', Enumerable.Repeat("lang", 60)));
        using var report = await PdfProbe.Of(list, new ItemList("eerste", "tweede") { IsNumbered = true }).CheckAsync();
        var structure = await report.StructureAsync();
        Assert.Equal((4, 8, 8, 8), (Tags(structure, "L"), Tags(structure, "LI"), Tags(structure, "Lbl"), Tags(structure, "LBody")));
        Assert.Matches("(?s)LBody.*\"twee vet\".*L \\(block\\).*\"diep\"", structure); // what lies below an item is inside it
        var plain = await report.PlainAsync();
        Assert.Equal((2, 2), (Regex.Count(plain, "/ListNumbering /Decimal", RegexOptions.None, Second), Regex.Count(plain, "/ListNumbering /Disc", RegexOptions.None, Second)));
        var lines = (await report.TextAsync("-layout")).Split('\n').Select(l => l.TrimEnd()).ToList();
        Assert.Contains(lines, l => Regex.IsMatch(l, @"^\s*• +een$", RegexOptions.None, Second));
        Assert.Contains(lines, l => Regex.IsMatch(l, @"^\s*2\. +tweede$", RegexOptions.None, Second));
    }

    [Fact]
    public async Task A_list_goes_over_the_page_and_no_item_is_torn_from_what_it_introduces()
    {
        for (var above = 38; above < 50; above++)
        {
            using var report = PdfProbe.Of(new Paragraph(string.Join('\n', Enumerable.Repeat("regel", above))), new ItemList(new Item("inleiding:") { Below = new("onder", "nog") }));
            var pages = (await report.TextAsync()).Split('\f');
            Assert.Contains("onder", pages.Single(p => p.Contains("inleiding:", StringComparison.Ordinal)), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Sections_give_their_headings_levels_and_end()
    {
        using var report = await PdfProbe.Of(new Section("Een", new Paragraph("a"), new Section("Diep", new Paragraph("b"))), new Section("Twee", new Paragraph("c"))).CheckAsync();
        var structure = await report.StructureAsync();
        Assert.Equal(3, Tags(structure, "Sect"));
        foreach (var (level, text) in new[] { (2, "Een"), (3, "Diep"), (2, "Twee") }) Assert.Matches($"H{level} \\(block\\)\\s+\"{text}\"", structure);
        Assert.Throws<ArgumentException>(() => PdfProbe.Of(new Section("1", new Section("2", new Section("3", new Section("4"))))));
    }

    [Theory]
    [InlineData("https://portal.example/verify?r=5340-2026-17&c=ABCDEFGHIJKLMNOPQRST")]
    [InlineData("https://portal.zone-élan.example/verificatie?referentie=5340-2026-123456&code=ABCDEFGHIJKLMNOPQRST&taal=nl")]
    public async Task A_telephone_reads_the_code_and_who_cannot_see_it_is_told(string address)
    {
        using var report = await PdfProbe.Of(new QrCode(address, "Code om dit verslag te controleren", "Controleer", address)).CheckAsync();
        Assert.Contains("/Alt (Code om dit verslag te controleren)", await report.PlainAsync(), StringComparison.Ordinal);
        Assert.Single(Regex.Matches(await report.PlainAsync(), "/S /Figure", RegexOptions.None, Second));
        using var folder = new TemporaryFolder();
        var picture = await folder.WriteAsync("page.png", await report.PictureAsync("-png", "-r", "150"));
        var (code, read) = await ExternalTool.RunAsync("zbarimg", "--raw", "-q", "--nodbus", picture);
        Assert.True(code == 0, read);
        Assert.Equal(address, read.Trim());
        Assert.Throws<ArgumentException>(() => PdfProbe.Of(new QrCode(address, " ")));
    }

    [Fact]
    public async Task A_page_ends_where_the_author_says_and_never_leaves_an_empty_one()
    {
        using var report = await PdfProbe.Of(new PageBreak(), new Paragraph("eerste"), new PageBreak(), new PageBreak(), new Paragraph("tweede"), new PageBreak()).CheckAsync();
        var pages = (await report.TextAsync()).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(3, pages.Length); // the title's page comes first
        Assert.DoesNotContain("eerste", pages[0], StringComparison.Ordinal);
        Assert.Contains("tweede", pages[2], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_draft_says_so_across_every_page_and_to_no_screen_reader()
    {
        var document = PdfProbe.Document([.. Enumerable.Range(0, 60).Select(n => new Paragraph($"alinea {n}\nen nog een regel"))]) with { DraftMark = "ONTWERP", Number = "" };
        using var report = await PdfProbe.Of(document).CheckAsync();
        var pages = (await report.TextAsync()).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.True(pages.Length >= 3);
        Assert.DoesNotContain("ONTWERP", await report.StructureAsync(), StringComparison.Ordinal);
        Assert.Equal(pages.Length, Regex.Count(await report.PlainAsync(), "/Subtype /Watermark", RegexOptions.None, Second));
        Assert.All(pages, p => Assert.Contains("ONTWERP", p, StringComparison.Ordinal)); // in the head too
        using var issued = PdfProbe.Of(document with { DraftMark = "" });
        Assert.DoesNotContain("ONTWERP", await issued.TextAsync(), StringComparison.Ordinal);
    }

    /// <summary>Of every letter of the blocks that Latin, Greek and Cyrillic fill (but for ten that are younger, for Komi, Orok and Khanty, and four of Middle Welsh), none becomes a box, and each is read back as it was written.</summary>
    [Fact]
    public async Task Latin_with_every_accent_Greek_and_Cyrillic_are_shown()
    {
        var all = new[] { (0x21, 0x7E), (0xA1, 0x24F), (0x370, 0x525), (0x1E00, 0x1EF9), (0x1F00, 0x1FFF) }.SelectMany(r => Enumerable.Range(r.Item1, r.Item2 - r.Item1 + 1)).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) is not (UnicodeCategory.OtherNotAssigned or UnicodeCategory.Format
            or UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark)).Select(char.ConvertFromUtf32).ToList();
        var text = string.Join(' ', all).Normalize(NormalizationForm.FormC);
        Assert.Empty(ReportText.MissingIn(text));
        using var report = await PdfProbe.Of(new Paragraph(text), new Heading(1, "Łódź Ἐλένη Ёжик"), new Paragraph(TextRun.Plate("Ж Ω Ḁ"))).CheckAsync();
        var read = (await report.TextAsync()).EnumerateRunes().ToHashSet();
        Assert.Empty(text.EnumerateRunes().Where(r => !Rune.IsWhiteSpace(r) && !read.Contains(r)).Select(ReportText.NameOf));
    }

    [Theory]
    [InlineData(0x1F600, "U+1F600 GRINNING FACE")]
    [InlineData(0x6F22, "U+6F22 CJK UNIFIED IDEOGRAPH-6F22")]
    [InlineData(0xD55C, "U+D55C HANGUL SYLLABLE HAN")]
    [InlineData(0x0645, "U+0645 ARABIC LETTER MEEM")]
    [InlineData(0xE000, "U+E000 PRIVATE USE CHARACTER")]
    [InlineData(0x10FFFD, "U+10FFFD PRIVATE USE CHARACTER")]
    [InlineData(0x0378, "U+0378")]
    public void A_character_that_no_font_has_is_called_by_its_name(int code, string name)
    {
        Assert.Equal([new Rune(code)], ReportText.MissingIn("goed " + char.ConvertFromUtf32(code)));
        Assert.Equal(name, ReportText.NameOf(new(code)));
        var missing = Assert.Throws<MissingCharacterException>(() => ReportPreview.Pages(PdfProbe.Document(new Paragraph(char.ConvertFromUtf32(code)))));
        Assert.Contains(name, missing.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_preview_has_the_pages_and_the_words_of_the_file()
    {
        var image = ReportImage.Read(new TestPng(24, 16, 2, 8).File(), out _)!;
        var document = PdfProbe.Document(
            [new Heading(1, "Kop & <b>staart</b>"), new ItemList("een", "twee"), new Picture(image, "Een \"beeld\""), new QrCode("https://example.org", "Code"), .. Enumerable.Range(0, 90).Select(n => new Paragraph($"alinea {n} Ἐλένη Ǩ"))]) with
        { DraftMark = "ONTWERP" };
        var pages = ReportPreview.Pages(document);
        using var report = PdfProbe.Of(document);
        Assert.Equal(await report.PagesAsync(), pages.Count);
        foreach (var page in pages)
        {
            var xml = System.Xml.Linq.XElement.Parse(page);
            Assert.Equal("nl-BE", (string?)xml.Attribute("lang"));
            Assert.Contains(xml.Descendants(), e => e.Value == "ONTWERP" && e.AncestorsAndSelf().Any(a => (string?)a.Attribute("aria-hidden") == "true"));
            Assert.DoesNotContain("script", page, StringComparison.OrdinalIgnoreCase);
        }

        var words = pages.SelectMany(p => System.Xml.Linq.XElement.Parse(p).Descendants().Where(e => e.Name.LocalName == "text").Select(e => e.Value)).ToList();
        Assert.Contains("Kop & <b>staart</b>", words);
        Assert.Equal(90, words.Count(w => w.StartsWith("alinea ", StringComparison.Ordinal)));
        Assert.Contains("aria-label=\"Een &quot;beeld&quot;\"", pages[0], StringComparison.Ordinal);
        Assert.StartsWith("iVBOR", pages[0].Split("data:image/png;base64,")[1], StringComparison.Ordinal);
    }

    /// <summary>So that a line breaks on the screen where it will in the file, the page must find the same fonts.</summary>
    [Fact]
    public void The_preview_finds_the_fonts_of_the_file()
    {
        var css = File.ReadAllText(Path.Combine(Repository.Root, "wwwroot-assets/css/fonts.css"));
        foreach (var font in new[] { "SourceSans3-Regular.ttf", "SourceSans3-Semibold.ttf", "B612Mono-Regular.ttf", "DejaVuSans.ttf" })
        {
            Assert.Contains($"../fonts/{font}", css, StringComparison.Ordinal);
            Assert.True(File.Exists(Path.Combine(Repository.Root, "wwwroot-assets/fonts", font)), font);
        }
    }

    static int Tags(string structure, string tag) => Regex.Count(structure, $@"^\s*{tag}( |$)", RegexOptions.Multiline, Second);
}
