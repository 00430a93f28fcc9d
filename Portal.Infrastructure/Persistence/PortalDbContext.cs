using System.Reflection;
using Microsoft.AspNetCore.Identity;
using Microsoft.AspNetCore.Identity.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Identity;
using Portal.Retention;

namespace Portal.Persistence;

/// <summary>The one model. A derived context for each provider, because EF finds a migration set by the type of its context.</summary>
public abstract class PortalDbContext(DbContextOptions options, CurrentTenant tenant) : IdentityDbContext<Person, IdentityRole<Guid>, Guid>(options)
{
    /// <summary>Name of the query filter that keeps zones apart; row-level security stands behind it.</summary>
    public const string TenantFilter = "tenant";

    // Asked when a query runs, so a query without a zone throws.
    string Zone => tenant.Code;

    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        builder.ApplyConfigurationsFromAssembly(typeof(PortalDbContext).Assembly);
        foreach (var entity in builder.Model.GetEntityTypes().Where(e => e.GetTableName()!.StartsWith("AspNet", StringComparison.Ordinal))) entity.IsKept(RetentionKinds.Accounts);
        var own = typeof(PortalDbContext).GetMethod(nameof(Own), BindingFlags.NonPublic | BindingFlags.Instance)!;
        foreach (var type in builder.Model.GetEntityTypes().Select(e => e.ClrType).Where(typeof(ITenantOwned).IsAssignableFrom).ToList())
            own.MakeGenericMethod(type).Invoke(this, [builder]);
    }

    void Own<T>(ModelBuilder model) where T : class, ITenantOwned
    {
        model.Entity<T>().Property(e => e.Tenant).HasMaxLength(4).IsFixedLength();
        model.Entity<T>().HasQueryFilter(TenantFilter, e => e.Tenant == Zone);
    }
}
