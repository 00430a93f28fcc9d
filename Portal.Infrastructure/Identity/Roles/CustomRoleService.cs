using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Identity.Roles;

/// <summary>Roles of the zone's own. Who has one does not change it: that would be changing the own rights.</summary>
public sealed class CustomRoleService(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, Notifier notifier, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    public async Task<Result<Guid>> CreateAsync(string? name, IReadOnlyCollection<string> permissions, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return Error.Forbidden;
        var zone = (await zones.FindAsync(tenant.Code, stop))!;
        var created = CustomRole.Create(tenant.Code, name, permissions, zone.Kind, zone.Modules, clock.GetUtcNow());
        if (!created.Succeeded) return created.Error;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await NameIsTakenAsync(db, created.Value, stop)) return RoleErrors.NameTaken;
        db.Add(created.Value);
        audit.Record(db, RoleActions.Created, created.Value, details: new { created.Value.Name, created.Value.Permissions });
        return await SaveAsync(db, stop) is { } error ? error : created.Value.Id;
    }

    public async Task<Result> ChangeAsync(Guid id, int version, string? name, IReadOnlyCollection<string> permissions, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (role, holders, refused) = await FindAsync(db, id, version, stop);
        if (role is null) return refused!;
        var (zone, before) = ((await zones.FindAsync(tenant.Code, stop))!, new { role.Name, role.Permissions });
        if (role.Describe(name, permissions, zone.Kind, zone.Modules) is { Succeeded: false } wrong) return wrong;
        if (before.Name == role.Name && before.Permissions == role.Permissions) return Result.Ok;
        if (await NameIsTakenAsync(db, role, stop)) return RoleErrors.NameTaken;
        audit.Record(db, RoleActions.Changed, role, details: new { before, after = new { role.Name, role.Permissions } });
        if (before.Permissions != role.Permissions) await TellAsync(db, holders, stop);
        return await SaveAsync(db, stop) is { } error ? error : Result.Ok;
    }

    /// <summary>Removes the role, and takes it from everybody who has it.</summary>
    public async Task<Result> RemoveAsync(Guid id, int version, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (role, holders, refused) = await FindAsync(db, id, version, stop);
        if (role is null) return refused!;
        db.RemoveRange(holders);
        db.Remove(role);
        audit.Record(db, RoleActions.Removed, role, details: new { role.Name, role.Permissions, Holders = holders.Count });
        foreach (var holder in holders) audit.Record(db, RoleActions.Taken, RoleService.PersonKind, holder.PersonId, details: new { Role = role.Name });
        await TellAsync(db, holders, stop);
        return await SaveAsync(db, stop) is { } error ? error : Result.Ok;
    }

    async Task<(CustomRole? Role, List<Membership> Holders, Error? Refused)> FindAsync(PortalDbContext db, Guid id, int version, CancellationToken stop)
    {
        if (await db.Set<CustomRole>().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } role) return (null, [], Error.NotFound);
        if (role.Version != version) return (null, [], RoleErrors.ChangedMeanwhile);
        var holders = await db.Set<Membership>().Where(m => m.CustomRoleId == id).ToListAsync(stop);
        return holders.Any(h => h.PersonId == user.IdOrNone) ? (null, [], RoleErrors.RoleHeld) : (role, holders, null);
    }

    static async Task<bool> NameIsTakenAsync(PortalDbContext db, CustomRole role, CancellationToken stop) =>
        (await db.Set<CustomRole>().AsNoTracking().Where(r => r.Id != role.Id).Select(r => r.Name).ToListAsync(stop)).Any(n => NameFolding.Fold(n) == NameFolding.Fold(role.Name));

    Task TellAsync(PortalDbContext db, IEnumerable<Membership> holders, CancellationToken stop) =>
        notifier.NotifyAsync(db, [.. holders.Select(h => h.PersonId)], NoticeKinds.RolesChanged, [user.Name], "/zones/" + tenant.Code, stop);

    Task<Error?> SaveAsync(PortalDbContext db, CancellationToken stop) => db.TrySaveAsync(database, RoleErrors.ChangedMeanwhile, RoleErrors.NameTaken, stop);
}
