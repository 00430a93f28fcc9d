using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;

namespace Portal.Identity.Access;

/// <summary>A request as lists show it.</summary>
public sealed record AccessRow(
    Guid Id, int Version, string FirstName, string LastName, string Email, string? PersonnelNumber, string? Remark, string Language, DateTimeOffset RequestedAt, StaffMatch Match, Guid? StaffId,
    AccessRequestState State, DateTimeOffset? DecidedAt, string? DecidedByName, string? DecisionReason, string? Problem)
{
    public string Name => FirstName + " " + LastName;
}

/// <summary>Rows in the order asked for, and whether more follow.</summary>
public sealed record AccessPage(IReadOnlyList<AccessRow> Rows, bool HasMore)
{
    public static AccessPage Empty { get; } = new([], false);
}

/// <summary>What a bulk decision on a filter would take.</summary>
/// <param name="Waiting">Of the filter.</param>
/// <param name="Certain">Of those, that fit the staff list with certainty.</param>
public sealed record AccessCounts(int Waiting, int Certain);

/// <summary>Somebody on the staff list beside a request.</summary>
public sealed record ComparedStaff(Guid Id, string FirstName, string LastName, string? PersonnelNumber, string? Email, string Function, string? Unit, bool HasAccount, bool HasLeft, Agreement Agreement)
{
    public string Name => FirstName + " " + LastName;
}

/// <summary>A request with everybody whom it may be, the likeliest first.</summary>
public sealed record ComparedRequest(AccessRow Request, IReadOnlyList<ComparedStaff> Staff);

/// <summary>A bulk decision as pages show it.</summary>
public sealed record AccessRunRow(
    Guid Id, bool Approves, string Reason, int Total, int Done, int Skipped, string? StartedByName, DateTimeOffset StartedAt, DateTimeOffset? FinishedAt, DateTimeOffset? StoppedAt)
{
    public bool IsUnderWay => FinishedAt is null && StoppedAt is null;
}

public sealed class AccessQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, Consultations consultations, StaffMatcher matcher)
{
    public const int PageSize = 50;

    /// <summary>Requests, longest waiting first; at most <see cref="PageSize"/>.</summary>
    /// <param name="after">Identifier of the last one of the page before, or null.</param>
    public async Task<AccessPage> ListAsync(AccessFilter filter, Guid? after = null, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return AccessPage.Empty;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var requests = filter.Apply(db, db.Set<AccessRequest>().AsNoTracking());
        var all = requests;
        if (after is { } last) requests = requests.Where(r => r.Id.CompareTo(last) > 0);
        var rows = await Rows(db, requests.OrderBy(r => r.Id).Take(PageSize + 1)).ToListAsync(stop);
        await consultations.SearchedAsync(
            ConsultationActions.RequestsListed, nameof(AccessRequest), filter, rows.Count, rows.Count <= PageSize && after is null ? null : () => all.CountAsync(stop), after, rows is [var one] ? one.Id : default, stop);
        return new(rows.Count > PageSize ? rows[..PageSize] : rows, rows.Count > PageSize);
    }

    public async Task<AccessCounts> CountAsync(AccessFilter filter, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return new(0, 0);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var waiting = (filter with { State = AccessRequestState.Waiting }).Apply(db, db.Set<AccessRequest>());
        return new(await waiting.CountAsync(stop), await waiting.CountAsync(r => r.Match == StaffMatch.Certain, stop));
    }

