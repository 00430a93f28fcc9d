using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Anpr.Pictures;
using Portal.Anpr.Plates;
using Portal.Audit;
using Portal.Cameras;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Anpr.Hits;

/// <summary>Which hits to list.</summary>
/// <param name="State">Null for all.</param>
public sealed record HitFilter(HitState? State = HitState.Open, Guid? CameraId = null, Guid? HotlistId = null);

/// <summary>A hit as the queue shows it.</summary>
public sealed record HitRow(
    Guid Id, HitState State, MatchKind Kind, PlateMatchReason MatchReason, bool Ambiguous, EntryPriority Priority, string ObservedPlate, string MatchedPlate, string MatchedCountry,
    string Camera, string Place, DateTimeOffset CapturedAt, DateTimeOffset LastCapturedAt, DateTimeOffset ReceivedAt, DateTimeOffset RecordedAt, int ReadCount,
    string Hotlist, string EntryReason, string EntryAction, string EntryOwner, DateTimeOffset EntryCreatedAt, DateOnly EntryValidUntilOn,
    DecisionReason? Reason, string? Note, DateTimeOffset? DecidedAt, Guid? DecidedBy, string? DecidedByName, bool HasPicture)
{
    public bool IsAlarm => Priority == EntryPriority.Alarm && Kind == MatchKind.Exact && !Ambiguous;
}

/// <summary>A hit with its read and pictures: the copies when it is confirmed, else the read's own; null when the read has gone.</summary>
public sealed record HitDetail(HitRow Row, ReadCopy? Read, IReadOnlyList<ShownPicture> Pictures);

/// <summary>What hits can be filtered by.</summary>
public sealed record HitChoices(IReadOnlyList<(Guid Id, string Name)> Cameras, IReadOnlyList<(Guid Id, string Name)> Hotlists)
{
    public static HitChoices None { get; } = new([], []);
}

public sealed class HitQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, PurposeService purposes, Consultations consultations, TimeProvider clock)
{
    /// <summary>Of a longer absence the rest is in the list.</summary>
    static readonly TimeSpan MissedAtMost = TimeSpan.FromHours(24);

    public const int PageSize = 50;

