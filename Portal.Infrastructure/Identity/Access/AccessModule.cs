using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Portal.Identity.Access;

static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services
        .AddScoped<PermissionHolders>().AddScoped<RoleChoice>().AddScoped<InvitationWriter>().AddScoped<InvitationService>().AddScoped<InvitationQueries>()
        .AddScoped<InvitationDoor>().AddScoped<InvitationAcceptance>().AddScoped<ZoneAdministrators>().AddScoped<FirstAdministrator>();

    public static void AddJobs(IQuartzBuilder jobs)
    {
    }
}
