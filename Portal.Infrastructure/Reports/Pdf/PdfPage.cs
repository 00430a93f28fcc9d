using System.Globalization;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>A page of a file.</summary>
sealed class PdfPage(NewPdfFile file, ImageSet images) : PageCanvas
{
    const string Layout = "/Artifact <</Type /Layout>>";

    readonly StringBuilder content = new();
    readonly List<StructureElement> tagged = [];
    object? open;

    public PdfReference Reference { get; } = file.Reserve();

    /// <summary>The elements to which the marked parts of the content belong, by their numbers.</summary>
    public IReadOnlyList<StructureElement> Tagged => tagged;

    public List<PlacedField> Fields { get; } = [];

    public override void Text(StructureElement element, TextLine line, Typeface type, double x, double top)
    {
        if (line.Letters.Count == 0) return;
        Tag(element);
        Show(line, type, x, top, type.Size);
    }

    public override void Artifact(string kind, TextLine line, Typeface type, double x, double top, double? size = null)
    {
        if (line.Letters.Count == 0) return;
        Open($"/Artifact <<{kind}>>");
        Show(line, type, x, top, size ?? type.Size);
    }

    public override void Across(TextLine line, Typeface type, double degrees)
    {
        Open("/Artifact <</Type /Pagination /Subtype /Watermark>>");
        var (sine, cosine) = Math.SinCos(degrees * Math.PI / 180);
        var (back, down) = (line.Width * type.Size / 2, type.Size * 0.33);
        content.Append(CultureInfo.InvariantCulture,
            $"BT {type.Color} rg {cosine:0.####} {sine:0.####} {-sine:0.####} {cosine:0.####} {(Look.PageWidth / 2) - (back * cosine) + (down * sine):0.##} {(Look.PageHeight / 2) - (back * sine) - (down * cosine):0.##} Tm ");
        Letters(line, type.Size);
    }

    public override void Rectangle(double x, double top, double width, double height, Color color)
    {
        Open(Layout);
        content.Append(CultureInfo.InvariantCulture, $"{color} rg {x:0.##} {Y(top + height):0.##} {width:0.##} {height:0.##} re f\n");
    }

    public override void Frame(double x, double top, double width, double height, double thickness, Color color)
    {
        Open(Layout);
        content.Append(CultureInfo.InvariantCulture, $"{color} RG {thickness:0.##} w {x:0.##} {Y(top + height):0.##} {width:0.##} {height:0.##} re S\n");
    }

    public override void Image(StructureElement element, ReportImage image, double x, double top, double width, double height)
    {
        Tag(element);
        content.Append(CultureInfo.InvariantCulture, $"q {width:0.##} 0 0 {height:0.##} {x:0.##} {Y(top + height):0.##} cm /{images.NameOf(image)} Do Q\n");
        element.Attributes = Figure(new(x, top, width, height));
    }

    public override void Pattern(StructureElement element, Area area, IReadOnlyList<Area> dark)
    {
        Tag(element);
        content.Append(CultureInfo.InvariantCulture, $"{Look.Black} rg\n");
        foreach (var part in dark) content.Append(CultureInfo.InvariantCulture, $"{part.X:0.###} {Y(part.Top + part.Height):0.###} {part.Width:0.###} {part.Height:0.###} re\n");
        content.Append("f\n");
        element.Attributes = Figure(area);
    }

    public override void Place(SignatureBox field, double x, double top, double width, StructureElement element)
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

    static PdfDictionary Figure(Area area) => new()
    {
        { "O", "Layout" },
        { "Placement", "Block" },
        { "BBox", new PdfArray(Math.Round(area.X, 2), Math.Round(Y(area.Top + area.Height), 2), Math.Round(area.X + area.Width, 2), Math.Round(Y(area.Top), 2)) },
    };

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
        Letters(line, size);
    }

    void Letters(TextLine line, double size)
    {
        FontUse? font = null;
        foreach (var letter in line.Letters)
        {
            if (letter.Font != font)
            {
                if (font is not null) content.Append("> Tj ");
                font = letter.Font;
                content.Append(CultureInfo.InvariantCulture, $"/{font.Resource} {size * font.Scale:0.##} Tf <");
            }

            content.Append(CultureInfo.InvariantCulture, $"{letter.Font.NumberOf(letter.CodePoint):X4}");
        }

        content.Append("> Tj ET\n");
    }
}
