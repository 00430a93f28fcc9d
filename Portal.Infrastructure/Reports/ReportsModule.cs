using Microsoft.Extensions.DependencyInjection;
using Portal.Reports.Drafts;

namespace Portal.Reports;

public static class ReportsModule
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<SealKeys>().AddScoped<SealKeyService>().AddScoped<ReportService>().AddScoped<ReportQueries>().AddScoped<ReportCheck>()
        .AddScoped<ReportDraftService>().AddScoped<ReportDraftFiles>().AddScoped<ReportDraftQueries>().AddScoped<FreeReportService>()
        .AddScoped<ReportDecisions>().AddScoped<JusticeQueries>().AddScoped<JusticeService>()
        .AddSingleton<ReportComposer>().AddScoped<ReportOrders>().AddScoped<ReportOrderQueries>().AddSingleton<ReportSealing>().AddHostedService(s => s.GetRequiredService<ReportSealing>());
}
