using System.Globalization;
using CsvHelper;
using Portal.Anpr.Plates;
using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>One row of a file.</summary>
/// <param name="Number">As a spreadsheet numbers it: the row of headers is 1, blank rows count.</param>
/// <param name="Details">What it says.</param>
/// <param name="Problems">Every rule that it breaks, with the column; empty for a good row.</param>
public sealed record FileRow(int Number, EntryDetails Details, IReadOnlyList<FieldError> Problems)
{
    public bool IsGood => Problems.Count == 0;
}

/// <summary>A file of entries, read and checked. Never throws for what is in the file.</summary>
/// <param name="Rows">Every row that is not blank.</param>
/// <param name="Ignored">Headers of columns that the portal has no use for.</param>
public sealed record HotlistFile(IReadOnlyList<FileRow> Rows, IReadOnlyList<string> Ignored)
{
    static readonly char[] Separators = [';', ',', '\t'];

    public int BadRowCount => Rows.Count(r => !r.IsGood);

    /// <param name="content">The file as uploaded.</param>
    /// <param name="list">The list that it is for.</param>
    /// <param name="today">The day in Belgium.</param>
    /// <returns>The rows, or why the file as a whole cannot be read.</returns>
    public static Result<HotlistFile> Read(ReadOnlySpan<byte> content, Hotlist list, DateOnly today)
    {
        var decoded = FileText.Decode(content);
        if (!decoded.Succeeded) return decoded.Error;
        var text = CsvFields.WithoutInstruction(decoded.Value);
        return new Reading(list, today).Run(text, linesInQuotes: true) ?? new Reading(list, today).Run(text, linesInQuotes: false)!.Value;
    }

    sealed class Reading(Hotlist list, DateOnly today)
    {
        readonly Dictionary<(string Plate, string Country), int> seen = [];
        // Reasons and owners repeat in every row: one copy of each.
        readonly Dictionary<string, string> words = new(StringComparer.Ordinal);
        readonly List<FileRow> rows = [];
        readonly HashSet<long> brokenQuotes = [];
        bool swallowed;

        /// <param name="text">The file.</param>
        /// <param name="linesInQuotes">Whether a quoted field may go on in the next line.</param>
        /// <returns>Null when a quotation mark out of place made several lines one: read again, line by line, so that the other lines are told apart.</returns>
        public Result<HotlistFile>? Run(string text, bool linesInQuotes)
        {
            using var reader = CsvReader.FromText(text, new()
            {
                Separator = SeparatorOf(text),
                HasHeader = false,
                SkipEmptyLines = false,
                AllowLineBreaksInQuotes = linesInQuotes,
                OnMalformedRecord = m =>
                {
                    if (m.Reason == CsvMalformedReason.StrayQuote) return; // inches
                    brokenQuotes.Add(m.RecordNumber);
                    swallowed |= m.RawRecord.AsSpan().IndexOfAny('\r', '\n') >= 0;
                },
            });
            try
            {
                var read = Parse(reader);
                if (linesInQuotes && swallowed) return null;
                return read;
            }
            catch (CsvFormatException)
            {
                if (linesInQuotes) return null;
                return ImportErrors.FileNotText;
            }
        }

        Result<HotlistFile> Parse(CsvReader reader)
        {
            do
            {
                if (!reader.Read()) return ImportErrors.FileEmpty;
            }
            while (CsvFields.IsBlank(reader));
            var headers = Enumerable.Range(0, Math.Min(reader.FieldCount, CsvFields.MostColumns)).Select(n => CsvFields.Clean(reader, n)).ToArray();
            var columns = headers.Select(HotlistColumns.Find).ToArray();
            if (columns.Where(c => c is not null).GroupBy(c => c).FirstOrDefault(g => g.Count() > 1) is { } twice) return ImportErrors.ColumnTwice(Header(twice.Key!));
            if (HotlistColumns.Required.Except(columns).ToList() is { Count: > 0 } missing) return ImportErrors.ColumnsMissing(string.Join(", ", missing.Select(m => Header(m!))));
            while (reader.Read())
            {
                if (CsvFields.IsBlank(reader)) continue;
                if (rows.Count == HotlistImport.MaxRows) return ImportErrors.TooManyRows;
                rows.Add(Row(reader, columns));
            }

            if (rows.Count == 0) return ImportErrors.NoRows;
            return new HotlistFile(rows, [.. headers.Where((h, n) => columns[n] is null && h != "").Select(h => h.Length > 40 ? h[..40] + "…" : h).Take(20)]);
        }

        FileRow Row(CsvReader reader, string?[] columns)
        {
            var number = (int)reader.RowNumber;
            string Of(string column) => Array.IndexOf(columns, column) is var at and >= 0 && at < reader.FieldCount ? CsvFields.Clean(reader, at) : "";
            var (date, priority) = (Of(nameof(EntryDetails.ValidUntilOn)), Of(nameof(EntryDetails.Priority)));
            var (day, rank) = (DateInput.Parse(WithoutMidnight(date)), HotlistColumns.PriorityOf(priority));
            var details = new EntryDetails
            {
                Plate = Of(nameof(EntryDetails.Plate)),
                Country = Once(Of(nameof(EntryDetails.Country))),
                Reason = Once(Of(nameof(EntryDetails.Reason))),
                Action = Once(Of(nameof(EntryDetails.Action))),
                Owner = Once(Of(nameof(EntryDetails.Owner))),
                Priority = rank ?? EntryPriority.Normal,
                ValidUntilOn = day,
            };
            var problems = details.Check(list, today).ToList();
            if (day is null && date != "")
            {
                problems.RemoveAll(p => p.Field == nameof(EntryDetails.ValidUntilOn));
                problems.Add(new(nameof(EntryDetails.ValidUntilOn), HotlistErrors.DateUnreadable(date)));
            }

            if (rank is null) problems.Add(new(nameof(EntryDetails.Priority), HotlistErrors.PriorityUnknown(priority)));
            if (brokenQuotes.Contains(number)) problems.Add(new("", ImportErrors.QuotesBroken));
            if (PlateNumber.ForEntry(details.Plate).Value is { } plate)
            {
                var key = (plate, Country.Normalise(details.Country) ?? "");
                if (seen.TryGetValue(key, out var earlier)) problems.Add(new(nameof(EntryDetails.Plate), ImportErrors.RowRepeats(earlier)));
                else if (problems.Count == 0) seen.Add(key, number);
            }

            return new(number, details, problems.Count == 0 ? [] : problems);
        }

        string Once(string text)
        {
            if (words.TryGetValue(text, out var known)) return known;
            if (words.Count < 10_000) words.Add(text, text);
            return text;
        }
    }

    /// <summary>Spreadsheets write days with an hour.</summary>
    static string WithoutMidnight(string date)
    {
        foreach (var hour in (string[])["T00:00:00", " 00:00:00", " 0:00:00", " 00:00", " 0:00"])
        {
            if (date.EndsWith(hour, StringComparison.Ordinal)) return date[..^hour.Length];
        }

        return date;
    }

    /// <summary>The separator by which the first line names most columns.</summary>
    static char SeparatorOf(string text)
    {
        var first = text.AsSpan().TrimStart("\r\n");
        var line = (first.IndexOfAny('\r', '\n') is var end and >= 0 ? first[..end] : first).ToString();
        if (line.Length > 20 * CsvFields.ReadFar) line = line[..(20 * CsvFields.ReadFar)];
        return Separators.MaxBy(s => line.Split(s).Count(h => HotlistColumns.Find(h.Trim().Trim('"')) is not null));
    }

    static string Header(string column) => HotlistColumns.HeaderIn(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, column);
}
