using System.Globalization;
using System.Net.Mime;

namespace Portal.Anpr.Hotlists;

/// <summary>Files that leave the portal as plain downloads: streamed, whatever their size.</summary>
static class HotlistEndpoints
{
    const string Csv = "text/csv; charset=utf-8";

    public static void MapHotlists(this IEndpointRouteBuilder app)
    {
        app.MapGet("/zones/{Zone}/anpr/hotlists/{id:guid}/export", ExportAsync).RequireAuthorization(AnprPermissions.ReadHotlists);
        app.MapGet("/zones/{Zone}/anpr/hotlists/template", (HotlistExport export) => Results.File(export.Template(Language), Csv, "hotlist.csv"))
            .RequireAuthorization(AnprPermissions.ManageHotlists);
    }

    static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    static async Task<IResult> ExportAsync(string zone, Guid id, string? plate, string? state, HotlistExport export, TimeProvider clock, CancellationToken stop)
    {
        var filter = new EntryFilter(id, plate, EntryQuery.StateOf(state));
        var begun = await export.BeginAsync(filter, stop);
        if (!begun.Succeeded) return Results.NotFound();
        var language = Language;
        var name = $"{zone}-{begun.Value}-{clock.GetUtcNow():yyyyMMdd-HHmm}Z.csv";
        return new Download(name, to => export.WriteAsync(filter, language, to, stop));
    }

    sealed class Download(string name, Func<Stream, Task> write) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.ContentType = Csv;
            httpContext.Response.Headers.CacheControl = "no-store";
            httpContext.Response.Headers.ContentDisposition = new System.Net.Http.Headers.ContentDispositionHeaderValue(DispositionTypeNames.Attachment) { FileNameStar = name }.ToString();
            return write(httpContext.Response.Body);
        }
    }
}
