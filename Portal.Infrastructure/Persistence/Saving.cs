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
}
