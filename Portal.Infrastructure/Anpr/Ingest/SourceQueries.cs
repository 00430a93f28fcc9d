using Microsoft.EntityFrameworkCore;
using Portal.Cameras;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Anpr.Ingest;

/// <summary>A code of a source and the camera it means.</summary>
public sealed record SourceCode(Guid SourceId, string Code, Guid CameraId, string Camera, bool CameraRetired);

/// <summary>A source as the list shows it.</summary>
/// <param name="ExpiresOn">Last day of the key; null without end.</param>
/// <param name="PreviousKeyEndsAt">The key before works until then; null when it does not.</param>
/// <param name="LastMessageAt">Latest sign of life within a day: a read of one of its cameras, or something in quarantine.</param>
public sealed record SourceRow(
    Guid Id, string Name, string Dialect, string KeyHint, bool Enabled, DateTimeOffset CreatedAt, DateTimeOffset KeyChangedAt, IReadOnlyList<SourceCode> Codes, DateTimeOffset? LastMessageAt,
    string? Purpose, DateOnly? ExpiresOn, bool Expired, DateTimeOffset? PreviousKeyEndsAt, DateTimeOffset? LastUsedAt);

/// <summary>A source to choose.</summary>
public sealed record SourceChoice(Guid Id, string Name);

public sealed class SourceQueries(IDbContextFactory<PortalDbContext> contexts, ICameraActivity activity, CurrentTenant tenant, CurrentUser user, TimeProvider clock)
{
    /// <summary>All sources of the zone, by name: a zone has a handful.</summary>
    public async Task<IReadOnlyList<SourceRow>> ListAsync(CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageSources)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var sources = await db.Set<ReadSource>().AsNoTracking().OrderBy(s => s.Name)
            .Select(s => new { s.Id, s.Name, s.Dialect, s.KeyHint, s.Enabled, s.CreatedAt, s.KeyChangedAt, s.Purpose, s.ExpiresOn, s.PreviousKeyEndsAt, s.LastUsedAt }).ToListAsync(stop);
        var codes = (await (
            from code in db.Set<SourceCamera>().AsNoTracking()
            join camera in db.Set<Camera>() on code.CameraId equals camera.Id
            orderby code.Code
            select new SourceCode(code.SourceId, code.Code, camera.Id, camera.Name, camera.RetiredAt != null)).ToListAsync(stop)).ToLookup(c => c.SourceId);
        var known = await activity.AllAsync(db, tenant.Code, clock.GetUtcNow(), stop);
        var since = clock.GetUtcNow() - CameraActivity.Window;
        var refused = await db.Set<QuarantinedMessage>().Where(m => m.LastReceivedAt >= since).GroupBy(m => m.SourceId)
            .Select(g => new { g.Key, Last = g.Max(m => m.LastReceivedAt) }).ToDictionaryAsync(g => g.Key, g => (DateTimeOffset?)g.Last, stop);
        return [.. sources.Select(s => new SourceRow(
            s.Id, s.Name, s.Dialect, s.KeyHint, s.Enabled, s.CreatedAt, s.KeyChangedAt, [.. codes[s.Id]],
            codes[s.Id].Select(c => known.GetValueOrDefault(c.CameraId)?.LastReadAt).Append(refused.GetValueOrDefault(s.Id)).Max(),
            s.Purpose, s.ExpiresOn, s.ExpiresOn < Brussels.DayOf(clock.GetUtcNow()), s.PreviousKeyEndsAt > clock.GetUtcNow() ? s.PreviousKeyEndsAt : null, s.LastUsedAt))];
    }

    /// <summary>Names of sources, for who may see quarantine or sources.</summary>
    public async Task<IReadOnlyList<SourceChoice>> ChoicesAsync(CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadQuarantine) && !user.May(AnprPermissions.ManageSources)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<ReadSource>().AsNoTracking().OrderBy(s => s.Name).Select(s => new SourceChoice(s.Id, s.Name)).ToListAsync(stop);
    }
}
