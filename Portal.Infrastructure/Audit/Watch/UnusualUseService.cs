using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Audit.Watch;

/// <summary>Somebody whose consultations of a day stand out.</summary>
/// <param name="Usual">What is usual a day; 0 when that says nothing.</param>
/// <param name="SettledBy">Null while nobody has.</param>
public sealed record UnusualUseRow(
    Guid Id, int Version, DateOnly Day, Guid PersonId, string Person, UnusualUseKind Kind, int Found, double Usual, string? Note, string? SettledBy, DateTimeOffset? SettledAt);

/// <summary>What stands out, for the data protection officer.</summary>
public sealed class UnusualUseService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, CurrentUser user, Consultations consultations, AuditTrail audit, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Latest day first; one more than <see cref="PageSize"/> when there are more.</summary>
    /// <param name="open">Only what nobody has settled.</param>
    /// <param name="skip">Rows of the pages before.</param>
    public async Task<IReadOnlyList<UnusualUseRow>> ListAsync(bool open, int skip = 0, CancellationToken stop = default)
    {
        if (!user.May(AuditPermissions.ReadUnusual)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var uses = db.Set<UnusualUse>().AsNoTracking().Where(u => !open || u.SettledAt == null);
        var rows = await (
            from use in uses.OrderByDescending(u => u.Day).ThenBy(u => u.Id).Skip(Math.Clamp(skip, 0, 100_000)).Take(PageSize + 1)
            join person in db.Set<Person>() on use.PersonId equals person.Id
            join settler in db.Set<Person>() on use.SettledBy equals settler.Id into settlers
            from settler in settlers.DefaultIfEmpty()
            orderby use.Day descending, use.Id
            select new UnusualUseRow(
                use.Id, use.Version, use.Day, use.PersonId, person.DisplayName, use.Kind, use.Found, use.Usual, use.Note, settler == null ? null : settler.DisplayName, use.SettledAt)).ToListAsync(stop);
        await consultations.SearchedAsync(UnusualUseActions.Listed, nameof(UnusualUse), new { open }, rows.Count, rows.Count <= PageSize && skip == 0 ? null : () => uses.CountAsync(stop), skip == 0 ? null : skip, stop: stop);
        return rows;
    }

    /// <summary>What the data protection officer found out.</summary>
    /// <param name="version">As it was shown.</param>
    public Task<Result> SettleAsync(Guid id, int version, string? note, CancellationToken stop = default)
    {
        note = note?.Trim();
        return string.IsNullOrEmpty(note) || note.Length > UnusualUse.NoteLength
            ? Task.FromResult<Result>(UnusualUseErrors.NoteMissing)
            : ChangeAsync(id, version, UnusualUseActions.Settled, note, use => use.Settle(note, user.Id, clock.GetUtcNow()), stop);
    }

    public Task<Result> ReopenAsync(Guid id, int version, CancellationToken stop = default) => ChangeAsync(id, version, UnusualUseActions.Reopened, null, use => use.Reopen(), stop);

    async Task<Result> ChangeAsync(Guid id, int version, string action, string? reason, Action<UnusualUse> change, CancellationToken stop)
    {
        if (!user.May(AuditPermissions.ReadUnusual)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<UnusualUse>().SingleOrDefaultAsync(u => u.Id == id, stop) is not { } use) return Error.NotFound;
        if (use.PersonId == user.Id) return Error.Forbidden; // nobody settles what is about themselves
        if (use.Version != version) return UnusualUseErrors.Changed;
        change(use);
        audit.Record(db, action, use, reason);
        return await db.TrySaveAsync(database, UnusualUseErrors.Changed, UnusualUseErrors.Changed, stop) is { } error ? error : Result.Ok;
    }
}
