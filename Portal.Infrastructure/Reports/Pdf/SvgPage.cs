using System.Globalization;
using System.Net;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>A page on a screen, with the fonts of the file (css/fonts.css), so that each line breaks where it will.</summary>
sealed class SvgPage : PageCanvas
{
    readonly StringBuilder content = new();

    public override void Text(StructureElement element, TextLine line, Typeface type, double x, double top) => Show(line, type, x, top, type.Size, "");

    public override void Artifact(string kind, TextLine line, Typeface type, double x, double top, double? size = null) => Show(line, type, x, top, size ?? type.Size, " aria-hidden=\"true\"");

    public override void Across(TextLine line, Typeface type, double degrees)
    {
        const double x = Look.PageWidth / 2, y = Look.PageHeight / 2;
        content.Append(CultureInfo.InvariantCulture, $"<g aria-hidden=\"true\" transform=\"rotate({-degrees:0.#} {x:0.##} {y:0.##})\">");
        Show(line, type, x - (line.Width * type.Size / 2), y + (type.Size * 0.33) - type.Baseline, type.Size, "");
        content.Append("</g>");
    }

    public override void Rectangle(double x, double top, double width, double height, Color color) => Box(new(x, top, width, height), $"fill=\"{color.Hexadecimal}\"");

    public override void Frame(double x, double top, double width, double height, double thickness, Color color) =>
        Box(new(x, top, width, height), string.Create(CultureInfo.InvariantCulture, $"fill=\"none\" stroke=\"{color.Hexadecimal}\" stroke-width=\"{thickness:0.##}\""));

    public override void Image(StructureElement element, ReportImage image, double x, double top, double width, double height) => content.Append(
        CultureInfo.InvariantCulture,
        $"<image x=\"{x:0.##}\" y=\"{top:0.##}\" width=\"{width:0.##}\" height=\"{height:0.##}\" preserveAspectRatio=\"none\" role=\"img\" aria-label=\"{Escaped(element.AlternativeText)}\" href=\"data:{image.MediaType};base64,{Convert.ToBase64String(image.Source.Span)}\"/>");

    public override void Pattern(StructureElement element, Area area, IReadOnlyList<Area> dark)
    {
        content.Append(CultureInfo.InvariantCulture, $"<path role=\"img\" aria-label=\"{Escaped(element.AlternativeText)}\" fill=\"{Look.Black.Hexadecimal}\" d=\"");
        foreach (var part in dark) content.Append(CultureInfo.InvariantCulture, $"M{part.X:0.###} {part.Top:0.###}h{part.Width:0.###}v{part.Height:0.###}h{-part.Width:0.###}z");
        content.Append("\"/>");
    }

    /// <summary>What will be signed is signed in the file alone.</summary>
    public override void Place(SignatureBox field, double x, double top, double width, StructureElement element)
    {
    }

    /// <param name="language">Of the report: a screen reader chooses its voice by it.</param>
    public string Drawing(string language) => string.Create(
        CultureInfo.InvariantCulture, $"<svg xmlns=\"http://www.w3.org/2000/svg\" lang=\"{Escaped(language)}\" viewBox=\"0 0 {Look.PageWidth} {Look.PageHeight}\" class=\"report-page\">{content}</svg>");

    void Box(Area area, string look) => content.Append(CultureInfo.InvariantCulture, $"<rect x=\"{area.X:0.##}\" y=\"{area.Top:0.##}\" width=\"{area.Width:0.##}\" height=\"{area.Height:0.##}\" {look}/>");

    void Show(TextLine line, Typeface type, double x, double top, double size, string attributes)
    {
        for (var start = 0; start < line.Letters.Count;)
        {
            var (font, end, width) = (line.Letters[start].Font, start, 0.0);
            var text = new StringBuilder();
            for (; end < line.Letters.Count && line.Letters[end].Font == font; end++)
            {
                text.Append(char.ConvertFromUtf32(line.Letters[end].CodePoint == ReportText.SoftHyphen ? '-' : line.Letters[end].CodePoint));
                width += line.Letters[end].Width * size;
            }

            content.Append(CultureInfo.InvariantCulture, $"<text class=\"{font.Resource}\" x=\"{x:0.##}\" y=\"{top + type.Baseline:0.##}\" font-size=\"{size * font.Scale:0.##}\" fill=\"{type.Color.Hexadecimal}\"{attributes}>{Escaped(text.ToString())}</text>");
            x += width;
            start = end;
        }
    }

    static string Escaped(string? text) => WebUtility.HtmlEncode(text) ?? "";
}
