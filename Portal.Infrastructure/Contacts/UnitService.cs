using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Contacts;

/// <summary>Units are made, named, moved and, once empty, removed. The order of the tree is checked here, because no foreign key can.</summary>
public sealed class UnitService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, DirectoryCards cards, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    public async Task<Result<Guid>> AddAsync(string? name, Guid? parentId, Guid? leaderId, CancellationToken stop = default)
    {
        if (!user.May(ContactPermissions.ManageStaff)) return Error.Forbidden;
        var created = Unit.Create(tenant.Code, name, parentId, clock.GetUtcNow());
        if (!created.Succeeded) return created.Error;
        var unit = created.Value;
        return await contexts.AloneAsync<Result<Guid>>(database, LockOf(tenant.Code), async db =>
        {
            if ((await TreeAsync(db, stop)).WhyNot(null, unit.Name, parentId) is { } wrong) return wrong;
            if (!await IsStaffAsync(db, leaderId, stop)) return UnitErrors.LeaderUnknown;
            unit.LedBy(leaderId);
            db.Add(unit);
            Touch(db, parentId);
            audit.Record(db, UnitActions.Added, unit, details: new { unit.Name, unit.ParentId, unit.LeaderId });
            return await SaveAsync(db, stop) is { } error ? error : unit.Id;
        }, stop);
    }

    /// <summary>Names are unique below one unit, and at the top, where no row stands that two saves could meet in: whoever names units does it alone in the zone.</summary>
    public static string LockOf(string tenant) => "units " + tenant;

    /// <summary>Name and leader.</summary>
    public Task<Result> ChangeAsync(Guid id, int version, string? name, Guid? leaderId, CancellationToken stop = default) => DoAsync(id, version, async (db, unit, tree) =>
    {
        var before = new { unit.Name, unit.LeaderId };
        if (unit.Rename(name) is { Succeeded: false } refused) return refused.Error;
        if (tree.WhyNot(id, unit.Name, unit.ParentId) is { } wrong) return wrong;
        if (leaderId != unit.LeaderId && !await IsStaffAsync(db, leaderId, stop)) return UnitErrors.LeaderUnknown;
        unit.LedBy(leaderId);
        if (before.Name == unit.Name && before.LeaderId == unit.LeaderId) return null;
        audit.Record(db, UnitActions.Changed, unit, details: new { before, after = new { unit.Name, unit.LeaderId } });
        if (before.Name == unit.Name) return null;
        Touch(db, unit.ParentId);
        await cards.KeepAsync(db, await db.Set<StaffMember>().AsNoTracking().Where(s => s.UnitId == id).ToListAsync(stop), stop);
        return null;
    }, stop);

    public Task<Result> MoveAsync(Guid id, int version, Guid? parentId, CancellationToken stop = default) => DoAsync(id, version, async (db, unit, tree) =>
    {
        if (unit.ParentId == parentId) return null;
        if (tree.WhyNot(id, unit.Name, parentId) is { } wrong) return wrong;
        // Everything above the new place is saved too: two moves that would make a circle together meet there.
        foreach (var above in tree.Upwards(parentId)) Touch(db, above.Id);
        audit.Record(db, UnitActions.Moved, unit, details: new { unit.Name, before = tree.PathOf(unit.ParentId), after = tree.PathOf(parentId) });
        unit.Move(parentId);
        return null;
    }, stop);

    /// <summary>Only without units below it and people in it, who left included.</summary>
    public Task<Result> RemoveAsync(Guid id, int version, CancellationToken stop = default) => DoAsync(id, version, async (db, unit, tree) =>
    {
        if (tree.Below(id).Any() || await db.Set<StaffMember>().AnyAsync(s => s.UnitId == id, stop)) return UnitErrors.NotEmpty;
        audit.Record(db, UnitActions.Removed, unit, details: new { unit.Name, Path = tree.PathOf(id) });
        db.Remove(unit);
        return null;
    }, stop);

    async Task<Result> DoAsync(Guid id, int version, Func<PortalDbContext, Unit, UnitTree, Task<Error?>> act, CancellationToken stop)
    {
        if (!user.May(ContactPermissions.ManageStaff)) return Error.Forbidden;
        return await contexts.AloneAsync<Result>(database, LockOf(tenant.Code), async db =>
        {
            var tree = await TreeAsync(db, stop);
            if (db.Set<Unit>().Local.SingleOrDefault(u => u.Id == id) is not { } unit) return Error.NotFound;
            if (unit.Version != version) return UnitErrors.ChangedMeanwhile;
            if (await act(db, unit, tree) is { } refused) return refused;
            return await SaveAsync(db, stop) is { } error ? error : Result.Ok;
        }, stop);
    }

    static async Task<bool> IsStaffAsync(PortalDbContext db, Guid? id, CancellationToken stop) => id is not { } known || await db.Set<StaffMember>().AnyAsync(s => s.Id == known, stop);

    /// <summary>All units in one question: what the tree says and the versions that are saved belong together.</summary>
    static async Task<UnitTree> TreeAsync(PortalDbContext db, CancellationToken stop) =>
        new((await db.Set<Unit>().ToListAsync(stop)).Select(u => new UnitPlace(u.Id, u.Name, u.ParentId, u.LeaderId)));

    static void Touch(PortalDbContext db, Guid? id)
    {
        if (db.Set<Unit>().Local.SingleOrDefault(u => u.Id == id) is { } unit) db.Entry(unit).State = EntityState.Modified;
    }

    /// <summary>A foreign key refuses the unit that somebody filled or took away meanwhile.</summary>
    async Task<Error?> SaveAsync(PortalDbContext db, CancellationToken stop)
    {
        try
        {
            return await db.TrySaveAsync(database, UnitErrors.ChangedMeanwhile, UnitErrors.NameTaken, stop);
        }
        catch (DbUpdateException)
        {
            return UnitErrors.ChangedMeanwhile;
        }
    }
}
