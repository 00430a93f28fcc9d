using System.Globalization;
using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>Files that leave the portal as plain downloads: streamed, whatever their size.</summary>
static class HotlistEndpoints
{
    public static void MapHotlists(this IEndpointRouteBuilder app)
    {
        app.MapGet("/zones/{Zone}/anpr/hotlists/{id:guid}/export", ExportAsync).RequireAuthorization(AnprPermissions.ReadHotlists);
        app.MapGet("/zones/{Zone}/anpr/hotlists/template", (HotlistExport export) => Results.File(export.Template(Language), CsvDownload.ContentType, "hotlist.csv"))
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
        return new CsvDownload(name, to => export.WriteAsync(filter, language, to, stop));
    }
}
