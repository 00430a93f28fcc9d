using Microsoft.Extensions.DependencyInjection;
using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Hotlists.Jobs;
using Portal.Anpr.Ingest;
using Portal.Anpr.Ingest.Jobs;
using Portal.Anpr.Pictures;
using Portal.Persistence.Providers.Postgres;
using Quartz;

namespace Portal.Anpr;

public static class AnprModule
{
    public static IServiceCollection AddAnpr(this IServiceCollection services) => services
        .AddSingleton<IReadStore, PostgresReadStore>()
        .AddSingleton<SourceIndex>().AddHostedService(s => s.GetRequiredService<SourceIndex>())
        .AddSingleton<SourceUse>().AddHostedService(s => s.GetRequiredService<SourceUse>())
        .AddSingleton<HotlistIndexes>().AddHostedService(s => s.GetRequiredService<HotlistIndexes>())
        .AddSingleton<ReadWriter>().AddHostedService(s => s.GetRequiredService<ReadWriter>())
        .AddSingleton<IngestService>().AddScoped<ReceivedBatches>()
        .AddSingleton<PictureFiles>().AddScoped<PictureQueries>().AddScoped<HitQueries>().AddScoped<HitService>().AddScoped<HitReportService>()
        .AddScoped<SourceQueries>().AddScoped<SourceService>().AddScoped<QuarantineQueries>().AddScoped<QuarantineService>().AddScoped<TakeOverService>()
        .AddScoped<HotlistQueries>().AddScoped<HotlistService>().AddScoped<HotlistImports>().AddScoped<HotlistExport>().AddAnprSteps();

    public static void AddAnprJobs(this IQuartzBuilder jobs)
    {
        jobs.AddJob<KeepReadDaysJob>(j => j.WithIdentity(nameof(KeepReadDaysJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(KeepReadDaysJob)).WithIdentity(nameof(KeepReadDaysJob)).WithCronSchedule("0 10 2 * * ?"));
        jobs.AddTrigger(t => t.ForJob(nameof(KeepReadDaysJob)).WithIdentity(nameof(KeepReadDaysJob) + "AtStart").StartNow());
        jobs.AddJob<RecordReceivedJob>(j => j.WithIdentity(nameof(RecordReceivedJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(RecordReceivedJob)).WithIdentity(nameof(RecordReceivedJob)).WithCronSchedule("0 3 * * * ?"));
        jobs.AddJob<TendImportsJob>(j => j.WithIdentity(nameof(TendImportsJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(TendImportsJob)).WithIdentity(nameof(TendImportsJob)).WithCronSchedule("0 0/5 * * * ?"));
        jobs.AddJob<ImportHotlistJob>(j => j.WithIdentity(nameof(ImportHotlistJob)).StoreDurably().RequestRecovery());
    }
}
