using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence.Providers;

namespace Portal.Persistence;

/// <summary>Saves what a person did, and says in the portal's words what stands in the way.</summary>
public static class Saving
{
    /// <param name="db">What to save.</param>
    /// <param name="database">Knows its own faults.</param>
    /// <param name="changed">When somebody changed a row meanwhile.</param>
    /// <param name="duplicate">When something unique is there already.</param>
    /// <returns>Null when it is saved.</returns>
    public static async Task<Error?> TrySaveAsync(this PortalDbContext db, IDatabaseProvider database, Error changed, Error duplicate, CancellationToken stop)
    {
        try
        {
            await db.SaveChangesAsync(stop);
            return null;
        }
        catch (DbUpdateConcurrencyException)
        {
            return changed;
        }
        catch (DbUpdateException e) when (database.IsDuplicate(e))
        {
            return duplicate;
        }
    }

    /// <summary>Reads and saves in one transaction beside which nobody else is in one of the same name: for rules over rows that are not there yet, which no version and no key guards.</summary>
    /// <param name="run">Gets the context of the transaction; saves by itself.</param>
    public static async Task<T> AloneAsync<T>(this IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, string name, Func<PortalDbContext, Task<T>> run, CancellationToken stop)
    {
        await using var outer = await contexts.CreateDbContextAsync(stop);
        return await outer.Database.CreateExecutionStrategy().ExecuteAsync(async () =>
        {
            await using var db = await contexts.CreateDbContextAsync(stop);
            await using var transaction = await db.Database.BeginTransactionAsync(stop);
            await database.LockAsync(db, name, stop);
            var result = await run(db);
            await transaction.CommitAsync(stop);
            return result;
        });
    }
}
