using System.Linq.Expressions;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Retention;

namespace Portal.Anpr.Hotlists;

/// <summary>Previews of imports that nobody took over go, imports that are done lose their file.</summary>
public sealed class DraftsStep : IRetentionStep
{
    static readonly byte[] Nothing = [];

    public RetentionKind Kind => RetentionKinds.Drafts;

    static Expression<Func<HotlistImport, bool>> Due(PurgeScope scope) =>
        i => (i.State == ImportState.Previewed && i.CreatedAt < scope.Limit) || ((i.State == ImportState.Done || i.State == ImportState.Failed) && i.FinishedAt < scope.Limit && i.Content != Nothing);

    public async Task<PurgeCount> CountAsync(PurgeScope scope, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        var due = db.Set<HotlistImport>().Where(Due(scope));
        return new(await due.LongCountAsync(scope.IsFree<HotlistImport>(db, i => i.Id), stop), await due.LongCountAsync(scope.IsHeld<HotlistImport>(db, i => i.Id), stop), 0);
    }

    public async Task<PurgeCount> RemoveAsync(PurgeScope scope, CancellationToken stop)
    {
        List<Guid> old;
        await using (var db = await scope.OpenAsync(stop))
            old = await db.Set<HotlistImport>().Where(Due(scope)).Where(scope.IsFree<HotlistImport>(db, i => i.Id)).Select(i => i.Id).ToListAsync(stop);
        var removed = 0L;
        foreach (var id in old) removed += scope.Went(await RemoveAsync(scope, id, stop) ? 1 : 0);
        return (await CountAsync(scope, stop)) with { Removed = removed };
    }

    /// <summary>One at a time: a file may be large.</summary>
    static async Task<bool> RemoveAsync(PurgeScope scope, Guid id, CancellationToken stop)
    {
        await using var db = await scope.OpenAsync(stop);
        if (await db.Set<HotlistImport>().Where(Due(scope)).Where(scope.IsFree<HotlistImport>(db, i => i.Id)).SingleOrDefaultAsync(i => i.Id == id, stop) is not { } import) return false;
        if (import.State == ImportState.Previewed)
        {
            var list = await db.Set<Hotlist>().AsNoTracking().SingleAsync(l => l.Id == import.HotlistId, stop);
            db.Remove(import);
            scope.Services.GetRequiredService<AuditTrail>().RecordFor(db, null, HotlistActions.ImportDiscarded, list, details: new { file = import.FileName, rows = import.RowCount, bad = import.BadRowCount });
        }
        else
        {
            import.Forget();
        }

        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            return false; // somebody decided after all
        }
    }
}
