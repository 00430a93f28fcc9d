using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Common;

namespace Portal.Persistence.Providers.Postgres;

public sealed class PostgresPortalDbContext(DbContextOptions<PostgresPortalDbContext> options, CurrentTenant tenant) : PortalDbContext(options, tenant)
{
    /// <summary>For migrations and demo data: as the owner, with no zone and no interceptor.</summary>
    public static PostgresPortalDbContext ForOwner(string connection) => new(
        new DbContextOptionsBuilder<PostgresPortalDbContext>().UseNpgsql(connection, ConfigureMigrations).UseApplicationServiceProvider(DesignServices.Identity)
            .ReplaceService<IMigrationsSqlGenerator, PartitionedTables>().Options,
        new CurrentTenant());

    static void ConfigureMigrations(Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.NpgsqlDbContextOptionsBuilder npgsql) => npgsql.MigrationsHistoryTable("migrations");
}

sealed class PostgresDesign : IDesignTimeDbContextFactory<PostgresPortalDbContext>
{
    public PostgresPortalDbContext CreateDbContext(string[] args) => PostgresPortalDbContext.ForOwner("Host=design");
}
