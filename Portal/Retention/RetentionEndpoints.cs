using System.Globalization;
using System.Text;
using Portal.Common;

namespace Portal.Retention;

/// <summary>Records of purges as files, for who verifies them without the portal.</summary>
static class RetentionEndpoints
{
    const int PageOfExport = 500;

    public static void MapRetention(this IEndpointRouteBuilder app)
    {
        app.MapGet("/zones/{Zone}/retention/export", ExportAsync).RequireAuthorization(RetentionPermissions.Read);
        app.MapGet("/zones/{Zone}/retention/records/{id:guid}/statement.txt", async (Guid id, RetentionQueries queries, CancellationToken stop) =>
            await queries.ProofAsync(id, stop) is { } proof ? Results.File(Encoding.UTF8.GetBytes(proof.Statement), "text/plain; charset=utf-8", $"{id:N}.txt") : Results.NotFound()).RequireAuthorization(RetentionPermissions.Read);
        app.MapGet("/zones/{Zone}/retention/records/{id:guid}/signature.p7s", async (Guid id, RetentionQueries queries, CancellationToken stop) =>
            await queries.ProofAsync(id, stop) is { Signature: { } signature } ? Results.File(signature, "application/pkcs7-signature", $"{id:N}.p7s") : Results.NotFound()).RequireAuthorization(RetentionPermissions.Read);
    }

    static async Task<IResult> ExportAsync(string zone, string? kind, RetentionQueries queries, RetentionService service, TimeProvider clock, CancellationToken stop)
    {
        if (kind is not null && RetentionKinds.Find(kind) is null) return Results.NotFound();
        if (await service.BeginExportAsync(kind, stop) is { Succeeded: false } refused) return Results.Text(ErrorTexts.In(refused.Error!), statusCode: StatusCodes.Status403Forbidden);
        return new CsvDownload($"{zone}-retention-{clock.GetUtcNow():yyyyMMdd-HHmm}Z.csv", file => WriteAsync(queries, kind, file, stop));
    }

    static async Task WriteAsync(RetentionQueries queries, string? kind, Stream file, CancellationToken stop)
    {
        var writer = new StreamWriter(file, new UTF8Encoding(true), 64 * 1024, leaveOpen: true);
        await using (writer.ConfigureAwait(false))
        {
            await writer.WriteAsync(CsvText.Line([RetentionText.Ran, RetentionText.Kind, "kind", RetentionText.Days, RetentionText.Limit, RetentionText.Removed, RetentionText.Held, RetentionText.Proof]).AsMemory(), stop);
            PurgeRow? last = null;
            for (var more = true; more;)
            {
                (var rows, more) = await queries.RecordsAsync(kind, last, PageOfExport, stop);
                foreach (var row in rows) await writer.WriteAsync(Line(row).AsMemory(), stop);
                last = rows.Count > 0 ? rows[^1] : last;
            }
        }
    }

    static string Line(PurgeRow row) => CsvText.Line([
        Show.Utc(row.RanAt), RetentionWords.Name(row.Kind), row.Kind, row.Days.ToString(CultureInfo.InvariantCulture), Show.Utc(row.Limit), row.Removed.ToString(CultureInfo.InvariantCulture),
        row.Held.ToString(CultureInfo.InvariantCulture), RetentionWords.Of(row)]);
}
