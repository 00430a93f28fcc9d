using System.Diagnostics;
using System.Globalization;
using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>A report of three hundred pages with a table of five thousand rows: whole, tagged right, and made without filling the memory.</summary>
public sealed class LongReportTests(ITestOutputHelper output)
{
    const int Rows = 5_000;

    [Fact]
    public async Task Three_hundred_pages_with_five_thousand_rows_are_made_and_accepted()
    {
        var rows = Enumerable.Range(1, Rows).Select(i => (IReadOnlyList<RichText>)
            [i.ToString(CultureInfo.InvariantCulture), $"rij{i}.", i % 3 == 0 ? string.Join(' ', Enumerable.Repeat("Een handeling die meer plaats vraagt dan een enkele regel", 3)) : "kort", $"{i},50"]).ToList();
        var document = PdfProbe.Document(new Heading(1, "Tabel"), new Table([new("Nr.", 0.5, AlignRight: true), new("Kolomkop"), new("Handeling", 2.4), new("Bedrag", 1, AlignRight: true)], rows), new PageBreak(),
            new Section("Nadien", [.. Enumerable.Range(0, 800).Select(n => new Paragraph(string.Join(' ', Enumerable.Repeat($"Alinea {n} met gewone woorden.", 20))))]));
        var (before, watch) = (GC.GetTotalAllocatedBytes(true), Stopwatch.StartNew());
        using var report = PdfProbe.Of(document);
        output.WriteLine($"{watch.Elapsed.TotalSeconds:0.0} s, {report.Bytes.Length / 1024.0 / 1024:0.0} MB, allocated {(GC.GetTotalAllocatedBytes(true) - before) / 1024 / 1024} MB");
        Assert.InRange(GC.GetTotalAllocatedBytes(true) - before, 0, 4L * 1024 * 1024 * 1024); // of all threads; a layout that copies what it has for each row would take a hundred times that
        await report.CheckAsync();
        var pages = (await report.TextAsync("-layout")).Split('\f', StringSplitOptions.RemoveEmptyEntries);
        Assert.InRange(pages.Length, 300, 500);
        var inTable = pages.TakeWhile(p => !p.Contains("Nadien", StringComparison.Ordinal)).ToList();
        Assert.All(inTable, p => Assert.Contains("Kolomkop", p, StringComparison.Ordinal));
        var numbers = string.Concat(inTable).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries).Where(w => w.StartsWith("rij", StringComparison.Ordinal)).ToList();
        Assert.Equal(Enumerable.Range(1, Rows).Select(i => $"rij{i}."), numbers);

        // One table with one head, whose rows each have their cells, however many pages they lie on.
        var plain = await report.PlainAsync();
        Assert.Equal((1, 1, 1, Rows + 1, 4, 4 * Rows), (Count(plain, "Table"), Count(plain, "THead"), Count(plain, "TBody"), Count(plain, "TR"), Count(plain, "TH"), Count(plain, "TD")));
        Assert.Equal((1, 800), (Count(plain, "Sect"), Count(plain, "P")));
    }

    static int Count(string plain, string tag) => plain.Split($"/S /{tag}\n").Length - 1;
}
