using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Quartz;

namespace Portal.Identity.Access.Jobs;

public sealed record MatchRequests(string Zone);

/// <summary>Compares the waiting requests of a zone with its staff list anew.</summary>
public sealed class MatchRequestsJob(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, StaffMatcher matcher) : IJob<MatchRequests>
{
    const int BatchSize = 500;

    public async ValueTask Execute(IJobExecutionContext context, MatchRequests input, CancellationToken cancellationToken = default)
    {
        tenant.Choose(input.Zone);
        var last = Guid.Empty;
        while (true)
        {
            await using var db = await contexts.CreateDbContextAsync(cancellationToken);
            var batch = await db.Set<AccessRequest>().Where(r => r.State == AccessRequestState.Waiting && r.Id.CompareTo(last) > 0).OrderBy(r => r.Id).Take(BatchSize).ToListAsync(cancellationToken);
            if (batch.Count == 0) return;
            last = batch[^1].Id;
            await matcher.MatchAsync(db, batch, cancellationToken);
            await SaveAsync(db, cancellationToken);
        }
    }

    /// <summary>Somebody decides on one of them, and looks at the staff list in doing so: that one is left alone, the others are saved.</summary>
    static async Task SaveAsync(PortalDbContext db, CancellationToken stop)
    {
        while (true)
        {
            try
            {
                await db.SaveChangesAsync(stop);
                return;
            }
            catch (DbUpdateConcurrencyException fault) when (fault.Entries.Count > 0)
            {
                foreach (var entry in fault.Entries) entry.State = EntityState.Detached;
            }
        }
    }
}
