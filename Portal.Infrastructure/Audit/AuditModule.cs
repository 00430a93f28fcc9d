using Microsoft.Extensions.DependencyInjection;
using Portal.Audit.Jobs;
using Portal.Common;
using Quartz;

namespace Portal.Audit;

public static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddScoped<AuditTrail>().AddScoped<AuditQueries>().AddScoped<AuditSearch>().AddScoped<PurposeService>().AddSingleton<AnchorSeals>().AddScoped<AuditVerifier>().AddScoped<AuditAnchoring>().AddSingleton<AuditCutting>().AddScoped<AuditProof>().AddScoped<AuditProofDocument>()
        .AddSingleton<AuditChaining>().AddHostedService(s => s.GetRequiredService<AuditChaining>());

    public static void AddAuditJobs(this IQuartzBuilder jobs)
    {
        jobs.AddJob<AnchorAuditJob>(j => j.WithIdentity(nameof(AnchorAuditJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(AnchorAuditJob)).WithIdentity(nameof(AnchorAuditJob)).WithCronSchedule("0 10 0 * * ?", c => c.InTimeZone(Brussels.Zone)));
    }
}
