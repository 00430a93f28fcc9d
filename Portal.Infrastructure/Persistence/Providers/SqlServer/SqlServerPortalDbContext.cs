using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Common;

namespace Portal.Persistence.Providers.SqlServer;

/// <summary>The same model on SQL Server. So far its migrations are kept; the portal does not start on it yet.</summary>
public sealed class SqlServerPortalDbContext(DbContextOptions<SqlServerPortalDbContext> options, CurrentTenant tenant) : PortalDbContext(options, tenant)
{
    public static SqlServerPortalDbContext ForOwner(string connection) => new(
        new DbContextOptionsBuilder<SqlServerPortalDbContext>().UseSqlServer(connection, s => s.MigrationsHistoryTable("migrations")).UseApplicationServiceProvider(DesignServices.Identity).Options,
        new CurrentTenant());
}

sealed class SqlServerDesign : IDesignTimeDbContextFactory<SqlServerPortalDbContext>
{
    public SqlServerPortalDbContext CreateDbContext(string[] args) => SqlServerPortalDbContext.ForOwner("Server=design");
}
