using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging;
using Portal.Anpr.Plates;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Quartz;

namespace Portal.Anpr.Hotlists.Jobs;

public sealed record ImportHotlist(string Zone, Guid ImportId);

/// <summary>Takes the good rows of a file over into its list, chunk by chunk. Each chunk and its progress are one save: stopped at any point, it goes on from there.
/// Of two runs of one import the one that saved goes on and the other steps aside. Entries that the file does not name stay as they are.</summary>
public sealed class ImportHotlistJob(
    IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, AuditTrail audit, IDatabaseProvider database, TimeProvider clock, ILogger<ImportHotlistJob> log) : IJob<ImportHotlist>
{
    public const int ChunkSize = 500;

    /// <summary>People change entries meanwhile; a chunk that meets such a change is done again.</summary>
    const int Attempts = 5;

    public async ValueTask Execute(IJobExecutionContext context, ImportHotlist input, CancellationToken cancellationToken = default)
    {
        tenant.Choose(input.Zone);
        try
        {
            await RunAsync(input.ImportId, cancellationToken);
        }
        catch (Exception fault) when (fault is not OperationCanceledException && !database.IsUnavailable(fault)) // an absent database: the next attempt goes on
        {
            log.LogError(fault, "Import {Import} of zone {Zone} failed", input.ImportId, input.Zone);
            await FailAsync(input.ImportId, cancellationToken);
        }
    }

    async Task RunAsync(Guid id, CancellationToken stop)
    {
        if (await LoadAsync(id, stop) is not var (import, list)) return;
        var startedAt = import.StartedAt is { } before && import.State == ImportState.Running ? before : clock.GetUtcNow();
        var good = HotlistFile.Read(import.Content, list, Brussels.DayOf(startedAt)).Value?.Rows.Where(r => r.IsGood).ToList() ?? [];
        if (!await SaveAsync(import, _ => import.Start(import.RowCount - good.Count, startedAt), stop)) return;
        while (import.DoneCount < good.Count)
        {
            if (await TakeOverAsync(import, list, good, startedAt, stop) is not { } saved) return;
            import = saved;
        }

        await SaveAsync(import, db =>
        {
            import.Finish(clock.GetUtcNow());
            audit.RecordFor(db, import.CreatedBy, HotlistActions.Imported, list, details: Counts(import));
        }, stop);
    }

    /// <summary>Handles the next chunk and saves it with its progress.</summary>
    /// <returns>The import as saved; null when another run is at it.</returns>
    async Task<HotlistImport?> TakeOverAsync(HotlistImport import, Hotlist list, List<FileRow> good, DateTimeOffset startedAt, CancellationToken stop)
    {
        for (var attempt = 1; ; attempt++)
        {
            var version = import.Version;
            try
            {
                await using var db = await contexts.CreateDbContextAsync(stop);
                var chunk = good.GetRange(import.DoneCount, Math.Min(ChunkSize, good.Count - import.DoneCount));
                var plates = chunk.Select(r => PlateNumber.ForEntry(r.Details.Plate).Value!).Distinct().ToList();
                var known = (await db.Set<HotlistEntry>().Where(e => e.HotlistId == list.Id && plates.Contains(e.Plate)).ToListAsync(stop)).ToDictionary(e => (e.Plate, e.Country));
                var (added, changed, unchanged) = (0, 0, 0);
                foreach (var details in chunk.Select(r => r.Details))
                {
                    if (!known.TryGetValue((PlateNumber.ForEntry(details.Plate).Value!, Country.Normalise(details.Country) ?? ""), out var entry))
                    {
                        db.Add(HotlistEntry.Create(list, details, import.CreatedBy, startedAt).Value ?? throw new InvalidOperationException("A row that was good is refused."));
                        added++;
                    }
                    else if (entry.Says(details, clock.GetUtcNow()))
                    {
                        unchanged++;
                    }
                    else
                    {
                        if (!entry.Change(list, details, startedAt).Succeeded) throw new InvalidOperationException("A row that was good is refused.");
                        changed++;
                    }
                }

                db.Attach(import);
                import.Advance(added, changed, unchanged);
                await db.SaveChangesAsync(stop);
                return import;
            }
            catch (DbUpdateException fault) when (attempt < Attempts && (fault is DbUpdateConcurrencyException || database.IsDuplicate(fault)))
            {
                // Somebody at an entry: look again. Another run of the same import: it goes on from what it saved.
                if (await LoadAsync(import.Id, stop) is not var (fresh, _) || fresh.Version != version) return null;
                import = fresh;
            }
        }
    }

    async Task FailAsync(Guid id, CancellationToken stop)
    {
        if (await LoadAsync(id, stop) is not var (import, list)) return;
        await SaveAsync(import, db =>
        {
            import.Fail(clock.GetUtcNow());
            audit.RecordFor(db, import.CreatedBy, HotlistActions.ImportFailed, list, details: Counts(import));
        }, stop);
    }

    /// <returns>False when another run of the import saved first.</returns>
    async Task<bool> SaveAsync(HotlistImport import, Action<PortalDbContext> change, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Attach(import);
        change(db);
        try
        {
            await db.SaveChangesAsync(stop);
            return true;
        }
        catch (DbUpdateConcurrencyException)
        {
            log.LogInformation("Another run of import {Import} goes on with it", import.Id);
            return false;
        }
    }

    /// <summary>An import that is wanted and not done, apart from any context: the file is large and one copy is enough.</summary>
    async Task<(HotlistImport Import, Hotlist List)?> LoadAsync(Guid id, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<HotlistImport>().AsNoTracking().SingleOrDefaultAsync(i => i.Id == id && (i.State == ImportState.Queued || i.State == ImportState.Running), stop) is not { } import) return null;
        return (import, await db.Set<Hotlist>().AsNoTracking().SingleAsync(l => l.Id == import.HotlistId, stop));
    }

    static object Counts(HotlistImport import) => new
    {
        import = import.Id,
        file = import.FileName,
        rows = import.RowCount,
        leftOut = import.BadRowCount,
        added = import.AddedCount,
        changed = import.ChangedCount,
        unchanged = import.UnchangedCount,
    };
}
