using System.Globalization;
using System.Text;
using Portal.Common;

namespace Portal.Audit;

/// <summary>The audit as a file, for the controlling body and the data protection officer.</summary>
static class AuditEndpoints
{
    const int RowsAWrite = 500;

    public static void MapAudit(this IEndpointRouteBuilder app) => app.MapGet("/zones/{Zone}/audit/export", ExportAsync).RequireAuthorization(AuditPermissions.Read);

    static async Task<IResult> ExportAsync(
        string zone, string? from, string? to, string? person, string? sort, string? purpose, string? text, AuditSearch search, TimeProvider clock, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var filter = AuditQuery.Of(from, to, person, sort, purpose, text, Brussels.DayOf(now));
        var begun = await search.BeginExportAsync(filter, stop);
        return begun.Succeeded ? new CsvDownload($"{zone}-audit-{now:yyyyMMdd-HHmm}Z.csv", file => WriteAsync(search.AllAsync(filter, begun.Value.Start, stop), file, stop))
            : Results.Text(ErrorTexts.In(begun.Error), statusCode: StatusCodes.Status400BadRequest);
    }

    static async Task WriteAsync(IAsyncEnumerable<AuditRow> rows, Stream file, CancellationToken stop)
    {
        var writer = new StreamWriter(file, new UTF8Encoding(true), 64 * 1024, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            var written = 0;
            var lines = new StringBuilder(CsvText.Line([
                AuditText.UtcColumn, AuditText.BrusselsColumn, AuditText.Who, AuditText.What, AuditText.ActionColumn, AuditText.KindColumn, AuditText.Thing, AuditText.IdColumn,
                AuditText.Purpose, AuditText.CaseNumber, AuditText.Reason, AuditText.Details]));
            await foreach (var row in rows.WithCancellation(stop))
            {
                lines.Append(Line(row));
                if (++written % RowsAWrite != 0) continue;
                await writer.WriteAsync(lines, stop);
                lines.Clear();
            }

            await writer.WriteAsync(lines, stop);
        }
    }

    static string Line(AuditRow row) => CsvText.Line([
        Show.Utc(row.DoneAt), Brussels.At(row.DoneAt).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture), row.Person ?? CommonText.PortalItself, AuditWords.OfAction(row.Action), row.Action,
        AuditWords.OfKind(row.Thing.Kind), AuditWords.Label(row.Thing), row.Thing.Id == Guid.Empty ? "" : row.Thing.Id.ToString(), row.Purpose is { } purpose ? PurposeWords.Of(purpose) : "",
        row.CaseNumber, row.Reason is { } reason ? AuditWords.OfReason(reason) : "", row.Details]);
}
