using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>Text that is long, odd or hostile.</summary>
public sealed partial class ReportTextTests
{
    const double RightMargin = 595.28 - 56;

    [Fact]
    public void A_character_that_no_font_has_is_named()
    {
        var missing = Assert.Throws<MissingCharacterException>(() => ReportWriter.Write(PdfProbe.Document(new Paragraph("goed 😀"), new Table([new("漢")], [["😀 \uE000"]]))));
        Assert.Equal("No font has U+6F22 CJK UNIFIED IDEOGRAPH-6F22, U+E000 PRIVATE USE CHARACTER, U+1F600 GRINNING FACE", missing.Message);
        Assert.Equal([0x6F22, 0xE000, 0x1F600], missing.Characters.Select(c => c.Value));
    }

    [Fact]
    public async Task Who_types_such_a_character_is_told_before_and_it_can_be_spelled()
    {
        Assert.Empty(ReportText.MissingIn("Żaneta Őry, Ω, ы, \t€\n"));
        Assert.Equal([new Rune(0x1F44D)], ReportText.MissingIn("ok 👍 👍"));
        Assert.Equal("ok [U+1F44D] Ő", ReportText.Spelled("ok 👍 Ő"));
        Assert.Equal("zoals het is", ReportText.Spelled("zoals het is"));
        using var report = await PdfProbe.Of(new Paragraph(ReportText.Spelled("half \uD83D paar, geen teken \uFFFE, 漢"))).CheckAsync();
        Assert.Contains("[U+6F22]", await report.TextAsync());
    }

    [Fact]
    public async Task Control_characters_and_marks_that_turn_the_text_are_left_out()
    {
        const string hostile = "A\0B\u0001C\u001B[31mD\u007F\u0085E\u202Egpj.exe\u2066\u200F\uFEFF\u2028Fiets\tGarage\r\nHuis";
        var document = PdfProbe.Document(new Heading(1, hostile), new Paragraph(hostile), new SignatureBoxes(new SignatureBox("S", hostile, hostile)));
        using var report = await PdfProbe.Of(document with { Title = hostile, Organisation = hostile, Number = hostile, FooterLine = hostile }).CheckAsync();
        var text = await report.TextAsync();
        Assert.Contains("ABC[31mD\nEgpj.exe\nFiets Garage\nHuis", text);
        Assert.DoesNotMatch(@"[\0-\x08\x0E-\x1F\u200F\u202E\u2066\uFEFF]", text);
    }

    [Fact]
    public async Task A_letter_and_its_accent_become_one()
    {
        using var report = await PdfProbe.Of(new Paragraph("Re\u0301sume\u0301 Z\u0307")).CheckAsync();
        Assert.Contains("Résumé Ż", await report.TextAsync());
    }

    [Fact]
    public async Task A_word_wider_than_the_page_breaks_and_loses_nothing()
    {
        var word = string.Concat(Enumerable.Range(0, 60).Select(i => $"woord{i}"));
        var path = string.Join('/', Enumerable.Range(0, 60).Select(i => $"map{i}"));
        using var report = await PdfProbe.Of(new Paragraph(word), new Paragraph(path), new Table([new("smal"), new("breed", 9)], [[word, path]]), new Heading(1, word), new Note(word),
            new FactList(new Fact(word, path)) { Columns = 3 }, new SignatureBoxes(new SignatureBox("S", word, word) { Person = word })).CheckAsync();
        var joined = Regex.Replace(await report.TextAsync(), @"\s", "", RegexOptions.None, TimeSpan.FromSeconds(1));
        Assert.Contains(word, joined);
        Assert.Contains(path, joined);
        Assert.All(await RightEdgesAsync(report), e => Assert.InRange(e, 0, RightMargin + 0.1));
        Assert.All((await report.TextAsync()).Split('\n').Where(l => l.StartsWith("map0/", StringComparison.Ordinal) && l.Length > 60), l => Assert.EndsWith("/", l));
    }

    [Fact]
    public async Task Words_wrap_within_the_margins_and_a_hard_space_holds_them_together()
    {
        var text = string.Join(' ', Enumerable.Range(0, 400).Select(i => i % 3 == 0 ? $"elf\u00A0maart\u00A0{i}" : "Straße"));
        using var report = await PdfProbe.Of(new Paragraph(text)).CheckAsync();
        Assert.All(await RightEdgesAsync(report), e => Assert.InRange(e, 0, RightMargin + 0.1));
        Assert.Equal(134, Regex.Count(await report.TextAsync(), @"elf[ \u00A0]maart[ \u00A0]\d", RegexOptions.None, TimeSpan.FromSeconds(1)));
    }

    [Fact]
    public async Task A_soft_hyphen_is_seen_where_the_line_breaks_alone()
    {
        var text = string.Concat(Enumerable.Repeat("opsporings\u00ADlijsten\u00AD", 12));
        using var report = await PdfProbe.Of(new Paragraph(text), new Paragraph("nummer\u00ADplaat")).CheckAsync();
        var found = await report.TextAsync();
        Assert.Contains("nummerplaat", found);
        Assert.Matches("(opsporings|lijsten)[\u00AD-]?\n", found);
        Assert.True((await RightEdgesAsync(report)).Max() is > 400 and < RightMargin + 0.1);
    }

    [Fact]
    public async Task A_name_that_is_too_long_for_the_margin_becomes_smaller()
    {
        using var report = await PdfProbe.Of(PdfProbe.Document() with { Organisation = string.Concat(Enumerable.Repeat("Politiezone van vele gemeenten ", 6)).Trim(), FooterLine = string.Concat(Enumerable.Repeat("vertrouwelijk ", 16)).Trim() }).CheckAsync();
        Assert.All(await RightEdgesAsync(report), e => Assert.InRange(e, 0, RightMargin + 0.1));
        Assert.Contains("PZ-2026-000123", await report.TextAsync());
    }

    static async Task<List<double>> RightEdgesAsync(PdfProbe report)
    {
        var edges = RightEdge().Matches(await report.TextAsync("-bbox")).Select(m => double.Parse(m.Groups["x"].Value, CultureInfo.InvariantCulture)).ToList();
        Assert.NotEmpty(edges);
        return edges;
    }

    [GeneratedRegex("<word .*xMax=\"(?<x>[0-9.]+)\"", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex RightEdge();
}
