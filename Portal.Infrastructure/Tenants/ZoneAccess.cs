using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Identity;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Tenants;

/// <summary>Why somebody with a role in a zone is not let in.</summary>
public enum EntryRefusal
{
    /// <summary>The zone wants a passkey or a second factor, and this sign-in had neither.</summary>
    SecondFactorMissing = 1,

    /// <summary>The sign-in is older than the zone allows.</summary>
    SessionTooOld = 2,
}

/// <summary>How somebody signed in, as far as zones ask.</summary>
/// <param name="IsStrong">With a passkey or a second factor.</param>
/// <param name="StartedAt">When; null counts as now.</param>
/// <param name="Session">The session; null when there is none, as for jobs.</param>
public readonly record struct SignInFacts(bool IsStrong, DateTimeOffset? StartedAt, Guid? Session = null, SignInMethod Method = SignInMethod.Password);

/// <summary>The door of a zone: lets a person in who has a role there, and nobody else.</summary>
public sealed class ZoneAccess(IDatabaseProvider database, IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, ZoneEntries entries, AuditTrail audit, CurrentTenant tenant, CurrentUser user, TimeProvider clock)
{
    /// <summary>Why the last <see cref="EnterAsync"/> refused somebody who has a role; null when it did not.</summary>
    public EntryRefusal? Refusal { get; private set; }

    /// <summary>Codes of the tenants in which a person has a role today, in order; not those that are closed.</summary>
    public async Task<IReadOnlyList<string>> ZonesOfAsync(Guid person, CancellationToken stop = default)
    {
        var codes = await database.ZonesOfAsync(person, Brussels.DayOf(clock.GetUtcNow()), stop);
        var all = await zones.AllAsync(stop);
        return [.. codes.Where(c => all.TryGetValue(c, out var zone) && ZoneStates.IsOpen(zone.State))];
    }

    /// <summary>Chooses the zone for this scope and gives the person the permissions of all roles there, as far as the zone's state and modules allow. Called again it takes over what has changed.</summary>
    /// <returns>False, and no permission, when the person has no role in the zone or does not meet what it asks of a sign-in.</returns>
    public async Task<bool> EnterAsync(Guid person, string name, string zone, SignInFacts signIn = default, CancellationToken stop = default)
    {
        Refusal = null;
        var today = Brussels.DayOf(clock.GetUtcNow());
        if (!TenantInfo.IsCode(zone) || !(await ZonesOfAsync(person, stop)).Contains(zone) || await zones.FindAsync(zone, stop) is not { } info)
        {
            user.Become(person, name, new HashSet<string>());
            return false;
        }

        tenant.Choose(zone);
        await using var db = await contexts.CreateDbContextAsync(stop);
        Refusal = RefusalOf(await db.Set<ZonePolicy>().AsNoTracking().FirstOrDefaultAsync(stop) ?? new ZonePolicy(zone, clock.GetUtcNow()), signIn); // without a row its defaults hold
        if (Refusal is not null)
        {
            user.Become(person, name, new HashSet<string>());
            return false;
        }

        var roles = await db.Set<Membership>().AsNoTracking().Where(m => m.PersonId == person && (m.EndsOn == null || m.EndsOn >= today)).Select(m => new { m.Role, m.CustomRoleId }).ToListAsync(stop);
        var permissions = ZoneRoles.PermissionsOf(roles.Select(r => r.Role)).ToHashSet(StringComparer.Ordinal);
        if (roles.Where(r => r.Role == ZoneRole.Custom).Select(r => r.CustomRoleId).ToList() is { Count: > 0 } own)
        {
            foreach (var set in await db.Set<CustomRole>().AsNoTracking().Where(r => own.Contains(r.Id)).Select(r => r.Permissions).ToListAsync(stop))
                permissions.UnionWith(set.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(Permissions.IsForCustomRoles));
        }

        permissions.RemoveWhere(p => ModuleOfPermission.Of(p) is var module && (module & info.Modules) != module);
        permissions.RemoveWhere(p => FederalPermissions.Is(p) && info.Kind != TenantKind.FederalPolice);
        user.Become(person, name, ZoneStates.Allow(info.State, permissions));
        if (!user.May(TenantPermissions.Enter)) return false;
        await entries.NoteAsync(audit, zone, signIn, stop);
        return true;
    }

    EntryRefusal? RefusalOf(ZonePolicy policy, SignInFacts signIn)
    {
        if (signIn.StartedAt is { } started && clock.GetUtcNow() - started > TimeSpan.FromHours(policy.SessionHours)) return EntryRefusal.SessionTooOld;
        return policy.SecondFactorRequired && !signIn.IsStrong ? EntryRefusal.SecondFactorMissing : null;
    }
}
