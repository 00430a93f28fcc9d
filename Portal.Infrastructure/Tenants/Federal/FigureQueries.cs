using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants.Federal;

/// <summary>Counts of one tenant; nothing of what is counted.</summary>
/// <param name="People">With a role today.</param>
/// <param name="Staff">Who have not left.</param>
/// <param name="ReadsDay">Captured in the last 24 hours.</param>
/// <param name="ReadsWeek">Captured in the last seven days.</param>
/// <param name="HitsOpen">Not judged.</param>
/// <param name="HitsMonth">Of the last 30 days.</param>
/// <param name="Bytes">An estimate: files as they are, reads and their pictures of seven days spread over the days that the zone keeps them.</param>
public sealed record ZoneFigures(string Zone, long People, long Staff, long ReadsDay, long ReadsWeek, long HitsOpen, long HitsMonth, long Bytes);

/// <summary>Figures of every tenant for who may see them.</summary>
public sealed class FigureQueries(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentUser user, TimeProvider clock)
{
    /// <param name="only">One tenant; null for all.</param>
    /// <returns>By code; nothing without the permission.</returns>
    public async Task<IReadOnlyList<ZoneFigures>> AllAsync(string? only = null, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ReadFigures)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await database.ZoneFiguresAsync(db, only, clock.GetUtcNow(), stop);
    }
}
