using System.Runtime.InteropServices;

namespace Portal.Reports.Pdf;

/// <summary>A page while it is drawn on: of a file, or on a screen. Lengths from the left and from the top; all that is drawn belongs to an element or is an artifact.</summary>
abstract class PageCanvas
{
    /// <summary>Text of an element, its baseline in its place in a line whose top is given.</summary>
    public abstract void Text(StructureElement element, TextLine line, Typeface type, double x, double top);

    /// <summary>Text of a page's margin or a table head that comes back.</summary>
    /// <param name="kind">For instance <c>/Type /Pagination /Subtype /Header</c>.</param>
    public abstract void Artifact(string kind, TextLine line, Typeface type, double x, double top, double? size = null);

    /// <summary>Large text across the page, upwards, its middle in the middle of the page: an artifact.</summary>
    public abstract void Across(TextLine line, Typeface type, double degrees);

    public abstract void Rectangle(double x, double top, double width, double height, Color color);

    public void HorizontalRule(double x, double top, double width, double thickness, Color color) => Rectangle(x, top - (thickness / 2), width, thickness, color);

    public abstract void Frame(double x, double top, double width, double height, double thickness, Color color);

    public abstract void Image(StructureElement element, ReportImage image, double x, double top, double width, double height);

    /// <summary>Dark rectangles that together are one figure.</summary>
    public abstract void Pattern(StructureElement element, Area area, IReadOnlyList<Area> dark);

    public abstract void Place(SignatureBox field, double x, double top, double width, StructureElement element);

    private protected static double Y(double fromTop) => Look.PageHeight - fromTop;
}

/// <summary>A place on a page, from the left and from the top.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct Area(double X, double Top, double Width, double Height);
