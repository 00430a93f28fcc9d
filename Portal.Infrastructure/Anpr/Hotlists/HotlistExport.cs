using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Anpr.Hotlists;

/// <summary>Writes entries as a file that spreadsheets open and that the import takes back.</summary>
public sealed class HotlistExport(IDbContextFactory<PortalDbContext> contexts, HotlistQueries queries, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <summary>Most entries in one file.</summary>
    public const int MaxRows = HotlistImport.MaxRows;

    const int RowsAWrite = 500;

    /// <summary>Notes in the audit that a list leaves as a file.</summary>
    /// <returns>The list's name, or why it may not leave.</returns>
    public async Task<Result<string>> BeginAsync(EntryFilter filter, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hotlist>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == filter.HotlistId, stop) is not { } list) return Error.NotFound;
        audit.Record(db, HotlistActions.Exported, list, details: new { filter.Plate, state = filter.State.ToString() });
        await db.SaveChangesAsync(stop);
        return list.Name;
    }

    /// <summary>Writes what is filtered, row by row. Times are UTC; headers and words in a language of the portal.</summary>
    public async Task WriteAsync(EntryFilter filter, string language, Stream to, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (now, written) = (clock.GetUtcNow(), 0);
        var writer = new StreamWriter(to, new UTF8Encoding(true), 64 * 1024, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            var lines = new StringBuilder(CsvText.Line([.. HotlistColumns.All.Select(c => HotlistColumns.HeaderIn(language, c)), "list", "active", "ends at (UTC)", "added at (UTC)", "added by"]));
            await foreach (var row in HotlistQueries.ForExport(db, queries.Filtered(db, filter), MaxRows).AsAsyncEnumerable().WithCancellation(stop))
            {
                lines.Append(CsvText.Line([
                    row.Plate, row.Country, row.Reason, row.Action, HotlistColumns.PriorityIn(language, row.Priority), row.Owner, Day(row.ValidUntilOn),
                    row.Hotlist, now < row.EndsAt ? "1" : "0", Utc(row.EndsAt), Utc(row.CreatedAt), row.CreatedByName]));
                if (++written % RowsAWrite == 0) await FlushAsync(writer, lines, stop);
            }

            await FlushAsync(writer, lines, stop);
        }
    }

    /// <summary>An empty file with the headers and one row to overwrite.</summary>
    public byte[] Template(string language)
    {
        var example = new[] { "1-ABC-123", "B", "", "", HotlistColumns.PriorityIn(language, EntryPriority.Normal), user.Name, Day(Brussels.DayOf(clock.GetUtcNow()).AddDays(30)) };
        return CsvText.File([CsvText.Line(HotlistColumns.All.Select(c => HotlistColumns.HeaderIn(language, c))), CsvText.Line(example)]);
    }

    static async Task FlushAsync(StreamWriter writer, StringBuilder lines, CancellationToken stop)
    {
        await writer.WriteAsync(lines, stop);
        lines.Clear();
    }

    static string Day(DateOnly day) => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);
}
