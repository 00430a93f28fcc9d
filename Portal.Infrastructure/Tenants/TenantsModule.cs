using Microsoft.Extensions.DependencyInjection;
using Portal.Common;

namespace Portal.Tenants;

public static class TenantsModule
{
    public static IServiceCollection AddTenants(this IServiceCollection services) => services.AddScoped<CurrentUser>().AddScoped<ZoneAccess>().AddSingleton<ZoneDirectory>();
}
