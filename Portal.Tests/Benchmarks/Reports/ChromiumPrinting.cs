using System.Diagnostics;
using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Portal.Reports.Pdf;

namespace Portal.Benchmarks.Reports;

/// <summary>What Chromium takes to print the same page: the page of a hit report as HTML, in a browser that is open already.</summary>
static class ChromiumPrinting
{
    const string Browser = "/usr/bin/chromium";

    /// <returns>Prints a second; null where no Chromium is.</returns>
    public static async Task<double?> RateAsync(ReportDocument document, TimeSpan measured)
    {
        if (!File.Exists(Browser)) return null;
        using var playwright = await Playwright.CreateAsync();
        await using var browser = await playwright.Chromium.LaunchAsync(new() { ExecutablePath = Browser, Args = ["--no-sandbox"] });
        var page = await browser.NewPageAsync();
        var html = Html(document);
        for (var n = 0; n < 2; n++) await PrintAsync();
        var (done, watch) = (0, Stopwatch.StartNew());
        for (; watch.Elapsed < measured; done++) await PrintAsync();
        return done / watch.Elapsed.TotalSeconds;

        async Task PrintAsync()
        {
            await page.SetContentAsync(html);
            await page.PdfAsync(new() { Format = "A4", Tagged = true, DisplayHeaderFooter = true, FooterTemplate = "<span class=pageNumber></span>", HeaderTemplate = "<span></span>" });
        }
    }

    static string Html(ReportDocument document)
    {
        var html = new StringBuilder().Append(CultureInfo.InvariantCulture, $"<!doctype html><html lang=\"{document.Language}\"><title>{document.Title}</title><body style=\"font:10pt sans-serif\"><h1>{document.Title}</h1>");
        foreach (var block in document.Blocks) Append(html, block);
        return html.Append("</body></html>").ToString();
    }

    static void Append(StringBuilder html, ReportBlock block)
    {
        switch (block)
        {
            case Heading heading: html.Append(CultureInfo.InvariantCulture, $"<h2>{heading.Text}</h2>"); break;
            case Paragraph paragraph: html.Append(CultureInfo.InvariantCulture, $"<p>{Words(paragraph.Text)}</p>"); break;
            case Note note: foreach (var paragraph in note.Paragraphs) html.Append(CultureInfo.InvariantCulture, $"<p style=\"background:#eee\">{Words(paragraph)}</p>"); break;
            case FactList facts: html.Append("<table>").AppendJoin("", facts.Facts.Select(f => $"<tr><th>{f.Label}<td>{Words(f.Value)}")).Append("</table>"); break;
            case Table table: html.Append("<table><thead><tr>").AppendJoin("", table.Columns.Select(c => $"<th>{c.Title}")).Append("<tbody>").AppendJoin("", table.Rows.Select(r => "<tr>" + string.Concat(r.Select(c => "<td>" + Words(c))))).Append("</table>"); break;
            case Picture picture: html.Append(CultureInfo.InvariantCulture, $"<img width=400 alt=\"{picture.AlternativeText}\" src=\"data:{picture.Image.MediaType};base64,{Convert.ToBase64String(picture.Image.Source.Span)}\">"); break;
            case KeepTogether together: foreach (var inner in together.Blocks) Append(html, inner); break;
        }
    }

    static string Words(RichText text) => string.Concat(text.Select(r => r.Text));
}
