using System.Globalization;
using System.Net.Mime;
using Portal.Common;

namespace Portal.Audit.Inspection;

/// <summary>The inspection as a file.</summary>
static class InspectionEndpoints
{
    public static string Address(string zone) => $"/zones/{zone}/inspection/export";

    public static void MapInspection(this IEndpointRouteBuilder app) => app.MapGet("/zones/{Zone}/inspection/export", ExportAsync).RequireAuthorization(AuditPermissions.Inspect);

    static async Task<IResult> ExportAsync(string zone, InspectionExport export, TimeProvider clock, HttpContext http, CancellationToken stop)
    {
        var made = await export.MakeAsync(CultureInfo.CurrentUICulture.TwoLetterISOLanguageName, InspectionDocument.Compose, stop);
        if (!made.Succeeded) return Results.Text(ErrorTexts.In(made.Error), statusCode: StatusCodes.Status400BadRequest);
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(made.Value, MediaTypeNames.Application.Pdf, string.Create(CultureInfo.InvariantCulture, $"{zone}-inspection-{clock.GetUtcNow():yyyyMMdd-HHmm}Z.pdf"));
    }
}
