namespace Portal.Reports.Pdf;

/// <summary>Makes strips of the blocks of a document, and their elements.</summary>
sealed class BlockLayout(FontSet fonts, StructureElement document)
{
    const double Inset = 10;

    readonly List<Strip> strips = [];
    readonly HashSet<string> fields = new(StringComparer.Ordinal);
    readonly TableLayout tables = new(fonts);
    readonly ListLayout lists = new(fonts);
    StructureElement parent = document;
    int deepest = 1, sections;
    double space;
    bool turn;

    public IReadOnlyList<Strip> Lay(ReportDocument report)
    {
        if (string.IsNullOrWhiteSpace(report.Title) || string.IsNullOrWhiteSpace(report.Language)) throw new ArgumentException("A report has a title and a language.", nameof(report));
        strips.AddRange(Lines(parent.Add("H1"), report.Title, Look.Title, Keep.Needed));
        if (report.Subtitle != "") strips.AddRange(Lines(parent.Add("P"), report.Subtitle, Look.Subtitle, Keep.Needed));
        strips.Add(new(8, (page, y) => page.Rectangle(Look.Left, y + 5, 48, 2.5, Look.Accent)) { WithNext = Keep.Needed });
        foreach (var block in report.Blocks) Lay(block);
        return strips;
    }

    void Lay(ReportBlock block)
    {
        switch (block)
        {
            case Heading heading: LayHeading(heading); break;
            case Section section: LaySection(section); break;
            case Paragraph paragraph: Append(Lines(parent.Add("P"), paragraph.Text, Look.Body), 7); break;
            case Note note: LayNote(note); break;
            case ItemList list: Append(lists.Lay(list, parent), 7); break;
            case FactList facts: Append(tables.Lay(facts, parent), 8); break;
            case Table table: Append(tables.Lay(table, parent), 10); break;
            case Picture picture: LayPictures([picture]); break;
            case PictureRow row: LayPictures(row.Pictures); break;
            case QrCode code: LayCode(code); break;
            case PageBreak: turn = strips.Count > 0; break;
            case Spacer spacer: space += spacer.Height; break;
            case KeepTogether together: LayTogether(together); break;
            case SignatureBoxes signatures: LaySignatures(signatures); break;
            default: throw new ArgumentException($"No layout for {block.GetType().Name}.", nameof(block));
        }
    }

    void LayHeading(Heading heading)
    {
        if (heading.Level is < 1 or > 3) throw new ArgumentException($"A heading has level 1 to 3, not {heading.Level}.", nameof(heading));
        deepest = Math.Min(heading.Level + 1, deepest + 1); // no level is left out, whatever sections a report lacks
        Append(Lines(parent.Add($"H{deepest}"), heading.Text, Look.Heading(heading.Level), Keep.Needed), heading.Level switch { 1 => 18, 2 => 14, _ => 10 });
    }

    void LaySection(Section section)
    {
        if (sections == 3) throw new ArgumentException("Sections stand in each other three deep.", nameof(section));
        var outer = parent;
        parent = outer.Add("Sect");
        LayHeading(new(++sections, section.Title));
        foreach (var block in section.Blocks) Lay(block);
        (parent, sections) = (outer, sections - 1);
    }

    void LayCode(QrCode code)
    {
        if (string.IsNullOrWhiteSpace(code.AlternativeText)) throw new ArgumentException("A QR code says in words what it is for.", nameof(code));
        var figure = parent.Add(new StructureElement("Figure") { AlternativeText = ReportText.Clean(code.AlternativeText) });
        var (text, dark) = (new List<Strip>(), QrModules.Of(code.Content, 0, 0, code.Size));
        foreach (var paragraph in code.Beside) AppendTo(text, Lines(parent.Add("P"), paragraph, Look.Small, Keep.No, Look.Left + code.Size + Inset, Look.TextWidth - code.Size - Inset), text.Count == 0 ? 0 : 4);
        var below = Math.Max(0, (code.Size - text.Sum(l => l.Before + l.Height)) / 2); // beside the middle of the code
        Append([new(Math.Max(code.Size, text.Sum(l => l.Before + l.Height)), (page, y) =>
        {
            page.Pattern(figure, new(Look.Left, y, code.Size, code.Size), [.. dark.Select(d => d with { X = Look.Left + d.X, Top = y + d.Top })]);
            Stack(page, text, y + below);
        })], 10);
    }

    void LayNote(Note note)
    {
        var element = parent.Add("Div");
        List<Strip> lines = [];
        foreach (var paragraph in note.Paragraphs) AppendTo(lines, Lines(element.Add("P"), paragraph, Look.Body, Keep.No, Look.Left + Inset + 3, Look.TextWidth - (2 * Inset) - 3), lines.Count == 0 ? 0 : 5);
        if (lines.Count == 0) return;
        var padding = new Strip(7, (_, _) => { });
        Append([.. lines[..^1].Prepend(padding with { WithNext = Keep.Needed }).Append(lines[^1] with { WithNext = Keep.Needed }).Append(padding).Select(Boxed)], 10);
    }

    /// <summary>The strips of a box each draw their part of it; they overlap so that no screen shows a seam.</summary>
    static Strip Boxed(Strip strip) => new(strip.Before + strip.Height, (page, y) =>
    {
        page.Rectangle(Look.Left, y - 0.3, Look.TextWidth, strip.Before + strip.Height + 0.3, Look.Tint);
        page.Rectangle(Look.Left, y - 0.3, 3, strip.Before + strip.Height + 0.3, Look.Accent);
        strip.Draw(page, y + strip.Before);
    })
    { WithNext = strip.WithNext };

