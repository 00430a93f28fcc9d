using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using Portal.Common.Notices;

namespace Portal.Common;

public static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services)
    {
        services.AddSingleton(s => MailSettings.Read(s.GetRequiredService<IConfiguration>(), s.GetRequiredService<IHostEnvironment>().ContentRootPath))
            .AddSingleton<IMailTransport>(s => (s.GetRequiredService<MailSettings>(), s.GetRequiredService<IHostEnvironment>().IsProduction()) switch
            {
                ({ Host: not null } settings, _) => new SmtpTransport(settings),
                (var settings, false) => new FolderTransport(settings),
                _ => new NoTransport(),
            })
            .AddSingleton<MailDelivery>().AddHostedService(s => s.GetRequiredService<MailDelivery>());
        services.AddHealthChecks().AddCheck<MailCheck>("mail", tags: ["ready"]);
        return services.AddScoped<Outbox>().AddScoped<Notifier>().AddScoped<NotificationQueries>().AddScoped<NotificationService>().AddScoped<MailQueries>().AddScoped<MailService>();
    }

    /// <summary>The portal works without a server for mail, but invitations reach nobody: whoever watches it should know.</summary>
    sealed class MailCheck(IMailTransport transport) : IHealthCheck
    {
        public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default) =>
            Task.FromResult(transport.IsReady ? HealthCheckResult.Healthy() : HealthCheckResult.Degraded("Mail:Host is not set: mails wait"));
    }
}
