using Microsoft.Extensions.DependencyInjection;
using Portal.Tenants.Federal;

namespace Portal.Tenants;

public static class TenantsModule
{
    public static IServiceCollection AddTenants(this IServiceCollection services) => services
        .AddScoped<ZoneAccess>().AddSingleton<ZoneDirectory>().AddScoped<TenantScopes>()
        .AddScoped<ZoneQueries>().AddScoped<ZoneService>();
}
