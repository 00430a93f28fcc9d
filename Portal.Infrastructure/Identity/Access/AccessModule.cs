using Microsoft.Extensions.DependencyInjection;
using Quartz;

namespace Portal.Identity.Access;

static class AccessModule
{
    public static IServiceCollection AddAccess(this IServiceCollection services) => services.AddScoped<PermissionHolders>();

    public static void AddJobs(IQuartzBuilder jobs)
    {
    }
}
