namespace Portal.Reports.Pdf;

/// <summary>Makes strips of tables: a row is as many strips as its highest cell has lines, so that a page may end within a long one.</summary>
sealed class TableLayout(FontSet fonts)
{
    const double Padding = 5, RowPadding = 3.5;
    const int WholeRow = 8; // lines up to which a row stays on one page

    public IReadOnlyList<Strip> Lay(Table table, StructureElement root)
    {
        if (table.Columns.Count == 0) throw new ArgumentException("A table has columns.", nameof(table));
        var element = root.Add("Table");
        var caption = Caption(table.Caption, element);
        var places = Places([.. table.Columns.Select(c => c.Width)]);
        var cells = table.Columns.Select((c, i) => new Cell(c.Title, Look.TableHead, places[i], c.AlignRight)).ToList();
        var row = element.Add(table.Rows.Count == 0 ? "TBody" : "THead").Add("TR"); // a head without a body is no table
        var head = Head(cells, [.. cells.Select(_ => (StructureElement?)row.Add("TH", StructureElement.Scope("Column")))]);
        var again = Head(cells, [.. cells.Select(_ => (StructureElement?)null)]);
        List<Strip> strips = [.. caption, head with { WithNext = Keep.Needed }];
        if (table.Rows.Count == 0) return [.. caption, head];

        var body = element.Add("TBody");
        foreach (var values in table.Rows)
        {
            if (values.Count != table.Columns.Count) throw new ArgumentException($"A row of {values.Count} cells in a table of {table.Columns.Count} columns.", nameof(table));
            var line = body.Add("TR");
            strips.AddRange(Row([.. values.Select((v, i) => new Cell(v, Look.Small, places[i], table.Columns[i].AlignRight))], [.. values.Select(_ => line.Add("TD"))], again));
        }

        return strips;
    }

    public IReadOnlyList<Strip> Lay(FactList list, StructureElement root)
    {
        if (list.Facts.Count == 0) return [];
        var body = root.Add("Table").Add("TBody");
        var columns = Math.Clamp(list.Columns, 1, 3);
        var places = Places([.. Enumerable.Range(0, columns).SelectMany(_ => columns == 1 ? (double[])[1, 2.6] : [1, 1.7])]);
        List<Strip> strips = [];
        foreach (var facts in list.Facts.Chunk(columns))
        {
            var row = body.Add("TR");
            List<Cell> cells = [];
            List<StructureElement> elements = [];
            foreach (var fact in facts)
            {
                cells.Add(new(fact.Label, Look.Label, places[cells.Count], false));
                elements.Add(row.Add("TH", StructureElement.Scope("Row")));
                cells.Add(new(fact.Value, Look.Body, places[cells.Count], false));
                elements.Add(row.Add("TD"));
            }

            for (var i = elements.Count; i < 2 * columns; i++) row.Add("TD");
            strips.AddRange(Row(cells, elements, null));
        }

        return strips;
    }

    List<Strip> Caption(string text, StructureElement table)
    {
        if (text == "") return [];
        var (element, type) = (table.Add("Caption"), Look.Small with { Bold = true });
        return [.. fonts.Lines(text, type, Look.TextWidth).Select(l => new Strip(type.LineHeight + 1, (page, y) => page.Text(element, l, type, Look.Left, y)) { WithNext = Keep.Needed })];
    }

    /// <summary>One strip, however many lines: it comes back as a whole.</summary>
    Strip Head(List<Cell> cells, List<StructureElement?> elements)
    {
        var lines = cells.Select(c => fonts.Lines(c.Text, c.Type, c.Place.Width)).ToList();
        var height = (lines.Max(l => l.Count) * Look.TableHead.LineHeight) + (2 * RowPadding);
        return new(height, (page, y) =>
        {
            for (var c = 0; c < cells.Count; c++)
            {
                for (var i = 0; i < lines[c].Count; i++)
                {
                    var (x, top) = (cells[c].X(lines[c][i]), y + RowPadding + (i * Look.TableHead.LineHeight));
                    if (elements[c] is { } element) page.Text(element, lines[c][i], cells[c].Type, x, top);
                    else page.Artifact("/Type /Pagination", lines[c][i], cells[c].Type, x, top);
                }
            }

            page.HorizontalRule(Look.Left, y + height, Look.TextWidth, Look.Rule, Look.Accent);
        });
    }

    List<Strip> Row(List<Cell> cells, List<StructureElement> elements, Strip? head)
    {
        var lines = cells.Select(c => fonts.Lines(c.Text, c.Type, c.Place.Width)).ToList();
        var count = Math.Max(1, lines.Max(l => l.Count));
        var height = cells.Max(c => c.Type.LineHeight);
        return [.. Enumerable.Range(0, count).Select(i =>
        {
            var (above, below) = (i == 0 ? RowPadding : 0, i == count - 1 ? RowPadding : 0);
            return new Strip(above + height + below, (page, y) =>
            {
                for (var c = 0; c < cells.Count; c++)
                {
                    if (i >= lines[c].Count) continue;
                    var drop = i == 0 || cells[c].Type.LineHeight == height ? height / 2 + (cells.Max(k => k.Type.Size) * 0.33) - cells[c].Type.Baseline : 0; // on one baseline
                    page.Text(elements[c], lines[c][i], cells[c].Type, cells[c].X(lines[c][i]), y + above + drop);
                }

                if (below > 0) page.HorizontalRule(Look.Left, y + above + height + below, Look.TextWidth, Look.Hairline, Look.Line);
            })
            {
                Head = head,
                WithNext = i < count - 1 && (count <= WholeRow || i == 0 || i == count - 2) ? Keep.Needed : Keep.No,
            };
        })];
    }

    /// <summary>Where the text of each column begins and how wide it may be.</summary>
    static List<(double X, double Width)> Places(List<double> widths)
    {
        List<(double, double)> places = [];
        var x = Look.Left;
        foreach (var width in widths)
        {
            var whole = Look.TextWidth * width / widths.Sum();
            var (left, right) = (places.Count == 0 ? 0 : Padding, places.Count == widths.Count - 1 ? 0 : Padding);
            places.Add((x + left, whole - left - right));
            x += whole;
        }

        return places;
    }

    sealed record Cell(RichText Text, Typeface Type, (double X, double Width) Place, bool AlignRight)
    {
        public double X(TextLine line) => AlignRight ? Place.X + Place.Width - (line.Width * Type.Size) : Place.X;
    }
}
