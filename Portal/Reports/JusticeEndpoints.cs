using System.Net.Mime;
using Microsoft.AspNetCore.Mvc;
using Portal.Audit;
using Portal.Common;

namespace Portal.Reports;

/// <summary>What Justice takes along, as downloads.</summary>
static class JusticeEndpoints
{
    const string Page = "/federal/justice";

    public static void MapJustice(this IEndpointRouteBuilder app)
    {
        app.MapGet(Page + "/{id:guid}/file", TakeAsync).RequireAuthorization(ReportPermissions.ReadReleased);
        app.MapGet(Page + "/package", PackAsync).RequireAuthorization(ReportPermissions.ReadReleased);
    }

    public static string File(Guid report) => $"{Page}/{report}/file";

    public static string Package(IEnumerable<Guid> reports) => $"{Page}/package?" + string.Join('&', reports.Select(r => "report=" + r));

    /// <summary>Without a purpose it leads to the page, which asks for one.</summary>
    static async Task<IResult> TakeAsync(Guid id, JusticeService justice, HttpContext http, CancellationToken stop)
    {
        var taken = await justice.TakeAsync(id, stop);
        if (taken.Error == PurposeErrors.Needed) return Results.LocalRedirect(Page);
        if (!taken.Succeeded) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(taken.Value.Content, MediaTypeNames.Application.Pdf, taken.Value.Name);
    }

    static async Task<IResult> PackAsync([FromQuery(Name = "report")] Guid[] reports, JusticeService justice, CancellationToken stop)
    {
        var begun = await justice.BeginAsync([.. reports.Distinct()], stop);
        if (begun.Error == PurposeErrors.Needed) return Results.LocalRedirect(Page);
        if (begun.Error == Error.NotFound) return Results.NotFound();
        if (!begun.Succeeded) return Results.Text(ErrorTexts.In(begun.Error), statusCode: StatusCodes.Status400BadRequest);
        return new CsvDownload($"justice-{begun.Value.At:yyyyMMdd-HHmm}Z.zip", file => justice.WriteAsync(begun.Value, file, stop), MediaTypeNames.Application.Zip);
    }
}
