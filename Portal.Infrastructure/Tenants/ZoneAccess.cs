using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants;

/// <summary>The door of a zone: lets a person in who has a role there, and nobody else.</summary>
public sealed class ZoneAccess(IDatabaseProvider database, IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, CurrentUser user)
{
    /// <summary>Codes of the zones in which a person has a role, in order.</summary>
    public Task<IReadOnlyList<string>> ZonesOfAsync(Guid person, CancellationToken stop = default) => database.ZonesOfAsync(person, stop);

    /// <summary>Chooses the zone for this scope and gives the person the permissions of all roles there. Called again it takes over what has changed.</summary>
    /// <returns>False, and no permission, when the person has no role in the zone.</returns>
    public async Task<bool> EnterAsync(Guid person, string name, string zone, CancellationToken stop = default)
    {
        if (!TenantInfo.IsCode(zone) || !(await ZonesOfAsync(person, stop)).Contains(zone))
        {
            user.Become(person, name, new HashSet<string>());
            return false;
        }

        tenant.Choose(zone);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var roles = await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == person).Select(m => m.Role).ToListAsync(stop);
        user.Become(person, name, ZoneRoles.PermissionsOf(roles));
        return true;
    }
}
