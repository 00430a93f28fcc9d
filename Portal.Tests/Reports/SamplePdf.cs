using System.Globalization;
using System.Text;

namespace Portal.Tests.Reports;

/// <summary>Small PDF files written by hand: one page with text and two empty signature fields, <c>Seal</c> and <c>Second</c>.</summary>
static class SamplePdf
{
    public const string Page = "3 0", Text = "4 0", Field = "6 0";

    public static byte[] Create() => Write(
        "<</Type /Catalog /Pages 2 0 R /AcroForm <</Fields [6 0 R 7 0 R] /SigFlags 1>>>>",
        "<</Type /Pages /Kids [3 0 R] /Count 1>>",
        "<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources <</Font <</F 5 0 R>>>> /Annots [6 0 R 7 0 R]>>",
        Stream("", "BT /F 24 Tf 72 720 Td (Report about nothing at all) Tj ET"),
        "<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>",
        Widget("Seal", 72, 8),
        Widget("Second", 320, 8),
        Stream("/Type /XObject /Subtype /Form /BBox [0 0 200 60] ", "0 0 200 60 re S"));

    public static string Stream(string entries, string data) => $"<<{entries}/Length {data.Length}>>\nstream\n{data}\nendstream";

    static string Widget(string name, int left, int appearance) =>
        $"<</Type /Annot /Subtype /Widget /FT /Sig /T ({name}) /TU ({name}) /F 4 /P 3 0 R /Rect [{left} 72 {left + 200} 132] /AP <</N {appearance} 0 R>>>>";

    /// <summary>A file of these objects, numbered from 1; the first is the catalog.</summary>
    public static byte[] Write(params string[] objects)
    {
        var file = new StringBuilder("%PDF-1.7\n%\u00e2\u00e3\u00cf\u00d3\n");
        var places = new List<int>();
        for (var i = 0; i < objects.Length; i++)
        {
            places.Add(file.Length);
            file.Append(CultureInfo.InvariantCulture, $"{i + 1} 0 obj\n{objects[i]}\nendobj\n");
        }

        var table = file.Length;
        file.Append(CultureInfo.InvariantCulture, $"xref\n0 {places.Count + 1}\n0000000000 65535 f \n");
        foreach (var place in places) file.Append(CultureInfo.InvariantCulture, $"{place:D10} 00000 n \n");
        file.Append(CultureInfo.InvariantCulture, $"trailer\n<</Size {places.Count + 1} /Root 1 0 R>>\nstartxref\n{table}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }

    /// <summary>The file with a revision more, as anybody could append it.</summary>
    /// <param name="objects">Number with generation, and body; an empty body frees the object.</param>
    public static byte[] Append(byte[] pdf, params (string Number, string Body)[] objects)
    {
        var text = Encoding.Latin1.GetString(pdf);
        var file = new StringBuilder(text);
        var table = new StringBuilder("xref\n");
        foreach (var (number, body) in objects)
        {
            var parts = number.Split(' ');
            table.Append(CultureInfo.InvariantCulture, $"{parts[0]} 1\n{(body.Length == 0 ? 0 : file.Length):D10} {int.Parse(parts[1], CultureInfo.InvariantCulture):D5} {(body.Length == 0 ? 'f' : 'n')} \n");
            if (body.Length > 0) file.Append(CultureInfo.InvariantCulture, $"{number} obj\n{body}\nendobj\n");
        }

        var at = file.Length;
        var previous = text[(text.LastIndexOf("startxref", StringComparison.Ordinal) + 10)..].Split('\n')[0];
        var root = text[text.LastIndexOf("/Root", StringComparison.Ordinal)..].Split(' ')[1];
        var named = text.LastIndexOf("/ID [", StringComparison.Ordinal);
        var identifier = named < 0 ? "" : text[named..(text.IndexOf(']', named) + 1)];
        var information = text.LastIndexOf("/Info ", StringComparison.Ordinal);
        identifier += information < 0 ? "" : string.Join(' ', text[information..].Split(' ', 4)[..3]) + " R";
        file.Append(table).Append(CultureInfo.InvariantCulture, $"trailer\n<</Size 1000 /Root {root} 0 R {identifier} /Prev {previous}>>\nstartxref\n{at}\n%%EOF\n");
        return Encoding.Latin1.GetBytes(file.ToString());
    }
}
