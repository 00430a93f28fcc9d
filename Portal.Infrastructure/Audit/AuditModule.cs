using Microsoft.Extensions.DependencyInjection;

namespace Portal.Audit;

public static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services
        .AddScoped<AuditTrail>().AddScoped<AuditQueries>().AddScoped<AuditSearch>().AddScoped<PurposeService>()
        .AddSingleton<AuditChaining>().AddHostedService(s => s.GetRequiredService<AuditChaining>());
}
