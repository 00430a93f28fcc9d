namespace Portal.Reports.Pdf;

/// <summary>Makes the PDF of a report: PDF 1.7 for the archive with its structure (PDF/A-3a) and for everyone (PDF/UA-1).</summary>
public static class ReportWriter
{
    /// <summary>The same document gives the same bytes.</summary>
    /// <exception cref="MissingCharacterException">A character stands in the document that no font has.</exception>
    public static byte[] Write(ReportDocument document)
    {
        var (file, fonts, root, images) = (new NewPdfFile(), new FontSet(), new StructureElement("Document"), new ImageSet());
        var pages = ReportPages.Set(document, fonts, root, () => new PdfPage(file, images));
        var (tree, catalog) = (file.Reserve(), file.Reserve());
        var top = root.Write(file, tree);
        var parents = WritePages(file, pages, fonts, images, out var pageTree, out var fields);
        file.Set(tree, new PdfDictionary
        {
            { "Type", "StructTreeRoot" },
            { "K", new PdfArray(top) },
            { "ParentTree", file.Add(new PdfDictionary { { "Nums", new PdfArray(parents.SelectMany((p, i) => (PdfValue[])[i, p])) } }) },
            { "ParentTreeNextKey", parents.Count },
        });
        var attachments = AttachedFiles.Write(file, document);
        file.Set(catalog, new PdfDictionary
        {
            { "Type", "Catalog" },
            { "Pages", pageTree },
            { "Metadata", file.Add(ReportMetadata.Xmp(document)) },
            { "MarkInfo", new PdfDictionary { { "Marked", true } } },
            { "StructTreeRoot", tree },
            { "Lang", PdfString.Text(document.Language) },
            { "ViewerPreferences", new PdfDictionary { { "DisplayDocTitle", true } } },
            { "OutputIntents", new PdfArray(OutputIntent(file)) },
            { "AcroForm", fields.Count == 0 ? null : new PdfDictionary { { "Fields", new PdfArray(fields) }, { "SigFlags", 3 } } },
            { "Names", attachments.Names },
            { "AF", attachments.Associated },
        });
        return file.ToArray(catalog, file.Add(ReportMetadata.Information(document)));
    }

    /// <returns>What the parent tree leads to: for each page its elements, for each field its element.</returns>
    static List<PdfValue> WritePages(NewPdfFile file, List<PdfPage> pages, FontSet fonts, ImageSet images, out PdfReference tree, out List<PdfReference> fields)
    {
        (tree, fields) = (file.Reserve(), []);
        List<PdfValue> parents = [.. pages.Select(p => new PdfArray(p.Tagged.Select(e => e.Reference!)))];
        var contents = pages.Select(p => p.Content()).ToList(); // before the fonts, which learn their letters by it
        var resources = new PdfDictionary();
        var fontNames = new PdfDictionary();
        foreach (var font in fonts.Used) fontNames.Add(font.Resource, font.Write(file));
        resources.Add("Font", fontNames);
        resources.Add("XObject", images.Write(file));
        var shared = file.Add(resources);
        for (var i = 0; i < pages.Count; i++)
        {
            var page = pages[i];
            foreach (var field in page.Fields)
            {
                WriteField(file, field, parents.Count);
                parents.Add(field.Element.Reference!);
                fields.Add(field.Reference);
            }

            file.Set(page.Reference, new PdfDictionary
            {
                { "Type", "Page" },
                { "Parent", tree },
                { "MediaBox", new PdfArray(0, 0, Look.PageWidth, Look.PageHeight) },
                { "Resources", shared },
                { "Contents", file.Add(NewPdfFile.Compressed([], contents[i])) },
                { "StructParents", i },
                { "Tabs", "S" },
                { "Annots", page.Fields.Count == 0 ? null : new PdfArray(page.Fields.Select(f => f.Reference)) },
            });
        }

        file.Set(tree, new PdfDictionary { { "Type", "Pages" }, { "Kids", new PdfArray(pages.Select(p => p.Reference)) }, { "Count", pages.Count } });
        return parents;
    }

    /// <summary>The field and its widget are one object; a signer sets its value and leaves the rest as it is.</summary>
    static void WriteField(NewPdfFile file, PlacedField placed, int parent)
    {
        var (width, height) = (Math.Round(placed.Width, 2), Math.Round(placed.Field.Height, 2));
        var (left, bottom) = (Math.Round(placed.X, 2), Math.Round(Look.PageHeight - placed.Y - height, 2));
        var appearance = file.Add(new PdfStream(new() { { "Type", "XObject" }, { "Subtype", "Form" }, { "BBox", new PdfArray(0, 0, width, height) }, { "Resources", new PdfDictionary() } }, ReadOnlyMemory<byte>.Empty));
        file.Set(placed.Reference, new PdfDictionary
        {
            { "Type", "Annot" },
            { "Subtype", "Widget" },
            { "FT", "Sig" },
            { "T", PdfString.Text(placed.Field.Name) },
            { "TU", PdfString.Text(ReportText.Clean(placed.Field.Tooltip)) },
            { "Rect", new PdfArray(left, bottom, left + width, bottom + height) },
            { "F", 4 },
            { "P", placed.Page.Reference },
            { "StructParent", parent },
            { "AP", new PdfDictionary { { "N", appearance } } },
        });
    }

    static PdfReference OutputIntent(NewPdfFile file) => file.Add(new PdfDictionary
    {
        { "Type", "OutputIntent" },
        { "S", "GTS_PDFA1" },
        { "OutputConditionIdentifier", PdfString.Text(ColorProfile.Name) },
        { "Info", PdfString.Text(ColorProfile.Name) },
        { "DestOutputProfile", file.Add(NewPdfFile.Compressed(new() { { "N", 3 } }, ColorProfile.Bytes)) },
    });
}
