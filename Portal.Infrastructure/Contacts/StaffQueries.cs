using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Tenants;

#pragma warning disable CA1309 // The database compares names, by its own rules

namespace Portal.Contacts;

/// <summary>Who of the list.</summary>
public enum StaffPresence
{
    /// <summary>Who works here, or will.</summary>
    Here = 0,

    /// <summary>Who has a leaving date that has not passed.</summary>
    Leaving = 1,
    Left = 2,
    All = 3,
}

/// <summary>Which staff members to list.</summary>
/// <param name="Search">Parts of the name in any order, or part of number or e-mail.</param>
/// <param name="UnitId">This unit and those below it.</param>
public sealed record StaffFilter(string? Search = null, Guid? UnitId = null, Statute? Statute = null, bool? Account = null, StaffPresence Presence = StaffPresence.Here);

/// <summary>Where a page of the list ended.</summary>
public sealed record StaffListPlace(string SearchName, Guid Id);

/// <summary>A staff member as the list shows it.</summary>
public sealed record StaffRow(
    Guid Id, string FirstName, string LastName, string SearchName, string? PersonnelNumber, string? Email, string? Phone, string Function, string Qualifications, Statute Statute, string Languages, Guid? UnitId,
    string? Unit, string? Chief, bool HasAccount, DateOnly? EntersOn, DateOnly? LeavesOn)
{
    public string Name => FirstName + " " + LastName;
}

/// <summary>A staff member to choose or to name.</summary>
public sealed record StaffName(Guid Id, string Name, string Function);

/// <summary>Who decides on somebody's requests, by name.</summary>
public sealed record NamedApprover(StaffName? Who, ApproverReason Reason, string? Unit);

/// <summary>All about one staff member.</summary>
/// <param name="Account">E-mail of the account; null without one.</param>
/// <param name="Leads">Names of the units that the person leads.</param>
/// <param name="Approver">Who decides on requests.</param>
public sealed record StaffDetail(
    Guid Id, int Version, StaffDetails Details, string Name, DateOnly? LeavesOn, Guid? PersonId, string? Account, string? UnitPath, StaffName? Chief, IReadOnlyList<string> Leads, NamedApprover Approver,
    DateTimeOffset CreatedAt);

