namespace Portal.Reports.Pdf;

/// <summary>The files that a report carries (ISO 19005-3, 6.8).</summary>
static class AttachedFiles
{
    public static (PdfDictionary? Names, PdfArray? Associated) Write(NewPdfFile file, ReportDocument document)
    {
        var attachments = document.Attachments.OrderBy(a => a.Name, StringComparer.Ordinal).ToList();
        if (attachments.Count == 0) return (null, null);
        if (attachments.Select(a => a.Name).Distinct(StringComparer.Ordinal).Count() < attachments.Count) throw new ArgumentException("Two attached files have the same name.", nameof(document));
        List<PdfReference> files = [.. attachments.Select(a => Write(file, a, document.CreatedAt))];
        var names = new PdfArray(attachments.SelectMany((a, i) => (PdfValue[])[Key(i), files[i]]));
        return (new() { { "EmbeddedFiles", file.Add(new PdfDictionary { { "Names", names } }) } }, new(files));
    }

    /// <summary>Keys of the tree are sorted by their bytes; the names themselves may be in UTF-16, whose order is another.</summary>
    static PdfString Key(int index) => PdfString.Text(index.ToString("D4", System.Globalization.CultureInfo.InvariantCulture));

    static PdfReference Write(NewPdfFile file, ReportAttachment attachment, DateTimeOffset at)
    {
        var content = file.Add(NewPdfFile.Compressed(new()
        {
            { "Type", "EmbeddedFile" },
            { "Subtype", attachment.MediaType },
            { "Params", new PdfDictionary { { "Size", attachment.Content.Length }, { "CreationDate", PdfString.Date(at) }, { "ModDate", PdfString.Date(at) } } },
        }, attachment.Content.Span));
        return file.Add(new PdfDictionary
        {
            { "Type", "Filespec" },
            { "F", PdfString.Text(attachment.Name) },
            { "UF", PdfString.Text(attachment.Name) },
            { "Desc", PdfString.Text(ReportText.Clean(attachment.Description)) },
            { "AFRelationship", attachment.Relation.ToString() },
            { "EF", new PdfDictionary { { "F", content }, { "UF", content } } },
        });
    }
}
