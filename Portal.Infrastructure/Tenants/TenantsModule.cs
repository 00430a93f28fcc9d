using Microsoft.Extensions.DependencyInjection;
using Portal.Tenants.Federal;
using Portal.Tenants.Jobs;
using Portal.Tenants.Support;
using Portal.Tenants.Support.Jobs;
using Quartz;

namespace Portal.Tenants;

public static class TenantsModule
{
    public static IServiceCollection AddTenants(this IServiceCollection services) => services
        .AddScoped<ZoneAccess>().AddSingleton<ZoneEntries>().AddSingleton<ZoneDirectory>().AddScoped<TenantScopes>()
        .AddScoped<ZonePolicyQueries>().AddScoped<ZonePolicyService>().AddScoped<GrantQueries>().AddScoped<GrantService>().AddScoped<GrantTelling>().AddScoped<SharedQueries>().AddScoped<StatementQueries>().AddScoped<StatementService>()
        .AddScoped<ZoneQueries>().AddScoped<ZoneService>().AddScoped<ZoneStateService>().AddScoped<ZoneImportService>()
        .AddScoped<FigureQueries>().AddScoped<JobQueries>().AddScoped<JobService>()
        .AddScoped<SupportService>().AddScoped<SupportTelling>().AddScoped<SupportQueries>().AddScoped<BreakGlassService>().AddScoped<BreakGlassQueries>().AddScoped<BreakGlassDoor>();

    public static void AddTenantJobs(this IQuartzBuilder jobs)
    {
        jobs.AddJob<ApplyZoneStatesJob>(j => j.WithIdentity(nameof(ApplyZoneStatesJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(ApplyZoneStatesJob)).WithIdentity(nameof(ApplyZoneStatesJob)).WithCronSchedule("0 0/15 * * * ?"));
        jobs.AddTrigger(t => t.ForJob(nameof(ApplyZoneStatesJob)).WithIdentity(nameof(ApplyZoneStatesJob) + "AtStart").StartNow());
        jobs.AddJob<TellTenantsJob>(j => j.WithIdentity(nameof(TellTenantsJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(TellTenantsJob)).WithIdentity(nameof(TellTenantsJob)).WithCronSchedule("0 3/5 * * * ?")); // each run is a row of the jobs' history
        jobs.AddTrigger(t => t.ForJob(nameof(TellTenantsJob)).WithIdentity(nameof(TellTenantsJob) + "AtStart").StartNow());
        jobs.AddJob<EndSupportJob>(j => j.WithIdentity(nameof(EndSupportJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(EndSupportJob)).WithIdentity(nameof(EndSupportJob)).WithCronSchedule("20 * * * * ?"));
    }
}
