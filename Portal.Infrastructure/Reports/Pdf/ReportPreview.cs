namespace Portal.Reports.Pdf;

/// <summary>The pages of a document as drawings for a screen: what will be sealed is seen without a file that could leave.</summary>
public static class ReportPreview
{
    /// <returns>A page each, as SVG; its text is text.</returns>
    /// <exception cref="MissingCharacterException">A character stands in the document that no font has.</exception>
    public static IReadOnlyList<string> Pages(ReportDocument document) =>
        [.. ReportPages.Set(document, new(), new("Document"), () => new SvgPage()).Select(p => p.Drawing(document.Language))];
}
