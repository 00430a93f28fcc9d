using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Anpr.Ingest;

/// <summary>Takes messages out of the portal and deletes them. Who may only read quarantine may look and download; deleting is for who manages sources.</summary>
public sealed class QuarantineService(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, AuditTrail audit)
{
    /// <summary>The kept bytes of a message, for a file outside the portal; it leaves a trace, for they may hold personal data.</summary>
    public async Task<Result<byte[]>> DownloadAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadQuarantine)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await QuarantineQueries.Filtered(db, new()).SingleOrDefaultAsync(m => m.Id == id, stop) is not { } message) return Error.NotFound;
        var source = await db.Set<ReadSource>().SingleAsync(s => s.Id == message.SourceId, stop);
        audit.Record(db, SourceActions.MessageDownloaded, source, message.Reason, new { message = id });
        await db.SaveChangesAsync(stop);
        return message.Body;
    }

    public async Task<Result> DeleteAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await QuarantineQueries.Filtered(db, new()).Where(m => m.Id == id).Select(m => new { m.SourceId, m.Reason }).SingleOrDefaultAsync(stop) is not { } message) return Error.NotFound;
        await DeleteAsync(db, QuarantineQueries.Filtered(db, new()).Where(m => m.Id == id), message.Reason, stop);
        return Result.Ok;
    }

    /// <summary>Every message and item with this reason, within the filter's source and kind.</summary>
    /// <returns>How many went.</returns>
    public async Task<Result<int>> DeleteAllAsync(QuarantineFilter filter, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await DeleteAsync(db, QuarantineQueries.Filtered(db, filter), filter.Reason, stop);
    }

    /// <summary>Reads that wait under a code that belongs to nobody's camera.</summary>
    /// <returns>How many went.</returns>
    public async Task<Result<int>> DeleteCodeAsync(Guid sourceId, string code, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var spellings = await TakeOverService.SpellingsAsync(db, sourceId, code, stop);
        return await DeleteAsync(db, TakeOverService.Waiting(db, sourceId, spellings), UnreadableReasons.UnknownCamera, stop, code);
    }

    /// <summary>Deletes in one transaction with one audit line a source.</summary>
    async Task<int> DeleteAsync(PortalDbContext db, IQueryable<QuarantinedMessage> messages, string? reason, CancellationToken stop, string? code = null) =>
        await db.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            db.ChangeTracker.Clear();
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            var ids = await messages.Select(m => m.SourceId).Distinct().ToListAsync(stop);
            var (gone, sources) = (0, await db.Set<ReadSource>().Where(s => ids.Contains(s.Id)).ToListAsync(stop));
            foreach (var source in sources)
            {
                var count = await messages.Where(m => m.SourceId == source.Id).ExecuteDeleteAsync(stop);
                if (count > 0) audit.Record(db, SourceActions.MessagesDeleted, source, reason, new { count, code });
                gone += count;
            }

            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
            return gone;
        });
}
