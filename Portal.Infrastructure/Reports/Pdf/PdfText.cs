using System.Globalization;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>Text strings and dates as other writers make them (7.9.2, 7.9.4).</summary>
static class PdfText
{
    public static string Decode(PdfString text) => text.Bytes switch
    {
        [0xFE, 0xFF, ..] => Encoding.BigEndianUnicode.GetString(text.Bytes, 2, text.Bytes.Length - 2),
        [0xEF, 0xBB, 0xBF, ..] => Encoding.UTF8.GetString(text.Bytes, 3, text.Bytes.Length - 3),
        _ => Encoding.Latin1.GetString(text.Bytes), // PDFDocEncoding where they agree
    };

    /// <summary>Such as <c>D:20260302120000+01'00'</c>; null for what is no full date.</summary>
    public static DateTimeOffset? Date(PdfString text)
    {
        var date = Decode(text).Replace("'", "", StringComparison.Ordinal).TrimEnd('Z');
        if (date.StartsWith("D:", StringComparison.Ordinal)) date = date[2..];
        string[] formats = ["yyyyMMddHHmmss", "yyyyMMddHHmmsszzz", "yyyyMMddHHmm"];
        if (date.Length == 19) date = date.Insert(17, ":");
        return DateTimeOffset.TryParseExact(date, formats, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var at) ? at : null;
    }
}