    void LayPictures(IReadOnlyList<Picture> pictures)
    {
        const double gap = 18, tallest = Look.Bottom - Look.Top - 150; // room for a heading and the caption
        if (pictures.Count == 0) return;
        var width = (Look.TextWidth - (gap * (pictures.Count - 1))) / pictures.Count;
        List<(double X, double Width, double Height, ReportImage Image, StructureElement Figure, IReadOnlyList<Strip> Caption)> placed = [];
        var x = Look.Left;
        foreach (var (picture, image) in pictures.Select(p => (p, p.Image)))
        {
            if (string.IsNullOrWhiteSpace(picture.AlternativeText)) throw new ArgumentException("A picture says in words what it shows.", nameof(pictures));
            var figure = parent.Add(new StructureElement("Figure") { AlternativeText = ReportText.Clean(picture.AlternativeText) });
            var scale = new[] { 1, Math.Min(picture.MaxWidth, width) / image.Width, Math.Min(picture.MaxHeight, tallest) / image.Height }.Min(); // never larger than a point for a pixel
            placed.Add((x, image.Width * scale, image.Height * scale, image, figure, picture.Caption == "" ? [] : Lines(figure.Add("Caption"), picture.Caption, Look.Label, x: x, width: width)));
            x += width + gap;
        }

        var (above, below) = (placed.Max(p => p.Height), placed.Max(p => p.Caption.Sum(l => l.Height)));
        Append([new(above + 4 + below, (page, y) =>
        {
            foreach (var picture in placed)
            {
                page.Image(picture.Figure, picture.Image, picture.X, y, picture.Width, picture.Height);
                page.Frame(picture.X, y, picture.Width, picture.Height, Look.Hairline, Look.Line);
                Stack(page, picture.Caption, y + picture.Height + 4);
            }
        })], 8);
    }

    static void Stack(PageCanvas page, IReadOnlyList<Strip> lines, double y)
    {
        foreach (var line in lines)
        {
            y += line.Before;
            line.Draw(page, y);
            y += line.Height;
        }
    }

    void LayTogether(KeepTogether together)
    {
        var first = strips.Count;
        foreach (var block in together.Blocks) Lay(block);
        for (var i = first; i < strips.Count - 1; i++) strips[i] = strips[i] with { WithNext = strips[i].WithNext == Keep.Needed ? Keep.Needed : Keep.Wanted };
    }

    void LaySignatures(SignatureBoxes signatures)
    {
        const double gap = 18, width = (Look.TextWidth - gap) / 2;
        foreach (var pair in signatures.Fields.Chunk(2))
        {
            var boxes = pair.Select((field, i) => Box(field, Look.Left + (i * (width + gap)), width)).ToList();
            var above = boxes.Max(b => b.Text.Sum(l => l.Height)) + 4;
            Append([new(above + pair.Max(f => f.Height) + 4, (page, top) =>
            {
                foreach (var box in boxes)
                {
                    Stack(page, box.Text, top);
                    page.Frame(box.X, top + above, width, box.Field.Height, Look.Hairline, Look.Muted);
                    Stack(page, box.Inside, top + above + Inset / 2);
                    page.Place(box.Field, box.X, top + above, width, box.Form);
                }
            })], 12);
        }
    }

    (SignatureBox Field, double X, IReadOnlyList<Strip> Text, IReadOnlyList<Strip> Inside, StructureElement Form) Box(SignatureBox field, double x, double width)
    {
        if (field.Name == "" || field.Name.Contains('.', StringComparison.Ordinal) || !fields.Add(field.Name)) throw new ArgumentException($"'{field.Name}' does not name one signature field.", nameof(field));
        return (field, x, [.. Lines(parent.Add("P"), field.Title, Look.Small with { Bold = true }, Keep.No, x, width), .. field.Person == "" ? [] : Lines(parent.Add("P"), field.Person, Look.Label, Keep.No, x, width)],
            field.Inside == "" ? [] : Lines(parent.Add("P"), field.Inside, Look.Small, Keep.No, x + Inset, width - (2 * Inset)), parent.Add("Form"));
    }

    /// <summary>Lines of a paragraph; its first two and its last two stay together.</summary>
    IReadOnlyList<Strip> Lines(StructureElement element, RichText text, Typeface type, Keep keep = Keep.No, double x = Look.Left, double width = Look.TextWidth)
    {
        var lines = fonts.Lines(text, type, width);
        return [.. lines.Select((line, i) => new Strip(type.LineHeight, (page, y) => page.Text(element, line, type, x, y))
        {
            WithNext = i == lines.Count - 1 ? keep : i == 0 || i == lines.Count - 2 ? Keep.Needed : keep,
        })];
    }

    void Append(IReadOnlyList<Strip> more, double before)
    {
        if (more.Count == 0) return;
        AppendTo(strips, turn ? [more[0] with { OnNewPage = true }, .. more.Skip(1)] : more, before + space);
        (space, turn) = (0, false);
    }

    static void AppendTo(List<Strip> strips, IReadOnlyList<Strip> more, double before)
    {
        if (more.Count == 0) return;
        strips.Add(more[0] with { Before = before });
        strips.AddRange(more.Skip(1));
    }
}
