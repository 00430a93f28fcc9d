using System.Globalization;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>A page while it is drawn on. Lengths from the left and from the top; all that is drawn belongs to an element or is an artifact.</summary>
sealed class PageCanvas(NewPdfFile file)
{
    const string Layout = "/Artifact <</Type /Layout>>";

    readonly StringBuilder content = new();
    readonly List<StructureElement> tagged = [];
    object? open;

    public PdfReference Reference { get; } = file.Reserve();

    /// <summary>The elements to which the marked parts of the content belong, by their numbers.</summary>
    public IReadOnlyList<StructureElement> Tagged => tagged;

    public List<PlacedField> Fields { get; } = [];

    /// <summary>Text of an element, its baseline in its place in a line whose top is given.</summary>
    public void Text(StructureElement element, TextLine line, Typeface type, double x, double top)
    {
        if (line.Letters.Count == 0) return;
        Tag(element);
        Show(line, type, x, top, type.Size);
    }

    /// <summary>Text of a page's margin or a table head that comes back.</summary>
    /// <param name="kind">For instance <c>/Type /Pagination /Subtype /Header</c>.</param>
    public void Artifact(string kind, TextLine line, Typeface type, double x, double top, double? size = null)
    {
        if (line.Letters.Count == 0) return;
        Open($"/Artifact <<{kind}>>");
        Show(line, type, x, top, size ?? type.Size);
    }

    public void Rectangle(double x, double top, double width, double height, Color color)
    {
        Open(Layout);
        content.Append(CultureInfo.InvariantCulture, $"{color} rg {x:0.##} {Y(top + height):0.##} {width:0.##} {height:0.##} re f\n");
    }

    public void HorizontalRule(double x, double top, double width, double thickness, Color color) => Rectangle(x, top - (thickness / 2), width, thickness, color);

    public void Frame(double x, double top, double width, double height, double thickness, Color color)
    {
        Open(Layout);
        content.Append(CultureInfo.InvariantCulture, $"{color} RG {thickness:0.##} w {x:0.##} {Y(top + height):0.##} {width:0.##} {height:0.##} re S\n");
    }

    public void Image(StructureElement element, string name, double x, double top, double width, double height)
    {
        Tag(element);
        content.Append(CultureInfo.InvariantCulture, $"q {width:0.##} 0 0 {height:0.##} {x:0.##} {Y(top + height):0.##} cm /{name} Do Q\n");
        element.Attributes = new()
        {
            { "O", "Layout" },
            { "Placement", "Block" },
            { "BBox", new PdfArray(Math.Round(x, 2), Math.Round(Y(top + height), 2), Math.Round(x + width, 2), Math.Round(Y(top), 2)) },
        };
    }

    public void Place(SignatureBox field, double x, double top, double width, StructureElement element)
    {
        var placed = new PlacedField(field, this, x, top, width, element) { Reference = file.Reserve() };
        element.AddField(placed);
        Fields.Add(placed);
    }

    public byte[] Content()
    {
        Open(null);
        return Encoding.ASCII.GetBytes(content.ToString());
    }

    void Tag(StructureElement element)
    {
        if (ReferenceEquals(open, element)) return;
        Open(null);
        content.Append(CultureInfo.InvariantCulture, $"/{element.Type} <</MCID {tagged.Count}>> BDC\n");
        element.AddContent(this, tagged.Count);
        tagged.Add(element);
        open = element;
    }

    void Open(string? artifact)
    {
        if (Equals(open, artifact)) return;
        if (open is not null) content.Append("EMC\n");
        if (artifact is not null) content.Append(artifact).Append(" BDC\n");
        open = artifact;
    }

    void Show(TextLine line, Typeface type, double x, double top, double size)
    {
        content.Append(CultureInfo.InvariantCulture, $"BT {type.Color} rg {x:0.##} {Y(top + type.Baseline):0.##} Td ");
        FontUse? font = null;
        foreach (var letter in line.Letters)
        {
            if (letter.Font != font)
            {
                if (font is not null) content.Append("> Tj ");
                font = letter.Font;
                content.Append(CultureInfo.InvariantCulture, $"/{font.Resource} {size * font.Scale:0.##} Tf <");
            }

            content.Append(letter.Font.NumberOf(letter.CodePoint).ToString("X4", CultureInfo.InvariantCulture));
        }

        content.Append("> Tj ET\n");
    }

    static double Y(double fromTop) => Look.PageHeight - fromTop;
}
