using Microsoft.Extensions.DependencyInjection;
using Portal.Reports.Drafts;
using Portal.Reports.Jobs;
using Quartz;

namespace Portal.Reports;

public static class ReportsModule
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<SealKeys>().AddScoped<SealKeyService>().AddScoped<ReportService>().AddScoped<ReportQueries>().AddScoped<ReportCheck>()
        .AddScoped<ReportDraftService>().AddScoped<ReportDraftFiles>().AddScoped<ReportDraftQueries>().AddScoped<FreeReportService>()
        .AddSingleton<PublicVerification>().AddScoped<DepositService>().AddScoped<ReportDecisions>().AddScoped<JusticeQueries>().AddScoped<JusticeService>()
        .AddSingleton<ReportComposer>().AddScoped<ReportOrders>().AddScoped<ReportOrderQueries>().AddSingleton<ReportSealing>().AddHostedService(s => s.GetRequiredService<ReportSealing>());

    public static void AddReportJobs(this IQuartzBuilder jobs)
    {
        jobs.AddJob<WarnSealsJob>(j => j.WithIdentity(nameof(WarnSealsJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(WarnSealsJob)).WithIdentity(nameof(WarnSealsJob)).WithCronSchedule("0 40 5 * * ?"));
    }
}
