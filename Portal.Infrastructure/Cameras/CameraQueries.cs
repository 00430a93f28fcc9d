using Microsoft.EntityFrameworkCore;
using Portal.Anpr;
using Portal.Anpr.Ingest;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

#pragma warning disable CA1304, CA1309, CA1311, CA1862, MA0011 // The database compares names, by its own rules

namespace Portal.Cameras;

public enum CameraState
{
    InService,
    Retired,
    All,
}

/// <summary>Which cameras to list.</summary>
/// <param name="Search">Part of name or place, in any case.</param>
public sealed record CameraFilter(string? Search = null, CameraState State = CameraState.InService);

/// <summary>The source and the code under which a camera's reads come.</summary>
public sealed record CameraFeed(Guid CameraId, string Source, string Code, bool SourceEnabled);

/// <summary>A camera as the list shows it.</summary>
public sealed record CameraRow(Guid Id, string Name, string Place, DateTimeOffset? RetiredAt, IReadOnlyList<CameraFeed> Feeds, CameraActivity Activity);

/// <summary>All about one camera.</summary>
public sealed record CameraDetail(
    Guid Id, int Version, string Name, string Place, double? Latitude, double? Longitude, DateTimeOffset RegisteredAt, DateTimeOffset? RetiredAt,
    IReadOnlyList<CameraFeed> Feeds, CameraActivity Activity);

/// <summary>A late read of a camera. Without the permission to see hits only its times are told: a plate is personal data.</summary>
public sealed record CameraReadRow(
    DateTimeOffset CapturedAt, DateTimeOffset ReceivedAt, DateTimeOffset? ClaimedAt, ClockTrust ClockTrust, bool Retransmitted, string? Plate, string? Country, float? Confidence)
{
    /// <summary>From the camera's own time to receipt; null when the camera told no time.</summary>
    public TimeSpan? Delay => ClaimedAt is { } claimed ? ReceivedAt - claimed : ClockTrust == ClockTrust.Server ? null : ReceivedAt - CapturedAt;
}

/// <summary>A camera to choose.</summary>
public sealed record CameraChoice(Guid Id, string Name, string Place);

public sealed class CameraQueries(IDbContextFactory<PortalDbContext> contexts, ICameraActivity activity, CurrentTenant tenant, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    public const int PageSize = 100;
    public const int LastReads = 20;

    /// <summary>Cameras by name.</summary>
    /// <param name="after">Name of the last camera of the page before, or null.</param>
    /// <param name="size">At most so many.</param>
    public async Task<IReadOnlyList<CameraRow>> ListAsync(CameraFilter filter, string? after = null, int size = PageSize, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var cameras = Filtered(db, filter);
        if (after is not null) cameras = cameras.Where(c => string.Compare(c.Name, after) > 0);
        var page = await cameras.OrderBy(c => c.Name).Take(size).Select(c => new { c.Id, c.Name, c.Place, c.RetiredAt }).ToListAsync(stop);
        var ids = page.Select(c => c.Id).ToList();
        var feeds = (await Feeds(db, db.Set<SourceCamera>().Where(f => ids.Contains(f.CameraId))).ToListAsync(stop)).ToLookup(f => f.CameraId);
        var known = await activity.AllAsync(db, tenant.Code, clock.GetUtcNow(), stop);
        await consultations.SearchedAsync(ConsultationActions.CamerasListed, nameof(Camera), filter, page.Count, page.Count < size && after is null ? null : () => CountAsync(filter, stop), after, stop: stop);
        return [.. page.Select(c => new CameraRow(c.Id, c.Name, c.Place, c.RetiredAt, Ordered(feeds[c.Id]), Of(known, c.Id)))];
    }

    public async Task<int> CountAsync(CameraFilter filter, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Read)) return 0;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await Filtered(db, filter).CountAsync(stop);
    }

    public async Task<CameraDetail?> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Read)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Camera>().AsNoTracking().SingleOrDefaultAsync(c => c.Id == id, stop) is not { } c) return null;
        var feeds = await Feeds(db, db.Set<SourceCamera>().Where(f => f.CameraId == id)).ToListAsync(stop);
        var known = await activity.AllAsync(db, tenant.Code, clock.GetUtcNow(), stop);
        await consultations.ViewedAsync(ConsultationActions.CameraViewed, nameof(Camera), id, new { c.Name }, stop);
        return new(c.Id, c.Version, c.Name, c.Place, c.Latitude, c.Longitude, c.RegisteredAt, c.RetiredAt, Ordered(feeds), Of(known, id));
    }

    /// <summary>The latest reads of a camera within <see cref="CameraActivity.Window"/>, at most <see cref="LastReads"/>.</summary>
    public async Task<IReadOnlyList<CameraReadRow>> LastReadsAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Read)) return [];
        var plates = user.May(AnprPermissions.ReadHits);
        var since = clock.GetUtcNow() - CameraActivity.Window;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (plates) await consultations.ViewedAsync(ConsultationActions.CameraReadsViewed, nameof(Camera), id, stop: stop);
        return await db.Set<PlateRead>().AsNoTracking().Where(r => r.CapturedAt >= since && r.CameraId == id)
            .OrderByDescending(r => r.CapturedAt).ThenBy(r => r.SourceKey).Take(LastReads)
            .Select(r => new CameraReadRow(
                r.CapturedAt, r.ReceivedAt, r.ClaimedAt, r.ClockTrust, r.Retransmitted, plates ? r.Plate : null, plates ? r.Country : null, plates ? r.Confidence : null))
            .ToListAsync(stop);
    }

    /// <summary>Cameras in service, by name, to choose one.</summary>
    public async Task<IReadOnlyList<CameraChoice>> ChoicesAsync(CancellationToken stop = default)
    {
        if (!user.May(CameraPermissions.Read)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<Camera>().AsNoTracking().Where(c => c.RetiredAt == null).OrderBy(c => c.Name).Select(c => new CameraChoice(c.Id, c.Name, c.Place)).ToListAsync(stop);
    }

    static IQueryable<Camera> Filtered(PortalDbContext db, CameraFilter filter)
    {
        var cameras = db.Set<Camera>().AsNoTracking();
        if (filter.State == CameraState.InService) cameras = cameras.Where(c => c.RetiredAt == null);
        if (filter.State == CameraState.Retired) cameras = cameras.Where(c => c.RetiredAt != null);
        if (filter.Search?.Trim().ToLowerInvariant() is { Length: > 0 } part) cameras = cameras.Where(c => c.Name.ToLower().Contains(part) || c.Place.ToLower().Contains(part));
        return cameras;
    }

    static IQueryable<CameraFeed> Feeds(PortalDbContext db, IQueryable<SourceCamera> codes) =>
        from code in codes
        join source in db.Set<ReadSource>() on code.SourceId equals source.Id
        select new CameraFeed(code.CameraId, source.Name, code.Code, source.Enabled);

    static IReadOnlyList<CameraFeed> Ordered(IEnumerable<CameraFeed> feeds) => [.. feeds.OrderBy(f => f.Source).ThenBy(f => f.Code)];

    static CameraActivity Of(IReadOnlyDictionary<Guid, CameraActivity> known, Guid id) => known.GetValueOrDefault(id) ?? new(id, 0, null, null);
}
