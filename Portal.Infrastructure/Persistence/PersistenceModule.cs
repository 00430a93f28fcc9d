using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Persistence.Interceptors;
using Portal.Persistence.Providers;
using Portal.Persistence.Providers.Postgres;

namespace Portal.Persistence;

public static class PersistenceModule
{
    /// <summary>Contexts for the application's role. Every operation makes its own from the factory; nobody keeps one, because a circuit lives for hours and does things side by side.</summary>
    public static IServiceCollection AddPersistence(this IServiceCollection services, PostgresDatabase database) => services
        .AddSingleton(database).AddSingleton<IDatabaseProvider>(database)
        .AddScoped<CurrentTenant>().AddScoped<CurrentUser>().AddScoped<TenantOnConnection>().AddScoped<TenantOnSave>()
        // Scoped, so that the interceptors are those of the scope and know its zone.
        .AddDbContextFactory<PostgresPortalDbContext>(
            (scope, options) => options.UseNpgsql(database.Application, n => n.EnableRetryOnFailure(3))
                .AddInterceptors(scope.GetRequiredService<TenantOnConnection>(), scope.GetRequiredService<TenantOnSave>()), ServiceLifetime.Scoped)
        .AddScoped<IDbContextFactory<PortalDbContext>, AnyProvider<PostgresPortalDbContext>>() // the interface is not covariant
        .AddScoped<PortalDbContext>(scope => scope.GetRequiredService<PostgresPortalDbContext>()) // for Identity's stores
        .AddSingleton<PostgresChangeFeed>().AddSingleton<ChangeFeed>(s => s.GetRequiredService<PostgresChangeFeed>()).AddHostedService(s => s.GetRequiredService<PostgresChangeFeed>());

    sealed class AnyProvider<T>(IDbContextFactory<T> factory) : IDbContextFactory<PortalDbContext> where T : PortalDbContext
    {
        public PortalDbContext CreateDbContext() => factory.CreateDbContext();
    }
}
