using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Identity.Roles;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Contacts;

/// <summary>Staff members come, change, leave and come back; never deleted, because leave, hours and the audit name them.</summary>
public sealed class StaffService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, DirectoryCards cards, Administrators administrators, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    /// <summary>A chain of chiefs is followed so far.</summary>
    const int LongestChain = 200;

    /// <returns>Identifier of the new staff member.</returns>
    public async Task<Result<Guid>> AddAsync(StaffDetails details, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ManageStaff)) return Error.Forbidden;
        var employed = StaffMember.Employ(tenant.Code, details, clock.GetUtcNow());
        if (!employed.Succeeded) return employed.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await WhyNotAsync(db, employed.Value, null, stop) is { } wrong) return wrong;
        db.Add(employed.Value);
        audit.Record(db, StaffActions.Added, employed.Value, details: Facts(employed.Value));
        await cards.KeepAsync(db, [employed.Value], stop);
        return await db.TrySaveAsync(database, StaffErrors.ChangedMeanwhile, StaffErrors.Taken, stop) is { } error ? error : employed.Value.Id;
    }

    /// <param name="version">The version that the person saw: what somebody else changed since is not overwritten.</param>
    public async Task<Result> ChangeAsync(Guid id, int version, StaffDetails details, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ManageStaff)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<StaffMember>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } member) return Error.NotFound;
        if (member.Version != version) return StaffErrors.ChangedMeanwhile;
        var (before, chief) = (Facts(member), member.ChiefId);
        if (member.Describe(details) is { Succeeded: false } refused) return refused;
        if (before.Equals(Facts(member))) return Result.Ok;
        if (await WhyNotAsync(db, member, chief, stop) is { } wrong) return wrong;
        audit.Record(db, StaffActions.Changed, member, details: new { before, after = Facts(member) });
        await cards.KeepAsync(db, [member], stop);
        return await db.TrySaveAsync(database, StaffErrors.ChangedMeanwhile, StaffErrors.Taken, stop) is { } error ? error : Result.Ok;
    }

    /// <summary>The person's last day; the rights in the zone end with it by themselves.</summary>
    public Task<Result> LeaveAsync(Guid id, int version, DateOnly? lastDay, CancellationToken stop = default) => EndAsync(id, version, lastDay is { } day
        ? async (db, member) =>
        {
            if (member.LeavesOn < day && IsOwn(member)) return RoleErrors.OwnRoles;
            if (member.Leave(day) is { Succeeded: false } refused) return refused.Error;
            audit.Record(db, StaffActions.Leaving, member, details: new { Name = member.Name, LastDay = day });
            return member.PersonId is { } person ? await administrators.LoseAsync(db, [person], stop) : null;
        }
    : (_, _) => Task.FromResult<Error?>(StaffErrors.LeavingDayMissing), stop);

    /// <summary>The leaving is called off, or the person is back; rights that have no end of their own count again.</summary>
    public Task<Result> ComeBackAsync(Guid id, int version, CancellationToken stop = default) => EndAsync(id, version, (db, member) =>
    {
        if (IsOwn(member)) return Task.FromResult<Error?>(RoleErrors.OwnRoles);
        audit.Record(db, StaffActions.CameBack, member, details: new { Name = member.Name, LastDay = member.LeavesOn });
        member.ComeBack();
        return Task.FromResult<Error?>(null);
    }, stop);

    /// <summary>The last day is the end of the rights: nobody puts off the own one.</summary>
    bool IsOwn(StaffMember member) => member.PersonId is { } person && person == user.IdOrNone;

    async Task<Result> EndAsync(Guid id, int version, Func<PortalDbContext, StaffMember, Task<Error?>> act, CancellationToken stop)
    {
        if (!user.May(ContactPermissions.ManageStaff)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<StaffMember>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } member) return Error.NotFound;
        if (member.Version != version) return StaffErrors.ChangedMeanwhile;
        if (await act(db, member) is { } refused) return refused;
        await cards.KeepAsync(db, [member], stop);
        return await db.TrySaveAsync(database, StaffErrors.ChangedMeanwhile, StaffErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    static async Task<Error?> WhyNotAsync(PortalDbContext db, StaffMember member, Guid? chiefBefore, CancellationToken stop)
    {
        if (member.UnitId is { } unit && !await db.Set<Unit>().AnyAsync(u => u.Id == unit, stop)) return StaffErrors.UnitUnknown;
        var others = db.Set<StaffMember>().AsNoTracking().Where(s => s.Id != member.Id);
        if (member.PersonnelNumber is { } number && await others.Where(s => s.PersonnelNumber == number).Select(s => s.FirstName + " " + s.LastName).FirstOrDefaultAsync(stop) is { } has) return StaffErrors.NumberTaken(has);
        if (member.Email is { } email && await others.Where(s => s.Email == email).Select(s => s.FirstName + " " + s.LastName).FirstOrDefaultAsync(stop) is { } uses) return StaffErrors.EmailTaken(uses);
        return member.ChiefId == chiefBefore ? null : await ChiefProblemAsync(db, member, stop);
    }

    /// <summary>Follows the chiefs upwards. Each is saved too, with a new version: two saves that would close a circle together meet there.</summary>
    static async Task<Error?> ChiefProblemAsync(PortalDbContext db, StaffMember member, CancellationToken stop)
    {
        var at = member.ChiefId;
        for (var steps = 0; at is { } id && steps < LongestChain; steps++)
        {
            if (id == member.Id) return StaffErrors.ChiefCircle;
            if (await db.Set<StaffMember>().SingleOrDefaultAsync(s => s.Id == id, stop) is not { } chief) return StaffErrors.ChiefUnknown;
            db.Entry(chief).State = EntityState.Modified;
            at = chief.ChiefId;
        }

        return null;
    }

    internal static object Facts(StaffMember s) => new
    {
        s.Name,
        s.PersonnelNumber,
        s.Email,
        s.Phone,
        s.Function,
        s.Qualifications,
        Statute = s.Statute.ToString(),
        s.Languages,
        s.UnitId,
        s.ChiefId,
        s.EntersOn,
    };
}
