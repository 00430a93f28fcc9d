using System.Text;
using CsvHelper;
using Portal.Anpr.Hotlists;

namespace Portal.Common;

/// <summary>A row of a file: what stands in the columns that the portal knows.</summary>
/// <param name="Number">As a spreadsheet numbers it: the row of headers is 1, blank rows count.</param>
/// <param name="QuotesBroken">A quotation mark stands where none belongs, so that cells may have run together.</param>
/// <param name="TooLong">Something stands beyond the last header: a separator inside a cell has moved what follows.</param>
public sealed record TableRow(int Number, IReadOnlyDictionary<string, string> Cells, bool QuotesBroken, bool TooLong);

/// <summary>A small CSV file, read whole. Never throws for what is in the file.</summary>
/// <param name="Rows">Every row that is not blank.</param>
/// <param name="Ignored">Headers of columns that the portal has no use for.</param>
public sealed record TableFile(IReadOnlyList<TableRow> Rows, IReadOnlyList<string> Ignored)
{
    /// <summary>A cell is read so far, in characters.</summary>
    const int ReadFar = 1_000;

    /// <summary>Columns beyond are not looked at.</summary>
    const int MostColumns = 100;

    static readonly char[] Separators = [';', ',', '\t'];

    /// <param name="find">The column that a header names; null for another.</param>
    /// <param name="header">The header of a column, for errors.</param>
    /// <param name="tooMany">Said of a file with more than <paramref name="maxRows"/> rows.</param>
    public static Result<TableFile> Read(ReadOnlySpan<byte> content, int maxRows, Func<string, string?> find, IReadOnlyList<string> required, Func<string, string> header, Error tooMany)
    {
        var decoded = FileText.Decode(content);
        if (!decoded.Succeeded) return decoded.Error;
        var text = decoded.Value;
        // Spreadsheets take this line as an instruction and do not show it.
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase)) text = text[(text.IndexOf('\n', StringComparison.Ordinal) is var end and >= 0 ? end + 1 : text.Length)..];
        return Run(text, linesInQuotes: true) ?? Run(text, linesInQuotes: false)!.Value;

        // Null when a quotation mark out of place made several lines one: read again, line by line, so that the other lines are told apart.
        Result<TableFile>? Run(string all, bool linesInQuotes)
        {
            var (broken, swallowed) = (new HashSet<long>(), false);
            using var reader = CsvReader.FromText(all, new()
            {
                Separator = SeparatorOf(all, find),
                HasHeader = false,
                SkipEmptyLines = false,
                AllowLineBreaksInQuotes = linesInQuotes,
                OnMalformedRecord = m =>
                {
                    if (m.Reason == CsvMalformedReason.StrayQuote) return; // inches
                    broken.Add(m.RecordNumber);
                    swallowed |= m.RawRecord.AsSpan().IndexOfAny('\r', '\n') >= 0;
                },
            });
            try
            {
                var parsed = Parse(reader, broken);
                if (linesInQuotes && swallowed) return null;
                return parsed;
            }
            catch (CsvFormatException)
            {
                if (linesInQuotes) return null;
                return ImportErrors.FileNotText;
            }
        }

        Result<TableFile> Parse(CsvReader reader, HashSet<long> broken)
        {
            do
            {
                if (!reader.Read()) return ImportErrors.FileEmpty;
            }
            while (IsBlank(reader));
            var width = reader.FieldCount;
            var headers = Enumerable.Range(0, Math.Min(reader.FieldCount, MostColumns)).Select(n => Clean(reader, n)).ToArray();
            var columns = headers.Select(find).ToArray();
            if (columns.Where(c => c is not null).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) return ImportErrors.ColumnTwice(header(twice.Key!));
            if (required.Except(columns).ToList() is { Count: > 0 } missing) return ImportErrors.ColumnsMissing(string.Join(", ", missing.Select(m => header(m!))));
            var rows = new List<TableRow>();
            while (reader.Read())
            {
                if (IsBlank(reader)) continue;
                if (rows.Count == maxRows) return tooMany;
                var cells = new Dictionary<string, string>(StringComparer.Ordinal);
                for (var n = 0; n < Math.Min(columns.Length, reader.FieldCount); n++)
                {
                    if (columns[n] is { } column && Clean(reader, n) is { Length: > 0 } cell) cells[column] = cell;
                }

                rows.Add(new((int)reader.RowNumber, cells, broken.Contains(reader.RowNumber), Enumerable.Range(width, Math.Clamp(reader.FieldCount - width, 0, MostColumns)).Any(n => Clean(reader, n) != "")));
            }

            if (rows.Count == 0) return ImportErrors.NoRows;
            return new TableFile(rows, [.. headers.Where((h, n) => columns[n] is null && h != "").Select(h => h.Length > 40 ? h[..40] + "…" : h).Take(20)]);
        }
    }

    static bool IsBlank(CsvReader reader)
    {
        for (var n = 0; n < Math.Min(reader.FieldCount, MostColumns); n++)
        {
            if (Clean(reader, n) != "") return false;
        }

        return true;
    }

    /// <summary>One line, no control characters, and without the apostrophe that exports put before a formula.</summary>
    static string Clean(CsvReader reader, int field)
    {
        var bytes = reader.GetSpan(field);
        var text = bytes.Length > 4 * ReadFar ? Encoding.UTF8.GetString(bytes[..(4 * ReadFar)])[..ReadFar] : reader.GetString(field);
        if (text.Any(char.IsControl)) text = string.Concat(text.Select(c => char.IsControl(c) ? ' ' : c));
        text = text.Trim();
        return text.Length > 1 && text[0] == '\'' && CsvText.IsFormula(text[1..]) ? text[1..] : text;
    }

    /// <summary>The separator by which the first line names most columns.</summary>
    static char SeparatorOf(string text, Func<string, string?> find)
    {
        var first = text.AsSpan().TrimStart("\r\n");
        var line = (first.IndexOfAny('\r', '\n') is var end and >= 0 ? first[..end] : first).ToString();
        if (line.Length > 20 * ReadFar) line = line[..(20 * ReadFar)];
        return Separators.MaxBy(s => line.Split(s).Count(h => find(h.Trim().Trim('"')) is not null));
    }
}
