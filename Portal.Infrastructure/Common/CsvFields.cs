using System.Text;
using CsvHelper;

namespace Portal.Common;

/// <summary>Fields of files that spreadsheets and other systems wrote, read no further than any rule allows.</summary>
static class CsvFields
{
    /// <summary>A field is read so far, in characters: longer than any rule allows, and no more of a hostile one.</summary>
    public const int ReadFar = 1_000;

    /// <summary>Columns beyond are not looked at.</summary>
    public const int MostColumns = 200;

    /// <summary>Spreadsheets take the line <c>sep=;</c> as an instruction and do not show it.</summary>
    public static string WithoutInstruction(string text) =>
        text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase) ? text[(text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end + 1 : text.Length)..] : text;

    public static bool IsBlank(CsvReader reader)
    {
        for (var n = 0; n < Math.Min(reader.FieldCount, MostColumns); n++)
        {
            if (Clean(reader, n) != "") return false;
        }

        return true;
    }

    /// <summary>One line, no control characters, and without the apostrophe that exports put before a formula.</summary>
    public static string Clean(CsvReader reader, int field)
    {
        var bytes = reader.GetSpan(field);
        var text = bytes.Length > 4 * ReadFar ? Encoding.UTF8.GetString(bytes[..(4 * ReadFar)])[..ReadFar] : reader.GetString(field);
        if (text.Any(char.IsControl)) text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        text = text.Trim();
        return text.Length > 1 && text[0] == '\'' && CsvText.IsFormula(text[1..]) ? text[1..] : text;
    }
}
