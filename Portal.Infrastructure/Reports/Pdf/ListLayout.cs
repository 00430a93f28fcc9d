using System.Globalization;

namespace Portal.Reports.Pdf;

/// <summary>Makes strips of lists; each item is tagged with its label and its body (ISO 32000-1, 14.8.4.3.3).</summary>
sealed class ListLayout(FontSet fonts)
{
    const double Step = 18, Between = 3;
    const int Deepest = 6;

    static readonly string[] Bullets = ["•", "–", "▪"];

    public List<Strip> Lay(ItemList list, StructureElement parent, int depth = 0)
    {
        if (depth >= Deepest) throw new ArgumentException($"A list has at most {Deepest} steps.", nameof(list));
        var (type, element) = (Look.Body, parent.Add("L", StructureElement.Numbering(list.IsNumbered ? "Decimal" : "Disc")));
        var (x, number) = (Look.Left + (depth * Step), 0);
        List<Strip> strips = [];
        foreach (var item in list.Items)
        {
            var entry = element.Add("LI");
            var (label, body) = (entry.Add("Lbl"), entry.Add("LBody"));
            var text = body.Add("P");
            var mark = fonts.Line(list.IsNumbered ? string.Create(CultureInfo.InvariantCulture, $"{++number}.") : Bullets[Math.Min(depth, Bullets.Length - 1)], type);
            var lines = fonts.Lines(item.Text, type, Look.TextWidth - (x - Look.Left) - Step);
            if (lines.Count == 0) lines = [new([], 0)];
            for (var i = 0; i < lines.Count; i++)
            {
                var (line, first) = (lines[i], i == 0);
                strips.Add(new(type.LineHeight, (page, y) =>
                {
                    if (first) page.Text(label, mark, type, x + 2, y);
                    page.Text(text, line, type, x + Step, y);
                })
                {
                    Before = first && strips.Count > 0 ? Between : 0,
                    WithNext = i < lines.Count - 1 && (first || i == lines.Count - 2) ? Keep.Needed : Keep.No,
                });
            }

            if (item.Below is not { Items.Count: > 0 } below) continue;
            strips[^1] = strips[^1] with { WithNext = Keep.Needed }; // what introduces a list stands above its first item
            strips.AddRange(Lay(below, body, depth + 1) is [var top, .. var rest] ? [top with { Before = Between }, .. rest] : []);
        }

        return strips;
    }
}
