using Microsoft.Extensions.DependencyInjection;
using Portal.Common.Notices;

namespace Portal.Common;

public static class NoticesModule
{
    public static IServiceCollection AddNotices(this IServiceCollection services) => services.AddScoped<Outbox>().AddScoped<Notifier>();
}
