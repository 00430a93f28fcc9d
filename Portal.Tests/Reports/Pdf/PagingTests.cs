using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>Where pages end.</summary>
public sealed class PagingTests
{
    [Fact]
    public async Task A_table_of_twenty_pages_bears_its_head_on_each_and_loses_no_row()
    {
        var rows = Enumerable.Range(1, 620).Select(i => (IReadOnlyList<RichText>)[$"rij{i}.", i % 7 == 0 ? "Een handeling die meer plaats vraagt dan een enkele regel van deze kolom kan bieden" : "kort", $"{i},50"]).ToList();
        using var report = await PdfProbe.Of(new Paragraph("Vooraf"), new Table([new("Kolomkop"), new("Handeling", 2), new("Bedrag", 1, AlignRight: true)], rows), new Paragraph("Nadien")).CheckAsync();
        var pages = await PageTextsAsync(report);
        Assert.InRange(pages.Count, 18, 30);
        Assert.All(pages, p => Assert.Contains("Kolomkop", p));
        var numbers = string.Concat(pages).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.StartsWith("rij", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(1, 620).Select(i => $"rij{i}."), numbers);
    }

    /// <summary>A shorter table: pdfinfo takes minutes for the tags of twenty pages.</summary>
    [Fact]
    public async Task A_screen_reader_hears_the_head_of_a_table_once_and_each_row()
    {
        var rows = Enumerable.Range(1, 100).Select(i => (IReadOnlyList<RichText>)[$"rij{i}.", "kort"]).ToList();
        using var report = await PdfProbe.Of(new Table([new("Kolomkop"), new("Handeling", 2)], rows)).CheckAsync();
        Assert.InRange((await PageTextsAsync(report)).Count, 3, 5);
        var structure = await report.StructureAsync();
        Assert.Equal(1, structure.Split("\"Kolomkop\"").Length - 1);
        Assert.Equal(101, structure.Split(" TR\n").Length - 1);
    }

    [Fact]
    public async Task A_row_longer_than_a_page_goes_on_on_the_next()
    {
        var lines = string.Join('\n', Enumerable.Range(1, 150).Select(i => $"regel{i}."));
        using var report = await PdfProbe.Of(new Table([new("Kolomkop"), new("Tekst", 3)], [["links", lines], ["volgende", "rij"]])).CheckAsync();
        var pages = await PageTextsAsync(report);
        Assert.Equal(3, pages.Count);
        Assert.All(pages, p => Assert.Contains("Kolomkop", p));
        Assert.Equal(150, string.Concat(pages).Split("regel").Length - 1);
    }

    [Fact]
    public async Task No_heading_is_the_last_on_its_page_and_no_line_of_a_paragraph_is_alone()
    {
        List<ReportBlock> blocks = [];
        for (var i = 0; i < 80; i++)
        {
            var lines = (i * 7 % 11) + 2;
            blocks.Add(new Heading((i % 3) + 1, $"Kop{i}"));
            blocks.Add(new Paragraph(string.Join('\n', Enumerable.Range(1, lines).Select(l => l == 1 ? "eerste" : l == lines ? "laatste" : "midden"))));
        }

        using var report = await PdfProbe.Of([.. blocks]).CheckAsync();
        var pages = (await PageTextsAsync(report)).Select(p => p.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(l => l.Trim()).Where(l => l.StartsWith("Kop", StringComparison.Ordinal) || l is "eerste" or "midden" or "laatste").ToList()).ToList();
        Assert.True(pages.Count > 8);
        Assert.Equal(80, pages.Sum(p => p.Count(l => l.StartsWith("Kop", StringComparison.Ordinal))));
        Assert.All(pages, p => Assert.False(p[^1].StartsWith("Kop", StringComparison.Ordinal) || p[^1] == "eerste", p[^1]));
        Assert.All(pages, p => Assert.NotEqual("laatste", p[0]));
    }

    [Fact]
    public async Task What_belongs_together_stands_on_one_page()
    {
        for (var lines = 30; lines < 50; lines += 3)
        {
            using var report = PdfProbe.Of(new Paragraph(string.Join('\n', Enumerable.Repeat("regel", lines))), new KeepTogether(new Heading(1, "Ondertekening"), new Paragraph("tekst"), new SignatureBoxes(new SignatureBox("S", "t", "Opsteller"))));
            Assert.Single(await PageTextsAsync(report), p => p.Contains("Ondertekening", StringComparison.Ordinal) && p.Contains("Opsteller", StringComparison.Ordinal));
        }
    }

    [Fact]
    public async Task What_no_page_can_hold_together_is_divided()
    {
        using var report = await PdfProbe.Of(new KeepTogether([.. Enumerable.Range(0, 120).Select(i => new Paragraph($"alinea{i}."))])).CheckAsync();
        Assert.Equal(120, (await report.TextAsync()).Split("alinea").Length - 1);
    }

    [Fact]
    public async Task Heading_levels_leave_none_out()
    {
        using var report = await PdfProbe.Of(new Heading(3, "Diep"), new Heading(1, "Hoog"), new Heading(3, "Weer diep")).CheckAsync();
        var structure = await report.StructureAsync();
        Assert.Matches(@"H2 \(block\)\s+""Diep""", structure);
        Assert.Matches(@"H3 \(block\)\s+""Weer diep""", structure);
    }

    [Fact]
    public async Task A_note_goes_over_the_page()
    {
        using var report = await PdfProbe.Of(new Paragraph(string.Join('\n', Enumerable.Repeat("regel", 40))), new Note([.. Enumerable.Range(0, 20).Select(i => (RichText)$"punt{i}.")])).CheckAsync();
        Assert.Equal(2, await report.PagesAsync());
        Assert.Equal(20, (await report.TextAsync()).Split("punt").Length - 1);
    }

    static async Task<List<string>> PageTextsAsync(PdfProbe report) => [.. (await report.TextAsync("-layout")).Split('\f').Where(p => p.Trim() != "")];
}
