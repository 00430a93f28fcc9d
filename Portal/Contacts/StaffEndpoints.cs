using System.Globalization;
using Portal.Common;

namespace Portal.Contacts;

/// <summary>Files of the staff list that leave the portal as plain downloads.</summary>
static class StaffEndpoints
{
    public static void MapContacts(this IEndpointRouteBuilder app)
    {
        app.MapGet("/zones/{Zone}/staff/export", ExportAsync).RequireAuthorization(ContactPermissions.ReadStaff);
        app.MapGet("/zones/{Zone}/staff/import/template", () => Results.File(StaffExport.Template(Language), CsvDownload.ContentType, "staff.csv")).RequireAuthorization(ContactPermissions.ManageStaff);
    }

    static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    static async Task<IResult> ExportAsync(string zone, string? search, Guid? unit, string? statute, string? account, string? presence, StaffExport export, TimeProvider clock, CancellationToken stop)
    {
        var file = await export.RunAsync(StaffQuery.FilterOf(search, unit, statute, account, presence), Language, stop);
        return file.Succeeded ? Results.File(file.Value, CsvDownload.ContentType, $"staff-{zone}-{clock.GetUtcNow():yyyyMMdd-HHmm}Z.csv") : Results.NotFound();
    }
}
