using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Portal.Common;

namespace Portal.Persistence.Interceptors;

/// <summary>Refuses rows of another zone and raises the version of what changes.</summary>
public sealed class TenantOnSave(CurrentTenant tenant) : SaveChangesInterceptor
{
    public override ValueTask<InterceptionResult<int>> SavingChangesAsync(DbContextEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default)
    {
        var changes = eventData.Context!.ChangeTracker;
        foreach (var row in changes.Entries<ITenantOwned>().Where(r => r.State is EntityState.Added or EntityState.Modified or EntityState.Deleted))
        {
            if (row.Entity.Tenant != tenant.Code) throw new InvalidOperationException($"A {row.Metadata.ClrType.Name} of another zone.");
        }

        foreach (var row in changes.Entries<Entity>().Where(r => r.State == EntityState.Modified))
            row.Property(e => e.Version).CurrentValue = row.Property(e => e.Version).OriginalValue + 1;
        return ValueTask.FromResult(result);
    }

    public override InterceptionResult<int> SavingChanges(DbContextEventData eventData, InterceptionResult<int> result) => throw new NotSupportedException("Save asynchronously.");
}