/// <summary>The staff list of the zone.</summary>
public sealed class StaffQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    public const int PageSize = 100;

    /// <summary>Choices that are offered at once.</summary>
    public const int Offered = 8;

    DateOnly Today => Brussels.DayOf(clock.GetUtcNow());

    /// <summary>Staff members by last name.</summary>
    public async Task<IReadOnlyList<StaffRow>> ListAsync(StaffFilter filter, StaffListPlace? after = null, int size = PageSize, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadStaff)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var staff = await FilteredAsync(db, filter, stop);
        if (after is { } last) staff = staff.Where(s => string.Compare(s.SearchName, last.SearchName) > 0 || (s.SearchName == last.SearchName && s.Id.CompareTo(last.Id) > 0));
        var rows = await Rows(db, staff.OrderBy(s => s.SearchName).ThenBy(s => s.Id).Take(size)).ToListAsync(stop);
        await consultations.SearchedAsync(
            ConsultationActions.StaffListed, nameof(StaffMember), filter, rows.Count, rows.Count < size && after is null ? null : () => CountAsync(filter, stop), after?.Id, rows is [var one] ? one.Id : default, stop);
        return rows;
    }

    public async Task<int> CountAsync(StaffFilter filter, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadStaff)) return 0;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await (await FilteredAsync(db, filter, stop)).CountAsync(stop);
    }

    public async Task<StaffDetail?> FindAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadStaff)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } member) return null;
        var tree = await db.UnitTreeAsync(stop);
        var standard = await db.Set<ZonePolicy>().AsNoTracking().Select(p => p.DefaultApproverId).FirstOrDefaultAsync(stop);
        var near = tree.Upwards(member.UnitId).Select(u => u.LeaderId).Append(member.ChiefId).Append(standard).OfType<Guid>().Distinct().ToList();
        var people = await db.Set<StaffMember>().AsNoTracking().Where(s => near.Contains(s.Id)).ToDictionaryAsync(s => s.Id, stop);
        StaffName? NameOf(Guid? person) => person is { } known && people.TryGetValue(known, out var p) ? new(p.Id, p.Name, p.Function) : null;
        var approver = ApproverRule.Find(Place(member), i => people.TryGetValue(i, out var p) ? Place(p) : null, tree, standard, Today);
        var account = member.PersonId is { } person ? await db.Set<Person>().AsNoTracking().Where(p => p.Id == person).Select(p => p.Email).SingleOrDefaultAsync(stop) : null;
        await consultations.ViewedAsync(ConsultationActions.StaffViewed, nameof(StaffMember), id, new { member.Name }, stop);
        return new(member.Id, member.Version, member.Details, member.Name, member.LeavesOn, member.PersonId, account, member.UnitId is null ? null : tree.PathOf(member.UnitId), NameOf(member.ChiefId),
            [.. tree.InOrder().Where(u => u.Unit.LeaderId == id).Select(u => u.Unit.Name)], new(NameOf(approver.StaffId), approver.Reason, tree.Find(approver.UnitId)?.Name), member.CreatedAt);
    }

    /// <summary>People who work here and whose name, number or e-mail fits, to choose one; at most <see cref="Offered"/>.</summary>
    public async Task<IReadOnlyList<StaffName>> ChoicesAsync(string? search, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadStaff) || string.IsNullOrWhiteSpace(search)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        var offered = await (await FilteredAsync(db, new(search), stop)).OrderBy(s => s.SearchName).ThenBy(s => s.Id).Take(Offered)
            .Select(s => new StaffName(s.Id, s.FirstName + " " + s.LastName, s.Function)).ToListAsync(stop);
        await consultations.SearchedAsync(ConsultationActions.StaffOffered, nameof(StaffMember), new { search }, offered.Count, one: offered is [var one] ? one.Id : default, stop: stop);
        return offered;
    }

    public async Task<StaffName?> NameAsync(Guid? id, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ReadStaff) || id is null) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await db.Set<StaffMember>().AsNoTracking().Where(s => s.Id == id).Select(s => new StaffName(s.Id, s.FirstName + " " + s.LastName, s.Function)).SingleOrDefaultAsync(stop);
    }

    static StaffPlace Place(StaffMember m) => new(m.Id, m.ChiefId, m.UnitId, m.EntersOn, m.LeavesOn);

    async Task<IQueryable<StaffMember>> FilteredAsync(PortalDbContext db, StaffFilter filter, CancellationToken stop)
    {
        var (staff, today) = (db.Set<StaffMember>().AsNoTracking(), Today);
        staff = filter.Presence switch
        {
            StaffPresence.Here => staff.Where(s => s.LeavesOn == null || s.LeavesOn >= today),
            StaffPresence.Leaving => staff.Where(s => s.LeavesOn >= today),
            StaffPresence.Left => staff.Where(s => s.LeavesOn < today),
            _ => staff,
        };
        if (filter.UnitId is { } unit)
        {
            var units = (await db.UnitTreeAsync(stop)).Downwards(unit).Select(u => u.Id).ToList();
            staff = staff.Where(s => s.UnitId != null && units.Contains(s.UnitId.Value));
        }

        if (filter.Statute is { } statute) staff = staff.Where(s => s.Statute == statute);
        if (filter.Account is { } account) staff = staff.Where(s => s.PersonId != null == account);
        return Matching(staff, filter.Search);
    }

    /// <summary>Every word stands in the name, or the whole in number or e-mail.</summary>
    internal static IQueryable<StaffMember> Matching(IQueryable<StaffMember> staff, string? search)
    {
        if (search?.Trim().ToLowerInvariant() is not { Length: > 0 } whole) return staff;
        var words = NameFolding.Fold(search).Split(' ', StringSplitOptions.RemoveEmptyEntries);
        var named = words.Length == 0 ? staff.Where(s => false) : words.Aggregate(staff, (found, word) => found.Where(s => s.SearchName.Contains(word)));
        var byName = named.Select(s => s.Id);
        var number = search.Trim();
        return staff.Where(s => byName.Contains(s.Id) || s.PersonnelNumber!.Contains(number) || s.Email!.Contains(whole));
    }

    static IQueryable<StaffRow> Rows(PortalDbContext db, IQueryable<StaffMember> staff) =>
        from s in staff
        join unit in db.Set<Unit>() on s.UnitId equals unit.Id into units
        from unit in units.DefaultIfEmpty()
        join chief in db.Set<StaffMember>() on s.ChiefId equals chief.Id into chiefs
        from chief in chiefs.DefaultIfEmpty()
        orderby s.SearchName, s.Id // joins do not keep the order
        select new StaffRow(
            s.Id, s.FirstName, s.LastName, s.SearchName, s.PersonnelNumber, s.Email, s.Phone, s.Function, s.Qualifications, s.Statute, s.Languages, s.UnitId, unit == null ? null : unit.Name,
            chief == null ? null : chief.FirstName + " " + chief.LastName, s.PersonId != null, s.EntersOn, s.LeavesOn);
}
