using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Plates;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Anpr.Hotlists;

/// <summary>A list with the number of entries that make hits now, and of all.</summary>
public sealed record HotlistRow(Guid Id, int Version, string Name, string Purpose, bool Tolerant, int MaxValidityDays, int ActiveCount, int AllCount);

public enum EntryState
{
    Active,
    Ended,
    All,
}

/// <summary>Which entries to list.</summary>
/// <param name="HotlistId">Null for all lists.</param>
/// <param name="Plate">How the plate begins, as typed; null or empty for all.</param>
public sealed record EntryFilter(Guid? HotlistId = null, string? Plate = null, EntryState State = EntryState.Active);

/// <summary>An entry as lists show it.</summary>
public sealed record EntryRow(
    Guid Id, int Version, Guid HotlistId, string Hotlist, string Plate, string Country, string Reason, string Action, EntryPriority Priority, string Owner, DateOnly ValidUntilOn,
    DateTimeOffset EndsAt, DateTimeOffset CreatedAt, string? CreatedByName, DateTimeOffset ChangedAt)
{
    public EntryDetails ToDetails() => new() { Plate = Plate, Country = Country, Reason = Reason, Action = Action, Priority = Priority, Owner = Owner, ValidUntilOn = ValidUntilOn };
}

/// <summary>Entries in the order asked for, and whether more follow.</summary>
public sealed record EntryPage(IReadOnlyList<EntryRow> Rows, bool HasMore)
{
    public static EntryPage Empty { get; } = new([], false);
}

public sealed class HotlistQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>The zone's lists by name.</summary>
    public async Task<IReadOnlyList<HotlistRow>> ListsAsync(CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var counts = await db.Set<HotlistEntry>().GroupBy(e => e.HotlistId).Select(g => new { g.Key, Active = g.Count(e => e.EndsAt > now), All = g.Count() }).ToDictionaryAsync(g => g.Key, stop);
        var lists = await db.Set<Hotlist>().AsNoTracking().OrderBy(l => l.Name).ToListAsync(stop);
        await consultations.SearchedAsync(ConsultationActions.HotlistsListed, nameof(Hotlist), new { }, lists.Count, stop: stop);
        return [.. lists.Select(l => RowOf(l, counts.GetValueOrDefault(l.Id)?.Active ?? 0, counts.GetValueOrDefault(l.Id)?.All ?? 0))];
    }

    public async Task<HotlistRow?> FindListAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hotlist>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, stop) is not { } list) return null;
        var (entries, now) = (db.Set<HotlistEntry>().Where(e => e.HotlistId == id), clock.GetUtcNow());
        return RowOf(list, await entries.CountAsync(e => e.EndsAt > now, stop), await entries.CountAsync(stop));
    }

    /// <summary>Entries, latest first; at most <see cref="PageSize"/>.</summary>
    /// <param name="after">Identifier of the last entry of the page before, or null.</param>
    public async Task<EntryPage> EntriesAsync(EntryFilter filter, Guid? after = null, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return EntryPage.Empty;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (entries, all) = (Filtered(db, filter), Filtered(db, filter));
        // Identifiers are in the order of time.
        if (after is { } last) entries = entries.Where(e => e.Id.CompareTo(last) < 0);
        var rows = await Rows(db, entries.OrderByDescending(e => e.Id).Take(PageSize + 1)).ToListAsync(stop);
        await consultations.SearchedAsync(
            ConsultationActions.EntriesListed, nameof(HotlistEntry), filter, rows.Count, rows.Count <= PageSize && after is null ? null : () => all.CountAsync(stop), after, rows is [var one] ? one.Id : default, stop);
        return new(rows.Count > PageSize ? rows[..PageSize] : rows, rows.Count > PageSize);
    }

    public async Task<EntryRow?> FindEntryAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ReadHotlists)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await Rows(db, db.Set<HotlistEntry>().AsNoTracking().Where(e => e.Id == id)).SingleOrDefaultAsync(stop);
    }

    /// <summary>The filtered entries for a file, latest first; the caller enumerates while the context lives and has asked for the permission.</summary>
    internal static IQueryable<EntryRow> ForExport(PortalDbContext db, IQueryable<HotlistEntry> entries, int most) =>
        Rows(db, entries.OrderByDescending(e => e.Id).Take(most));

    internal IQueryable<HotlistEntry> Filtered(PortalDbContext db, EntryFilter filter)
    {
        var (entries, now) = (db.Set<HotlistEntry>().AsNoTracking(), clock.GetUtcNow());
        if (filter.HotlistId is { } list) entries = entries.Where(e => e.HotlistId == list);
        if (filter.State != EntryState.All) entries = filter.State == EntryState.Active ? entries.Where(e => e.EndsAt > now) : entries.Where(e => e.EndsAt <= now);
        if (PlateNumber.Normalise(filter.Plate) is { Length: > 0 } from)
        {
            // A range, not a pattern: patterns are not leakproof and get no index under row-level security. Z sorts last in every collation.
            var to = from.PadRight(HotlistEntry.PlateLength, 'Z');
#pragma warning disable CA1309 // the database compares
            entries = entries.Where(e => string.Compare(e.Plate, from) >= 0 && string.Compare(e.Plate, to) <= 0);
#pragma warning restore CA1309
        }
        else if (!string.IsNullOrWhiteSpace(filter.Plate))
        {
            entries = entries.Where(e => false); // nothing of what was typed can stand on a plate
        }

        return entries;
    }

    static HotlistRow RowOf(Hotlist list, int active, int all) => new(list.Id, list.Version, list.Name, list.Purpose, list.Tolerant, list.MaxValidityDays, active, all);

    static IQueryable<EntryRow> Rows(PortalDbContext db, IQueryable<HotlistEntry> entries) =>
        from entry in entries
        join list in db.Set<Hotlist>() on entry.HotlistId equals list.Id
        join person in db.Set<Person>() on entry.CreatedBy equals person.Id into people
        from person in people.DefaultIfEmpty()
        orderby entry.Id descending // joins do not keep the order
        select new EntryRow(
            entry.Id, entry.Version, entry.HotlistId, list.Name, entry.Plate, entry.Country, entry.Reason, entry.Action, entry.Priority, entry.Owner, entry.ValidUntilOn,
            entry.EndsAt, entry.CreatedAt, person == null ? null : person.DisplayName, entry.ChangedAt);
}
