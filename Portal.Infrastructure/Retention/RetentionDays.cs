using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Retention;

/// <summary>How long the zone of this scope keeps a kind of data: said to everybody who sees such data.</summary>
public sealed class RetentionDays(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, CurrentTenant tenant)
{
    public async Task<int> OfAsync(RetentionKind kind, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return Purges.DaysOf(kind, (await zones.FindAsync(tenant.Code, stop))!, await db.Set<RetentionRule>().AsNoTracking().ToDictionaryAsync(r => r.Kind, r => r.Days, stop));
    }
}
