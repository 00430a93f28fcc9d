using System.Globalization;
using System.Text;
using Microsoft.AspNetCore.Mvc;
using Portal.Common;
using Portal.Tenants;

namespace Portal.Audit;

/// <summary>Filters of the address and who answers.</summary>
sealed record AuditAsked(string? From, string? To, string? Person, string? Sort, string? Purpose, string? Text, AuditSearch Search, TimeProvider Clock);

/// <summary>The audit as a file, for the controlling body and the data protection officer.</summary>
static class AuditEndpoints
{
    const int RowsAWrite = 500;

    public static void MapAudit(this IEndpointRouteBuilder app)
    {
        app.MapGet("/zones/{Zone}/audit/export", (string zone, [AsParameters] AuditAsked asked, CancellationToken stop) => ExportAsync(zone, null, asked, stop)).RequireAuthorization(AuditPermissions.Read);
        app.MapGet("/zones/{Zone}/audit/proof/export", ProveAsync).RequireAuthorization(AuditPermissions.Read);
        app.MapGet("/federal/audit/export", (string? zone, string? @case, [AsParameters] AuditAsked asked, CancellationToken stop) =>
            TenantInfo.IsCode(zone) && @case is not null ? ExportAsync(zone!, new(zone!, @case), asked, stop) : Task.FromResult(Results.NotFound())).RequireAuthorization(FederalPermissions.ReadAudit);
    }

    /// <summary>The form that proves itself, as JSON Lines. The sealed document about it is ordered on the page.</summary>
    static async Task<IResult> ProveAsync(string zone, [FromQuery(Name = "from")] string? first, [FromQuery(Name = "to")] string? last, AuditProof proof, CancellationToken stop)
    {
        if (!DateOnly.TryParseExact(first, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var from) || !DateOnly.TryParseExact(last, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var to))
            return Results.NotFound(); // no address of ours
        var begun = await proof.BeginAsync(from, to, stop: stop);
        return begun.Succeeded ? new CsvDownload($"{zone}-audit-{from:yyyyMMdd}-{to:yyyyMMdd}.jsonl", file => proof.WriteAsync(begun.Value, file, stop), "application/jsonl")
            : Results.Text(ErrorTexts.In(begun.Error), statusCode: StatusCodes.Status400BadRequest);
    }

    static async Task<IResult> ExportAsync(string zone, AuditControl? control, AuditAsked asked, CancellationToken stop)
    {
        var (from, to, person, sort, purpose, text, search, clock) = asked;
        var now = clock.GetUtcNow();
        var filter = AuditQuery.Of(from, to, person, sort, purpose, text, Brussels.DayOf(now));
        var begun = await search.BeginExportAsync(filter, control, stop);
        return begun.Succeeded ? new CsvDownload($"{zone}-audit-{now:yyyyMMdd-HHmm}Z.csv", file => WriteAsync(search.AllAsync(filter, begun.Value.Start, control, stop), file, stop))
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
