using Microsoft.Extensions.DependencyInjection;

namespace Portal.Audit;

public static class AuditModule
{
    public static IServiceCollection AddAudit(this IServiceCollection services) => services.AddScoped<AuditTrail>().AddScoped<Consultations>().AddScoped<AuditQueries>().AddScoped<AuditSearch>().AddScoped<PurposeService>();
}
