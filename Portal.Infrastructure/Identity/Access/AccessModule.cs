using Microsoft.Extensions.DependencyInjection;
using Portal.Identity.Access.Jobs;
using Quartz;

namespace Portal.Identity.Access;

static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddScoped<PermissionHolders>().AddScoped<RoleChoice>().AddScoped<InvitationWriter>().AddScoped<InvitationService>().AddScoped<InvitationQueries>()
        .AddScoped<InvitationDoor>().AddScoped<InvitationAcceptance>().AddScoped<ZoneAdministrators>().AddScoped<FirstAdministrator>()
        .AddScoped<StaffMatcher>().AddScoped<AccessDoor>().AddScoped<AccessDecisions>().AddScoped<AccessService>().AddScoped<AccessQueries>();

    public static void AddJobs(IQuartzBuilder jobs)
    {
        jobs.AddJob<DecideRequestsJob>(j => j.WithIdentity(nameof(DecideRequestsJob)).StoreDurably().RequestRecovery());
        jobs.AddJob<MatchRequestsJob>(j => j.WithIdentity(nameof(MatchRequestsJob)).StoreDurably());
        jobs.AddJob<TendAccessJob>(j => j.WithIdentity(nameof(TendAccessJob)).StoreDurably());
        jobs.AddTrigger(t => t.ForJob(nameof(TendAccessJob)).WithIdentity(nameof(TendAccessJob)).WithCronSchedule("0 2/5 * * * ?"));
    }
}
