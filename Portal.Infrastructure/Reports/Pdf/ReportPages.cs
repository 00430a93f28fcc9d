namespace Portal.Reports.Pdf;

/// <summary>Sets a document on pages, of a file or of a screen: both show the same.</summary>
static class ReportPages
{
    /// <exception cref="MissingCharacterException">A character stands in the document that no font has.</exception>
    public static List<TPage> Set<TPage>(ReportDocument document, FontSet fonts, StructureElement root, Func<TPage> newPage) where TPage : PageCanvas
    {
        List<TPage> pages = [];
        var mark = fonts.Line(document.DraftMark, Look.Draft);
        var strips = new BlockLayout(fonts, root).Lay(document);
        new PageFlow(() =>
        {
            pages.Add(newPage());
            if (mark.Letters.Count > 0) pages[^1].Across(mark, Look.Draft, 55); // first, so that the text lies over it
            return pages[^1];
        }).Set(strips);
        Margins(document, pages, fonts);
        return fonts.Missing is { Count: > 0 } missing ? throw new MissingCharacterException(missing) : pages;
    }

    static void Margins<TPage>(ReportDocument document, List<TPage> pages, FontSet fonts) where TPage : PageCanvas
    {
        const string header = "/Type /Pagination /Subtype /Header /Attached [/Top]", footer = "/Type /Pagination /Subtype /Footer /Attached [/Bottom]";
        var (organisation, number, foot) = (fonts.Line(document.Organisation, Look.MarginBold), fonts.Line(document.Number == "" ? document.DraftMark : document.Number, Look.Margin), fonts.Line(document.FooterLine, Look.Margin));
        for (var i = 0; i < pages.Count; i++)
        {
            Margin(pages[i], header, organisation, Look.MarginBold, number, Look.HeaderRule - 16);
            Margin(pages[i], footer, foot, Look.Margin, fonts.Line(document.PageLabel(i + 1, pages.Count), Look.Margin), Look.FooterRule + 5);
            pages[i].HorizontalRule(Look.Left, Look.HeaderRule, Look.TextWidth, Look.Rule, Look.Accent);
            pages[i].HorizontalRule(Look.Left, Look.FooterRule, Look.TextWidth, Look.Hairline, Look.Line);
        }
    }

    /// <summary>What is left becomes smaller where both do not fit.</summary>
    static void Margin(PageCanvas page, string kind, TextLine left, Typeface type, TextLine right, double top)
    {
        var room = Look.TextWidth - (right.Width * Look.Margin.Size) - (right.Letters.Count > 0 ? 16 : 0);
        page.Artifact(kind, left, type, Look.Left, top, Math.Min(type.Size, Math.Max(4, Math.Floor(room / Math.Max(left.Width, 1) * 10) / 10)));
        page.Artifact(kind, right, Look.Margin, Look.Right - (right.Width * Look.Margin.Size), top);
    }
}
