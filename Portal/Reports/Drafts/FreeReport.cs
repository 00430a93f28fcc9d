using Portal.Reports.Pdf;

namespace Portal.Reports.Drafts;

/// <summary>The document that somebody wrote in the editor.</summary>
public static class FreeReport
{
    public static ReportDocument Compose(FreeReportFacts facts, Issue issue) => ReportParts.Document(facts.Zone, facts.Language, issue, page =>
    {
        var shown = facts.Blocks.Select(b => b.FileId).OfType<Guid>().ToHashSet();
        var attached = facts.Files.Where(f => !shown.Contains(f.Id)).ToList();
        var title = string.IsNullOrWhiteSpace(facts.Title) ? DraftsText.Untitled : facts.Title;
        return page with
        {
            Title = title,
            ListTitle = title,
            Blocks = [ReportParts.Origin(issue, facts.Author, facts.CaseNumber, (ReportPartsText.Replaces, facts.Replaces)), .. Kept(facts), .. Attached(attached)],
            Attachments = [.. attached.Select(f => new ReportAttachment(f.Name, f.MediaType, f.Content, f.Description == "" ? f.Name : f.Description))],
        };
    });

    /// <summary>What stands together on a page is one block.</summary>
    static IEnumerable<ReportBlock> Kept(FreeReportFacts facts)
    {
        List<ReportBlock> together = [];
        foreach (var block in facts.Blocks.Where(b => !b.IsEmpty))
        {
            together.AddRange(Of(block, facts.Files));
            if (block.KeepsWithNext) continue;
            yield return together is [var one] ? one : new KeepTogether([.. together]);
            together = [];
        }

        if (together.Count > 0) yield return new KeepTogether([.. together]);
    }

    static IEnumerable<ReportBlock> Of(DraftBlock block, IReadOnlyList<FreeReportFile> files)
    {
        switch (block.Kind)
        {
            case DraftBlockKind.Heading: yield return new Heading(block.Level, block.Text.Trim()); break;
            case DraftBlockKind.Paragraph: yield return new Paragraph(DraftWords.Of(block.Text.Trim())); break;
            case DraftBlockKind.List: yield return DraftWords.List(block.Text, block.IsNumbered); break;
            case DraftBlockKind.Table: yield return new Table([.. block.Cells[0].Select((c, i) => new Column(c.Trim(), WidthOf(block.Cells, i)))], [.. block.Cells.Skip(1).Select(row => (IReadOnlyList<RichText>)[.. row.Select(c => DraftWords.Of(c.Trim()))])]); break;
            case DraftBlockKind.PageBreak: yield return new PageBreak(); break;
            case DraftBlockKind.Picture:
                if (files.FirstOrDefault(f => f.Id == block.FileId) is { } file && ReportImage.Read(file.Content, out _) is { } image)
                    yield return new Picture(image, file.Description == "" ? file.Name : file.Description) { Caption = block.Text.Trim(), MaxHeight = 420 };
                break;
        }
    }

    /// <summary>As wide as its words ask, within bounds: a column of days leaves its room to one of sentences.</summary>
    static double WidthOf(IReadOnlyList<IReadOnlyList<string>> cells, int column) => Math.Clamp(cells.Max(row => row[column].Length), 8, 40);

    static IEnumerable<ReportBlock> Attached(IReadOnlyList<FreeReportFile> files)
    {
        if (files.Count == 0) yield break;
        yield return new KeepTogether(
            new Heading(1, ReportPartsText.Attached), new Paragraph(ReportPartsText.AttachedSays),
            new Table([new(ReportPartsText.File, 1.2), new(ReportPartsText.Description, 1.6), new("SHA-256", 2)], [.. files.Select(f => (IReadOnlyList<RichText>)[f.Name, f.Description, TextRun.Plate(f.Sha256)])]));
    }
}
