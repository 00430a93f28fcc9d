using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Persistence;

namespace Portal.Anpr.Ingest;

/// <summary>Writes what sources brought into the audit: a line for each source and hour, when the hour is over.</summary>
public sealed class ReceivedBatches(IDbContextFactory<PortalDbContext> contexts, AuditTrail audit, TimeProvider clock)
{
    /// <summary>What came within the hour and waited to be written has been by then; what is later still makes a line of its own.</summary>
    static readonly TimeSpan Grace = TimeSpan.FromMinutes(2);

    /// <returns>Number of lines.</returns>
    public async Task<int> RecordAsync(CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            var over = clock.GetUtcNow().AddHours(-1) - Grace;
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var batches = await db.Set<ReceivedBatch>().AsNoTracking().Where(b => b.HourAt <= over).OrderBy(b => b.HourAt).Take(1000).ToListAsync(stop);
            var written = 0;
            foreach (var batch in batches)
            {
                // A row that has grown since it was read is left for the next time.
                var gone = await db.Set<ReceivedBatch>().Where(b => b.SourceId == batch.SourceId && b.HourAt == batch.HourAt && b.Stored == batch.Stored && b.Repeated == batch.Repeated && b.Quarantined == batch.Quarantined)
                    .ExecuteDeleteAsync(stop);
                if (gone == 0) continue;
                audit.RecordFor(
                    db, null, SourceActions.Received, nameof(ReadSource), batch.SourceId,
                    details: new { from = batch.FirstAt, to = batch.LastAt, stored = batch.Stored, repeated = batch.Repeated, quarantined = batch.Quarantined });
                written++;
            }

            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return written;
        });
    }
}
