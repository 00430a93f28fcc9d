using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tenants;

public static class TenantsModule
{
    public static IServiceCollection AddTenants(this IServiceCollection services) => services.AddScoped<ZoneAccess>().AddSingleton<ZoneDirectory>().AddScoped<TenantScopes>()
        .AddScoped<ZonePolicyQueries>().AddScoped<ZonePolicyService>().AddScoped<GrantQueries>().AddScoped<GrantService>().AddScoped<SharedQueries>();
}
