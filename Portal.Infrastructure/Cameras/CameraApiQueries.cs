using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Persistence;

#pragma warning disable CA1309, MA0011 // The database compares names, by its own rules

namespace Portal.Cameras;

/// <summary>A camera as other systems get it.</summary>
/// <param name="Latitude">WGS 84 degrees, or null when not known; so is the other.</param>
/// <param name="RetiredAt">Null while it is in service.</param>
public sealed record ApiCamera(Guid Id, string Name, string Place, double? Latitude, double? Longitude, DateTimeOffset RegisteredAt, DateTimeOffset? RetiredAt);

public sealed class CameraApiQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user)
{
    /// <summary>All cameras of the tenant by name, also those that are retired.</summary>
    /// <param name="after">Name of the last camera of the page before, or null.</param>
    public async Task<IReadOnlyList<ApiCamera>> ListAsync(string? after, int size, CancellationToken stop)
    {
        if (!user.May(CameraPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var cameras = db.Set<Camera>().AsNoTracking();
        if (after is not null) cameras = cameras.Where(c => string.Compare(c.Name, after) > 0);
        return await cameras.OrderBy(c => c.Name).Take(size).Select(c => new ApiCamera(c.Id, c.Name, c.Place, c.Latitude, c.Longitude, c.RegisteredAt, c.RetiredAt)).ToListAsync(stop);
    }
}
