using Microsoft.Extensions.DependencyInjection;
using Portal.Audit.Jobs;
using Portal.Audit.Watch;
using Portal.Common;
using Quartz;

namespace Portal.Audit;

public static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services)
    {
        services.AddOptions<UnusualUseRules>().BindConfiguration("Audit");
        return services.AddScoped<AuditTrail>().AddScoped<Consultations>().AddScoped<AuditQueries>().AddScoped<AuditSearch>().AddScoped<PurposeService>()
            .AddSingleton<AnchorSeals>().AddScoped<AuditVerifier>().AddScoped<AuditAnchoring>().AddSingleton<AuditCutting>().AddScoped<AuditProof>().AddScoped<AuditProofDocument>()
            .AddSingleton<AuditChaining>().AddHostedService(s => s.GetRequiredService<AuditChaining>())
            .AddSingleton<IPlannedDuty, NoPlannedDuty>().AddScoped<UnusualUseFinder>().AddScoped<UnusualUseService>().AddScoped<OwnTraceQueries>()
            .AddScoped<InspectionQueries>().AddScoped<InspectionService>().AddScoped<InspectionExport>();
    }

    public static void AddAuditJobs(this IQuartzBuilder jobs)
    {
        jobs.AddJob<FindUnusualUseJob>(j => j.WithIdentity(nameof(FindUnusualUseJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(FindUnusualUseJob)).WithIdentity(nameof(FindUnusualUseJob)).WithCronSchedule("0 40 4 * * ?", c => c.InTimeZone(Brussels.Zone)));
        jobs.AddJob<AnchorAuditJob>(j => j.WithIdentity(nameof(AnchorAuditJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(AnchorAuditJob)).WithIdentity(nameof(AnchorAuditJob)).WithCronSchedule("0 10 0 * * ?", c => c.InTimeZone(Brussels.Zone)));
    }
}
