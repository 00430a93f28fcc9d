using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Common;

/// <summary>Files for spreadsheets: semicolons and a byte order mark, as Excel expects them in Belgium.</summary>
public static class CsvText
{
    static readonly SearchValues<char> Quoted = SearchValues.Create("\";,\t\r\n");

    /// <summary>True for a value that a spreadsheet would run as a formula.</summary>
    public static bool IsFormula(string value) => value.Length > 0 && value[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n';

    /// <summary>A field of a line: a formula made harmless with an apostrophe, quoted where needed.</summary>
    public static string Field(string? value)
    {
        var text = value ?? "";
        if (IsFormula(text)) text = "'" + text;
        return text.AsSpan().ContainsAny(Quoted) || text != text.Trim() ? '"' + text.Replace("\"", "\"\"", StringComparison.Ordinal) + '"' : text;
    }

    /// <param name="values">Texts; numbers stay numbers, in the notation of the current culture.</param>
    public static string Line(IEnumerable<object?> values) =>
        string.Join(';', values.Select(v => v is IFormattable number ? number.ToString(null, CultureInfo.CurrentCulture) : Field((string?)v))) + "\r\n";

    /// <summary>A whole file of lines.</summary>
    public static byte[] File(IEnumerable<string> lines) => [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(string.Concat(lines))];
}