    /// <summary>Hits, most urgent first, then latest first; at most <see cref="PageSize"/>. Those that wait are shown under the purpose of a shift alone; without one, those that were decided without their plates.</summary>
    /// <param name="after">The last hit of the page before, or null.</param>
    public async Task<IReadOnlyList<HitRow>> ListAsync(HitFilter filter, HitRow? after = null, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHits)) return [];
        var purpose = await purposes.OfShiftAsync(stop);
        if (purpose is null && filter.State is null or HitState.Open) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var hits = db.Set<Hit>().AsNoTracking();
        if (filter.State is { } state) hits = hits.Where(h => h.State == state);
        if (filter.CameraId is { } camera) hits = hits.Where(h => h.CameraId == camera);
        if (filter.HotlistId is { } list) hits = hits.Where(h => h.HotlistId == list);
        if (after is not null)
        {
            hits = hits.Where(h => h.Priority > after.Priority ||
                (h.Priority == after.Priority && (h.CapturedAt < after.CapturedAt || (h.CapturedAt == after.CapturedAt && h.Id.CompareTo(after.Id) < 0))));
        }

        var page = await Rows(db, hits.OrderBy(h => h.Priority).ThenByDescending(h => h.CapturedAt).ThenByDescending(h => h.Id).Take(PageSize)).ToListAsync(stop);
        if (purpose is not null)
            await consultations.ConsultedAsync(HitActions.Listed, nameof(Hit), Guid.Empty, purpose, filter, new { filter.State, filter.CameraId, filter.HotlistId, hits = page.Count }, stop);
        if (purpose is null) page = [.. page.Select(Unnamed)];
        return [.. page.OrderBy(r => r.Priority).ThenByDescending(r => r.CapturedAt).ThenByDescending(r => r.Id)]; // joins do not keep the order
    }

    public async Task<HitChoices> ChoicesAsync(CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHits)) return HitChoices.None;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var cameras = await db.Set<Camera>().AsNoTracking().OrderBy(c => c.Name).Select(c => new { c.Id, c.Name }).ToListAsync(stop);
        var lists = await db.Set<Hotlist>().AsNoTracking().OrderBy(l => l.Name).Select(l => new { l.Id, l.Name }).ToListAsync(stop);
        return new([.. cameras.Select(c => (c.Id, c.Name))], [.. lists.Select(l => (l.Id, l.Name))]);
    }

    /// <summary>How many hits wait, at most 1,000.</summary>
    public async Task<int> OpenCountAsync(CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHits)) return 0;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<Hit>().Where(h => h.State == HitState.Open).OrderBy(h => h.Id).Take(1_000).CountAsync(stop);
    }

    /// <summary>
    /// Hits recorded after an instant, latest first, at most <see cref="PageSize"/>: what came while a page could not listen. An alarm is told whatever the purpose; without one
    /// that something came and where, and not what.
    /// </summary>
    public async Task<IReadOnlyList<HitRow>> RecordedSinceAsync(DateTimeOffset since, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHits)) return [];
        if (clock.GetUtcNow() - MissedAtMost is var earliest && since < earliest) since = earliest;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var page = await Rows(db, db.Set<Hit>().AsNoTracking().Where(h => h.RecordedAt > since).OrderByDescending(h => h.RecordedAt).Take(PageSize)).ToListAsync(stop);
        var told = await purposes.OfShiftAsync(stop) is null ? page.Select(Unnamed) : page;
        return [.. told.OrderByDescending(r => r.RecordedAt)];
    }

    /// <summary>One hit, for the purpose of the shift or one chosen for it; a consultation that is recorded.</summary>
    public async Task<Result<HitDetail>> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHits)) return Error.NotFound;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await Rows(db, db.Set<Hit>().AsNoTracking().Where(h => h.Id == id)).SingleOrDefaultAsync(stop) is not { } row) return Error.NotFound;
        if (await purposes.ForAsync<Hit>(id, stop) is not { } purpose) return PurposeErrors.Needed;
        await consultations.ConsultedAsync(HitActions.Viewed, nameof(Hit), id, purpose, "", new { plate = row.ObservedPlate, camera = row.Camera }, stop);
        var hit = await db.Set<Hit>().AsNoTracking().SingleAsync(h => h.Id == id, stop);
        var shown = await PictureQueries.OfHit(db, hit).OrderBy(p => p.Kind).Select(p => new ShownPicture(p.Kind, p.Width, p.Height)).ToListAsync(stop);
        var read = hit.Evidence is { } copy ? JsonSerializer.Deserialize<HitEvidence>(copy)!.Read : await ReadOf(db, hit).Select(r => r.ToCopy()).SingleOrDefaultAsync(stop);
        return new HitDetail(row, read, shown);
    }

    /// <summary>That there is something, and where; not what.</summary>
    static HitRow Unnamed(HitRow row) => row with { ObservedPlate = "", MatchedPlate = "", EntryReason = "", EntryAction = "", EntryOwner = "", Note = null, HasPicture = false };

    internal static IQueryable<PlateRead> ReadOf(PortalDbContext db, Hit hit) =>
        db.Set<PlateRead>().AsNoTracking().Where(r => r.CapturedAt == hit.CapturedAt && r.CameraId == hit.CameraId && r.SourceKey == hit.SourceKey);

    static IQueryable<HitRow> Rows(PortalDbContext db, IQueryable<Hit> hits) =>
        from hit in hits
        join camera in db.Set<Camera>() on hit.CameraId equals camera.Id
        join list in db.Set<Hotlist>() on hit.HotlistId equals list.Id
        join entry in db.Set<HotlistEntry>() on hit.EntryId equals entry.Id
        join person in db.Set<Person>() on hit.DecidedBy equals person.Id into people
        from person in people.DefaultIfEmpty()
        select new HitRow(
            hit.Id, hit.State, hit.Kind, hit.MatchReason, hit.Ambiguous, hit.Priority, hit.ObservedPlate, hit.MatchedPlate, entry.Country,
            camera.Name, camera.Place, hit.CapturedAt, hit.LastCapturedAt, hit.ReceivedAt, hit.RecordedAt, hit.ReadCount,
            list.Name, entry.Reason, entry.Action, entry.Owner, entry.CreatedAt, entry.ValidUntilOn,
            hit.Reason, hit.Note, hit.DecidedAt, hit.DecidedBy, person == null ? null : person.DisplayName,
            hit.State == HitState.Confirmed
                ? db.Set<HitPicture>().Any(p => p.HitId == hit.Id)
                : db.Set<ReadPicture>().Any(p => p.CapturedAt == hit.CapturedAt && p.CameraId == hit.CameraId && p.SourceKey == hit.SourceKey));
}
