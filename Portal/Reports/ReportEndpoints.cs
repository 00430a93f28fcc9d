using System.Globalization;
using System.Net.Mime;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Common;
using Portal.Shell;
using Portal.Tenants;

namespace Portal.Reports;

/// <summary>Filters of the container, as they stand in addresses.</summary>
sealed record ReportsAsked(string? Reference, string? From, string? To, string? Kind, string? State, string? Language, string? Search);

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

    public static void MapReports(this IEndpointRouteBuilder app)
    {
        app.MapGet("/zones/{Zone}/reports/{id:guid}/file", OpenAsync).RequireAuthorization(TenantPermissions.Enter); // each kind of report has its own permission
        app.MapGet("/zones/{Zone}/reports/export", ExportAsync).RequireAuthorization(ReportPermissions.Read);
        app.MapJustice();
        app.MapDeposits();
    }

    public static string File(string zone, Guid report) => $"/zones/{zone}/reports/{report}/file";

    public static string Export(string zone, ReportFilter filter) =>
        $"/zones/{zone}/reports/export" + QueryString.Create(Asked(filter).Where(a => a.Value is not null).Select(a => new KeyValuePair<string, string?>(a.Key, (string?)a.Value)));

    /// <summary>What stands in the address.</summary>
    public static ReportFilter FilterOf(ReportsAsked asked) => new(
        Said(asked.Reference), DateInput.Parse(asked.From), DateInput.Parse(asked.To), Word<ReportKind>(asked.Kind), Word<ReportState>(asked.State), Said(asked.Language), Said(asked.Search));

    /// <summary>What is to stand in the address.</summary>
    public static IReadOnlyDictionary<string, object?> Asked(ReportFilter filter) => new Dictionary<string, object?>
    {
        ["reference"] = filter.Reference,
        ["from"] = Day(filter.From),
        ["to"] = Day(filter.To),
        ["kind"] = filter.Kind?.ToString(),
        ["state"] = filter.State?.ToString(),
        ["language"] = filter.Language,
        ["search"] = filter.Search,
    };

    static async Task<IResult> ExportAsync(string zone, [AsParameters] ReportsAsked asked, ReportQueries reports, TimeProvider clock, CancellationToken stop)
    {
        var rows = await reports.ExportAsync(FilterOf(asked), stop);
        return new CsvDownload(FormattableString.Invariant($"{zone}-reports-{clock.GetUtcNow():yyyyMMdd-HHmm}Z.csv"), file => file.WriteAsync(ReportCsv.Of(rows), stop).AsTask());
    }

    static string? Said(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();

    static T? Word<T>(string? text) where T : struct, Enum => Enum.TryParse<T>(text, out var word) && Enum.IsDefined(word) ? word : null;

    static string? Day(DateOnly? day) => day?.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

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
