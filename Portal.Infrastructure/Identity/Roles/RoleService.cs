using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Identity.Roles;

/// <summary>Gives and takes roles. Nobody changes the own ones, nobody has two that watch over each other, and the last administrator stays.</summary>
public sealed class RoleService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, Administrators administrators, Notifier notifier, CurrentTenant tenant, CurrentUser user, AuditTrail audit,
    TimeProvider clock)
{
    /// <summary>How the audit calls somebody with an account.</summary>
    internal const string PersonKind = nameof(Person);

    /// <summary>Longest time for a role that is given for a time.</summary>
    public static DateOnly LastDayFrom(DateOnly today) => today.AddYears(1);

    /// <summary>Gives a role, or changes its last day.</summary>
    /// <param name="person">Somebody with an account in the zone.</param>
    /// <param name="endsOn">Last day in Belgium; null without end.</param>
    public async Task<Result> GiveAsync(Guid person, RoleRef role, DateOnly? endsOn, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (given, error) = await GiveAsync(db, person, role, endsOn, stop);
        if (error is not null) return error;
        if (given is null) return Result.Ok;
        await notifier.NotifyAsync(db, [person], NoticeKinds.RolesChanged, [user.Name], "/zones/" + tenant.Code, stop);
        return await SaveAsync(db, stop);
    }

    /// <summary>As the other, into somebody else's save; who calls it tells the person.</summary>
    /// <returns>The role as it will be saved, null when it is so already; or why not.</returns>
    internal async Task<(Membership? Given, Error? Error)> GiveAsync(PortalDbContext db, Guid person, RoleRef role, DateOnly? endsOn, CancellationToken stop)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return (null, Error.Forbidden);
        if (person == user.IdOrNone) return (null, RoleErrors.OwnRoles);
        var today = Brussels.DayOf(clock.GetUtcNow());
        if (await KnowsAsync(db, role, stop) is false) return (null, RoleErrors.UnknownHere);
        if (ZoneRoles.NeedsEnd(role.Role) && endsOn is null) return (null, RoleErrors.NeedsEnd);
        if (endsOn < today || (ZoneRoles.NeedsEnd(role.Role) && endsOn > LastDayFrom(today))) return (null, RoleErrors.EndInvalid);
        if (ZoneRoles.HasConflicts(role.Role)) await administrators.CountAsync(db, stop);
        var all = await db.Set<Membership>().Where(m => m.PersonId == person).ToListAsync(stop);
        if (all.Count == 0 && !await db.Set<StaffMember>().AnyAsync(s => s.PersonId == person, stop)) return (null, RoleErrors.NotOfTheZone);
        if (all.SingleOrDefault(m => m.AsRole == role) is { } had)
        {
            if (had.EndsOn == endsOn) return (null, null);
            if (endsOn is not null && await LoseAsync(db, person, role, stop) is { } last) return (null, last);
            if (had.EndsOn < today && ConflictOf(all, role, today) is { } again) return (null, again);
            audit.Record(db, RoleActions.EndChanged, PersonKind, person, details: new { Role = role.ToString(), before = had.EndsOn, after = endsOn });
            had.Until(endsOn);
            return (had, null);
        }

        if (ConflictOf(all, role, today) is { } conflict) return (null, conflict);
        var membership = new Membership(tenant.Code, person, role.Role, clock.GetUtcNow(), endsOn, user.IdOrNone, role.CustomRoleId);
        db.Add(membership);
        audit.Record(db, RoleActions.Given, PersonKind, person, details: new { Role = role.ToString(), endsOn });
        return (membership, null);
    }

    public async Task<Result> TakeAsync(Guid person, RoleRef role, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return Error.Forbidden;
        if (person == user.IdOrNone) return RoleErrors.OwnRoles;
        await using var db = await contexts.CreateDbContextAsync(stop);
        return await TakeAsync(db, person, role, stop) is { } error ? error : await SaveAsync(db, stop);
    }

    /// <summary>As the other, into the save of a chief who withdraws a right in the review; who calls it has asked whether the person may.</summary>
    internal async Task<Error?> TakeAsync(PortalDbContext db, Guid person, RoleRef role, CancellationToken stop)
    {
        if (person == user.IdOrNone) return RoleErrors.OwnRoles;
        if (await db.Set<Membership>().SingleOrDefaultAsync(m => m.PersonId == person && m.Role == role.Role && m.CustomRoleId == role.CustomRoleId, stop) is not { } had) return RoleErrors.HasNot;
        if (await LoseAsync(db, person, role, stop) is { } last) return last;
        db.Remove(had);
        audit.Record(db, RoleActions.Taken, PersonKind, person, details: new { Role = role.ToString(), had.EndsOn });
        await notifier.NotifyAsync(db, [person], NoticeKinds.RolesChanged, [user.Name], "/zones/" + tenant.Code, stop);
        return null;
    }

    async Task<bool> KnowsAsync(PortalDbContext db, RoleRef role, CancellationToken stop) => role.Role == ZoneRole.Custom
        ? await db.Set<CustomRole>().AnyAsync(r => r.Id == role.CustomRoleId, stop)
        : role.CustomRoleId == default && ZoneRoles.In((await zones.FindAsync(tenant.Code, stop))!.Kind).Contains(role.Role);

    static Error? ConflictOf(IEnumerable<Membership> all, RoleRef more, DateOnly today) =>
        ZoneRoles.Conflict([.. all.Where(m => !(m.EndsOn < today)).Select(m => m.Role).Append(more.Role)]) is var (one, other) ? RoleErrors.Conflict(one.ToString(), other.ToString()) : null;

    async Task<Error?> LoseAsync(PortalDbContext db, Guid person, RoleRef role, CancellationToken stop) =>
        role.Role == ZoneRoles.AdministratorOf((await zones.FindAsync(tenant.Code, stop))!.Kind) ? await administrators.LoseAsync(db, [person], stop) : null;

    async Task<Result> SaveAsync(PortalDbContext db, CancellationToken stop) =>
        await db.TrySaveAsync(database, RoleErrors.ChangedMeanwhile, RoleErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
}