    /// <summary>A request beside the staff list as it is now.</summary>
    public async Task<ComparedRequest?> CompareAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<AccessRequest>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } request) return null;
        var row = await Rows(db, db.Set<AccessRequest>().AsNoTracking().Where(r => r.Id == id)).SingleAsync(stop);
        var agreeing = (await matcher.CandidatesAsync(db, [request], stop)).ToDictionary(s => s.Id, s => (Staff: s, Agreement: StaffMatching.Compare(request, s)));
        var likeliest = agreeing.Values.OrderByDescending(s => s.Agreement.IsPerson).ThenByDescending(s => s.Agreement.Number).ThenByDescending(s => s.Agreement.Email).Take(10).Select(s => s.Staff.Id).ToList();
        var staff = await (from s in db.Set<StaffMember>().AsNoTracking()
                           join unit in db.Set<Unit>() on s.UnitId equals unit.Id into units
                           from unit in units.DefaultIfEmpty()
                           where likeliest.Contains(s.Id)
                           select new { s.Id, s.FirstName, s.LastName, s.PersonnelNumber, s.Email, s.Function, Unit = unit == null ? null : unit.Name }).ToListAsync(stop);
        await consultations.ViewedAsync(ConsultationActions.RequestViewed, nameof(AccessRequest), id, stop: stop);
        return new(row, [.. staff.OrderBy(s => likeliest.IndexOf(s.Id)).Select(s => new ComparedStaff(
            s.Id, s.FirstName, s.LastName, s.PersonnelNumber, s.Email, s.Function, s.Unit, agreeing[s.Id].Staff.HasAccount, agreeing[s.Id].Staff.HasLeft, agreeing[s.Id].Agreement))]);
    }

    /// <summary>Units to filter by.</summary>
    public async Task<IReadOnlyList<(Guid Id, string Name)>> UnitsAsync(CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return [.. (await db.Set<Unit>().AsNoTracking().OrderBy(u => u.Name).Select(u => new { u.Id, u.Name }).ToListAsync(stop)).Select(u => (u.Id, u.Name))];
    }

    /// <summary>The last bulk decisions, latest first, at most ten.</summary>
    public async Task<IReadOnlyList<AccessRunRow>> RunsAsync(CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await RunRows(db, db.Set<AccessRun>().AsNoTracking().OrderByDescending(r => r.Id).Take(10)).ToListAsync(stop);
    }

    public async Task<AccessRunRow?> FindRunAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await RunRows(db, db.Set<AccessRun>().AsNoTracking().Where(r => r.Id == id)).SingleOrDefaultAsync(stop);
    }

    /// <summary>What a bulk decision left out and why; at most <see cref="PageSize"/>.</summary>
    public async Task<AccessPage> LeftOutAsync(Guid runId, Guid? after = null, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return AccessPage.Empty;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var requests = db.Set<AccessRequest>().AsNoTracking().Where(r => r.RunId == runId && r.Problem != null);
        if (after is { } last) requests = requests.Where(r => r.Id.CompareTo(last) > 0);
        var rows = await Rows(db, requests.OrderBy(r => r.Id).Take(PageSize + 1)).ToListAsync(stop);
        return new(rows.Count > PageSize ? rows[..PageSize] : rows, rows.Count > PageSize);
    }

    static IQueryable<AccessRow> Rows(PortalDbContext db, IQueryable<AccessRequest> requests) =>
        from r in requests
        join person in db.Set<Person>() on r.DecidedBy equals person.Id into people
        from person in people.DefaultIfEmpty()
        orderby r.Id // joins do not keep the order
        select new AccessRow(
            r.Id, r.Version, r.FirstName, r.LastName, r.Email, r.PersonnelNumber, r.Remark, r.Language, r.RequestedAt, r.Match, r.StaffId, r.State, r.DecidedAt,
            person == null ? null : person.DisplayName, r.DecisionReason, r.Problem);

    static IQueryable<AccessRunRow> RunRows(PortalDbContext db, IQueryable<AccessRun> runs) =>
        from r in runs
        join person in db.Set<Person>() on r.StartedBy equals person.Id into people
        from person in people.DefaultIfEmpty()
        orderby r.Id descending
        select new AccessRunRow(r.Id, r.Approves, r.Reason, r.Total, r.Done, r.Skipped, person == null ? null : person.DisplayName, r.StartedAt, r.FinishedAt, r.StoppedAt);
}
