using System.Buffers;

namespace Portal.Anpr.Hotlists;

/// <summary>Values in files for spreadsheets.</summary>
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

    public static string Line(IEnumerable<string?> values) => string.Join(';', values.Select(Field)) + "\r\n";
}
