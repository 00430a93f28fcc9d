using Microsoft.Extensions.DependencyInjection;
using Portal.Reports.Jobs;
using Quartz;

namespace Portal.Reports;

public static class ReportsModule
{
    public static IServiceCollection AddReports(this IServiceCollection services) => services
        .AddSingleton<SealKeys>().AddScoped<SealKeyService>().AddScoped<ReportService>().AddScoped<ReportQueries>().AddScoped<ReportCheck>();

    public static void AddReportJobs(this IQuartzBuilder jobs)
    {
        jobs.AddJob<RemoveReportsJob>(j => j.WithIdentity(nameof(RemoveReportsJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(RemoveReportsJob)).WithIdentity(nameof(RemoveReportsJob)).WithCronSchedule("0 20 2 * * ?"));
    }
}
