using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Account;

/// <summary>The own account as its person sees it.</summary>
/// <param name="Language">Null when none was chosen.</param>
public sealed record OwnAccount(string Name, string Email, string? Language, IReadOnlyList<OwnRole> Zones);

/// <param name="OwnRoleName">Name of a role that the zone made itself.</param>
/// <param name="EndsOn">Last day; null without end.</param>
public sealed record OwnRole(string Zone, string ZoneName, ZoneRole Role, string? OwnRoleName, DateOnly? EndsOn);

/// <summary>Where a person has which roles.</summary>
public sealed class AccountQueries(IDbContextFactory<PortalDbContext> contexts, ZoneAccess access, ZoneDirectory zones, TenantScopes scopes, TimeProvider clock)
{
    /// <param name="person">Who asks, about the own account alone.</param>
    public async Task<OwnAccount> OwnAsync(Guid person, string language, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var own = await db.Set<Person>().AsNoTracking().Where(p => p.Id == person).Select(p => new { p.DisplayName, p.Email, p.Language }).SingleAsync(stop);
        var roles = new List<OwnRole>();
        foreach (var code in await access.ZonesOfAsync(person, stop))
        {
            var name = (await zones.FindAsync(code, stop))?.NameIn(language) ?? "";
            roles.AddRange(await scopes.InAsync(code, new HashSet<string>(), services => RolesAsync(services, person, code, name, stop)));
        }

        return new(own.DisplayName, own.Email!, own.Language, roles);
    }

    async Task<List<OwnRole>> RolesAsync(IServiceProvider services, Guid person, string code, string name, CancellationToken stop)
    {
        var today = Brussels.DayOf(clock.GetUtcNow());
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
        return await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == person && (m.EndsOn == null || m.EndsOn >= today)).OrderBy(m => m.Role)
            .Select(m => new OwnRole(code, name, m.Role, db.Set<CustomRole>().Where(r => r.Id == m.CustomRoleId).Select(r => r.Name).FirstOrDefault(), m.EndsOn)).ToListAsync(stop);
    }
}
