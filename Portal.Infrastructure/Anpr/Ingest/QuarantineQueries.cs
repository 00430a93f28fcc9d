using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;

namespace Portal.Anpr.Ingest;

/// <summary>Which quarantined messages to list; reads of unknown cameras are listed by code instead.</summary>
public sealed record QuarantineFilter(Guid? SourceId = null, QuarantineKind? Kind = null, string? Reason = null);

/// <summary>A message or an item as the list shows it.</summary>
public sealed record QuarantineRow(
    Guid Id, Guid SourceId, string Source, QuarantineKind Kind, string Reason, string Detail, int Count, int BodyLength, DateTimeOffset FirstReceivedAt, DateTimeOffset LastReceivedAt);

/// <summary>A message or an item with what was sent, cut at 64 KiB.</summary>
public sealed record QuarantineDetail(QuarantineRow Row, byte[] Body);

/// <summary>Reads that wait under one code.</summary>
/// <param name="CameraId">The camera that the code means by now; null while nobody has said.</param>
/// <param name="Reads">Reads that wait, each counted once.</param>
public sealed record UnknownCode(Guid SourceId, string Source, string Code, int Reads, DateTimeOffset FirstReceivedAt, DateTimeOffset LastReceivedAt, Guid? CameraId, string? Camera);

public sealed class QuarantineQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, Consultations consultations)
{
    public const int PageSize = 50;

    /// <summary>Messages and items, latest first, at most <see cref="PageSize"/>.</summary>
    /// <param name="after">The last row of the page before, or null.</param>
    public async Task<IReadOnlyList<QuarantineRow>> ListAsync(QuarantineFilter filter, QuarantineRow? after = null, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadQuarantine)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var messages = Filtered(db, filter);
        if (after is not null) messages = messages.Where(m => m.LastReceivedAt < after.LastReceivedAt || (m.LastReceivedAt == after.LastReceivedAt && m.Id.CompareTo(after.Id) < 0));
        var rows = await Rows(db, messages.OrderByDescending(m => m.LastReceivedAt).ThenByDescending(m => m.Id).Take(PageSize)).ToListAsync(stop);
        await consultations.SearchedAsync(
            ConsultationActions.QuarantineListed, nameof(QuarantinedMessage), filter, rows.Count, rows.Count < PageSize && after is null ? null : () => CountAsync(filter, stop), after?.Id, stop: stop);
        return rows;
    }

    public async Task<int> CountAsync(QuarantineFilter filter, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadQuarantine)) return 0;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await Filtered(db, filter).CountAsync(stop);
    }

    public async Task<QuarantineDetail?> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadQuarantine)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var found = Filtered(db, new()).Where(m => m.Id == id);
        if (await Rows(db, found).SingleOrDefaultAsync(stop) is not { } row) return null;
        await consultations.ViewedAsync(ConsultationActions.QuarantineViewed, nameof(QuarantinedMessage), id, stop: stop);
        return new(row, await found.Select(m => m.Body).SingleOrDefaultAsync(stop) ?? []);
    }

    /// <summary>Codes of unknown cameras, those with the latest reads first; at most 200.</summary>
    public async Task<IReadOnlyList<UnknownCode>> UnknownCodesAsync(Guid? sourceId = null, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadQuarantine)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var waiting = db.Set<QuarantinedMessage>().AsNoTracking().Where(m => m.Kind == QuarantineKind.UnknownCamera);
        if (sourceId is { } one) waiting = waiting.Where(m => m.SourceId == one);
        var groups = await waiting.GroupBy(m => new { m.SourceId, m.CameraCode })
            .Select(g => new { g.Key.SourceId, g.Key.CameraCode, Reads = g.Count(), First = g.Min(m => m.FirstReceivedAt), Last = g.Max(m => m.LastReceivedAt) })
            .OrderByDescending(g => g.Last).Take(200).ToListAsync(stop);
        var sources = await db.Set<ReadSource>().AsNoTracking().Select(s => new { s.Id, s.Name }).ToDictionaryAsync(s => s.Id, s => s.Name, stop);
        var known = (await (
            from code in db.Set<SourceCamera>().AsNoTracking()
            join camera in db.Set<Cameras.Camera>() on code.CameraId equals camera.Id
            select new { code.SourceId, code.Code, code.CameraId, camera.Name }).ToListAsync(stop)).ToDictionary(c => (c.SourceId, c.Code.ToUpperInvariant()));
        // A code in capitals and in small letters is one.
        return [.. groups.GroupBy(g => (g.SourceId, g.CameraCode.ToUpperInvariant())).Select(g =>
        {
            var camera = known.GetValueOrDefault(g.Key);
            return new UnknownCode(
                g.Key.SourceId, sources.GetValueOrDefault(g.Key.SourceId, ""), g.First().CameraCode, g.Sum(x => x.Reads), g.Min(x => x.First), g.Max(x => x.Last), camera?.CameraId, camera?.Name);
        })];
    }

    internal static IQueryable<QuarantinedMessage> Filtered(PortalDbContext db, QuarantineFilter filter)
    {
        var messages = db.Set<QuarantinedMessage>().AsNoTracking().Where(m => m.Kind != QuarantineKind.UnknownCamera);
        if (filter.SourceId is { } source) messages = messages.Where(m => m.SourceId == source);
        if (filter.Kind is { } kind) messages = messages.Where(m => m.Kind == kind);
        if (filter.Reason is { } reason) messages = messages.Where(m => m.Reason == reason);
        return messages;
    }

    static IQueryable<QuarantineRow> Rows(PortalDbContext db, IQueryable<QuarantinedMessage> messages) =>
        from message in messages
        join source in db.Set<ReadSource>() on message.SourceId equals source.Id
        orderby message.LastReceivedAt descending, message.Id descending
        select new QuarantineRow(
            message.Id, source.Id, source.Name, message.Kind, message.Reason, message.Detail, message.Count, message.BodyLength, message.FirstReceivedAt, message.LastReceivedAt);
}
