using System.Net.Mime;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Shell;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>Sealed files, as downloads.</summary>
static class ReportEndpoints
{
    /// <summary>What composes the documents of each kind.</summary>
    public static IServiceCollection AddReportTemplates(this IServiceCollection services) => services
        .AddSingleton<VerificationAddress>(s => new VerificationLinks(SiteAddress.Of(s.GetRequiredService<IConfiguration>())).Of)
        .AddSingleton<IReportTemplate>(new ReportTemplate<HitReportFacts>(ReportKind.Hit, HitReport.Compose, HitReportService.OutdatedAsync))
        .AddSingleton<IReportTemplate>(new ReportTemplate<Drafts.FreeReportFacts>(ReportKind.Free, Drafts.FreeReport.Compose))
        .AddSingleton<IReportTemplate>(new ReportTemplate<InspectionReportFacts>(ReportKind.Inspection, Audit.Inspection.InspectionDocument.Compose))
        .AddSingleton<IReportTemplate>(new ReportTemplate<ProofFacts>(ReportKind.AuditProof, ProofDocument.Compose));

    public static void MapReports(this IEndpointRouteBuilder app) =>
        app.MapGet("/zones/{Zone}/reports/{id:guid}/file", OpenAsync).RequireAuthorization(TenantPermissions.Enter); // each kind of report has its own permission

    public static string File(string zone, Guid report) => $"/zones/{zone}/reports/{report}/file";

    /// <summary>Without a purpose it leads to the page of the report, which asks for one.</summary>
    static async Task<IResult> OpenAsync(string zone, Guid id, ReportQueries reports, HttpContext http, CancellationToken stop)
    {
        var opened = await reports.OpenAsync(id, stop);
        if (opened.Error == PurposeErrors.Needed) return Results.LocalRedirect($"/zones/{zone}/reports/{id}");
        if (!opened.Succeeded) return Results.NotFound();
        http.Response.Headers.CacheControl = "no-store";
        return Results.File(opened.Value.Content, MediaTypeNames.Application.Pdf, opened.Value.Name);
    }
}
