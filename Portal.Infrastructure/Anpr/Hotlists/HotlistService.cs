using Microsoft.EntityFrameworkCore;
using Portal.Anpr.Plates;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Anpr.Hotlists;

/// <summary>What a person says of a list.</summary>
public sealed record HotlistDetails(string? Name, string? Purpose, bool Tolerant, int MaxValidityDays);

/// <summary>An entry that was added, or that had ended and lives again.</summary>
/// <param name="Plate">Normalised.</param>
public sealed record AddedEntry(Guid Id, string Plate, string Country, bool Revived);

/// <summary>Lists and single entries. Matching hears of every change from the database.</summary>
public sealed class HotlistService(IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user, AuditTrail audit, IDatabaseProvider database, TimeProvider clock)
{
    public async Task<Result<Guid>> CreateAsync(HotlistDetails details, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageHotlists)) return Error.Forbidden;
        var made = Hotlist.Create(tenant.Code, details.Name, details.Purpose, details.Tolerant, details.MaxValidityDays, clock.GetUtcNow());
        if (!made.Succeeded) return made.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        db.Add(made.Value);
        audit.Record(db, HotlistActions.Created, made.Value, details: details);
        return await SaveAsync(db, HotlistErrors.NameTaken, stop) is { Succeeded: false } refused ? refused.Error : made.Value.Id;
    }

    /// <param name="id">The list.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="details">What it is to be.</param>
    public async Task<Result> DescribeAsync(Guid id, int version, HotlistDetails details, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.ManageHotlists)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Hotlist>().SingleOrDefaultAsync(l => l.Id == id, stop) is not { } list) return Error.NotFound;
        if (list.Version != version) return HotlistErrors.ChangedMeanwhile;
        var before = new HotlistDetails(list.Name, list.Purpose, list.Tolerant, list.MaxValidityDays);
        var done = list.Describe(details.Name, details.Purpose, details.Tolerant, details.MaxValidityDays);
        if (!done.Succeeded) return done;
        audit.Record(db, HotlistActions.Described, list, details: new { before, after = details });
        return await SaveAsync(db, HotlistErrors.NameTaken, stop);
    }

    /// <summary>Puts a plate on a list. A plate whose entry on this list has ended gets that entry back, with the new details.</summary>
    public async Task<Result<AddedEntry>> AddAsync(Guid listId, EntryDetails details, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.EditEntries)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await ListAsync(db, listId, stop) is not { } list) return Error.NotFound;
        var (now, plate, country) = (clock.GetUtcNow(), PlateNumber.ForEntry(details.Plate).Value, Country.Normalise(details.Country) ?? "");
        var entry = plate is null ? null : await db.Set<HotlistEntry>().SingleOrDefaultAsync(e => e.HotlistId == listId && e.Plate == plate && e.Country == country, stop);
        if (entry is not null && entry.IsActiveAt(now)) return HotlistErrors.AlreadyOnList;
        var (before, revived) = (entry?.ToDetails(), entry is not null);
        if (entry is null)
        {
            var made = HotlistEntry.Create(list, details, user.Id, now);
            if (!made.Succeeded) return made.Error;
            db.Add(entry = made.Value);
        }
        else if (entry.Change(list, details, now) is { Succeeded: false } refused)
        {
            return refused.Error;
        }

        audit.Record(db, revived ? EntryActions.Revived : EntryActions.Added, entry, details: new { list = list.Name, before, after = entry.ToDetails() });
        return await SaveAsync(db, HotlistErrors.AlreadyOnList, stop) is { Succeeded: false } failed ? failed.Error : new AddedEntry(entry.Id, entry.Plate, entry.Country, revived);
    }

    /// <param name="id">The entry.</param>
    /// <param name="version">The version that the person saw.</param>
    /// <param name="details">What it is to say.</param>
    public async Task<Result> ChangeAsync(Guid id, int version, EntryDetails details, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.EditEntries)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, id, stop) is not var (entry, list)) return Error.NotFound;
        if (entry.Version != version) return HotlistErrors.ChangedMeanwhile;
        var before = entry.ToDetails();
        var done = entry.Change(list, details, clock.GetUtcNow());
        if (!done.Succeeded) return done;
        audit.Record(db, EntryActions.Changed, entry, details: new { list = list.Name, before, after = entry.ToDetails() });
        return await SaveAsync(db, HotlistErrors.AlreadyOnList, stop);
    }

    /// <summary>No hits from now on; the entry stays to be seen.</summary>
    public async Task<Result> EndAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.EditEntries)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, id, stop) is not var (entry, list)) return Error.NotFound;
        var done = entry.End(clock.GetUtcNow());
        if (!done.Succeeded) return done;
        audit.Record(db, EntryActions.Ended, entry, details: new { list = list.Name, entry = entry.ToDetails() });
        return await SaveAsync(db, HotlistErrors.ChangedMeanwhile, stop);
    }

    /// <summary>Takes an end back: the entry says what it said, until the day it said.</summary>
    public async Task<Result> UndoEndAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(AnprPermissions.EditEntries)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, id, stop) is not var (entry, list)) return Error.NotFound;
        var now = clock.GetUtcNow();
        if (entry.IsActiveAt(now)) return Result.Ok; // somebody was first, with what is wanted
        var done = entry.Change(list, entry.ToDetails(), now);
        if (!done.Succeeded) return done;
        audit.Record(db, EntryActions.EndUndone, entry, details: new { list = list.Name, entry = entry.ToDetails() });
        return await SaveAsync(db, HotlistErrors.ChangedMeanwhile, stop);
    }

    static Task<Hotlist?> ListAsync(PortalDbContext db, Guid id, CancellationToken stop) => db.Set<Hotlist>().AsNoTracking().SingleOrDefaultAsync(l => l.Id == id, stop);

    static async Task<(HotlistEntry Entry, Hotlist List)?> FindAsync(PortalDbContext db, Guid id, CancellationToken stop) =>
        await db.Set<HotlistEntry>().SingleOrDefaultAsync(e => e.Id == id, stop) is { } entry && await ListAsync(db, entry.HotlistId, stop) is { } list ? (entry, list) : null;

    async Task<Result> SaveAsync(PortalDbContext db, Error taken, CancellationToken stop) =>
        await db.TrySaveAsync(database, HotlistErrors.ChangedMeanwhile, taken, stop) is { } refused ? refused : Result.Ok;
}
