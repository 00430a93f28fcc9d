using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants.Support;

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

/// <summary>The door of a zone: lets a person in who has a role there or is let in for the moment, and nobody else.</summary>
public sealed class ZoneAccess(IDatabaseProvider database, IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, ZoneEntries entries, AuditTrail audit, CurrentTenant tenant, CurrentUser user, TimeProvider clock)
{
    /// <summary>The zone's break-glass account: no rule about sign-ins keeps it out.</summary>
    bool isBreakGlass;

    /// <summary>Why the last <see cref="EnterAsync"/> refused somebody who has a role; null when it did not.</summary>
    public EntryRefusal? Refusal { get; private set; }

    /// <summary>The support access under which the person of this scope is in the zone; null for who has a role there.</summary>
    public SupportAccess? Support { get; private set; }

    /// <summary>Codes of the tenants in which a person has a role today or is let in for the moment, in order; not those that are closed.</summary>
    public async Task<IReadOnlyList<string>> ZonesOfAsync(Guid person, CancellationToken stop = default)
    {
        var codes = await database.ZonesToEnterAsync(person, Brussels.DayOf(clock.GetUtcNow()), clock.GetUtcNow(), stop);
        var all = await zones.AllAsync(stop);
        return [.. codes.Where(c => all.TryGetValue(c, out var zone) && ZoneStates.IsOpen(zone.State))];
    }

    /// <summary>Chooses the zone for this scope and gives the person the permissions of all roles there, as far as the zone's state and modules allow. Called again it takes over what has changed.</summary>
    /// <returns>False, and no permission, when the person has no role in the zone or does not meet what it asks of a sign-in.</returns>
    public async Task<bool> EnterAsync(Guid person, string name, string zone, SignInFacts signIn = default, CancellationToken stop = default)
    {
        (Refusal, Support, isBreakGlass) = (null, null, false);
        if (!TenantInfo.IsCode(zone) || !(await ZonesOfAsync(person, stop)).Contains(zone) || await zones.FindAsync(zone, stop) is not { } info) return Nobody(person, name);
        tenant.Choose(zone);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var permissions = await RightsOfRolesAsync(db, person, stop) ?? await RightsOfGuestAsync(db, person, stop);
        if (permissions is null) return Nobody(person, name);
        if (!isBreakGlass) Refusal = RefusalOf(await db.Set<ZonePolicy>().AsNoTracking().FirstOrDefaultAsync(stop) ?? new ZonePolicy(zone, clock.GetUtcNow()), signIn); // without a row its defaults hold
        if (Refusal is not null) return Nobody(person, name);
        permissions.RemoveWhere(p => !ModuleOfPermission.IsOn(p, info));
        permissions.RemoveWhere(p => FederalPermissions.Is(p) && info.Kind != TenantKind.FederalPolice);
        var allowed = ZoneStates.Allow(info.State, permissions);
        if (Support is { } access) allowed = allowed.Where(SupportRights.Of(access.Scope).Contains).ToHashSet(StringComparer.Ordinal);
        user.ActFor(Support is { } support ? (support.AnsweredBy!.Value, support.Id) : null); // not before: what runs meanwhile keeps both identities
        user.Become(person, name, allowed);
        if (!user.May(TenantPermissions.Enter)) return false;
        await entries.NoteAsync(audit, zone, signIn, stop);
        return true;
    }

    bool Nobody(Guid person, string name)
    {
        Support = null;
        user.Become(person, name, new HashSet<string>()); // whom the person acted for stays: what is being saved at this moment names both
        return false;
    }

    /// <returns>Null for somebody without a role.</returns>
    async Task<HashSet<string>?> RightsOfRolesAsync(PortalDbContext db, Guid person, CancellationToken stop)
    {
        var today = Brussels.DayOf(clock.GetUtcNow());
        var roles = await db.Set<Membership>().AsNoTracking()
            .Where(m => m.PersonId == person && (m.EndsOn == null || m.EndsOn >= today) && !db.Set<StaffMember>().Any(s => s.PersonId == person && s.LeavesOn < today))
            .Select(m => new { m.Role, m.CustomRoleId }).ToListAsync(stop);
        if (roles.Count == 0) return null;
        var permissions = ZoneRoles.PermissionsOf(roles.Select(r => r.Role)).ToHashSet(StringComparer.Ordinal);
        if (roles.Where(r => r.Role == ZoneRole.Custom).Select(r => r.CustomRoleId).ToList() is { Count: > 0 } own)
        {
            foreach (var set in await db.Set<CustomRole>().AsNoTracking().Where(r => own.Contains(r.Id)).Select(r => r.Permissions).ToListAsync(stop))
                permissions.UnionWith(set.Split(' ', StringSplitOptions.RemoveEmptyEntries).Where(Permissions.IsForCustomRoles));
        }

        return permissions;
    }

    /// <summary>What a zone's administrator may: for who is let in to help, who gets a part of it, and for the break-glass account in use.</summary>
    async Task<HashSet<string>?> RightsOfGuestAsync(PortalDbContext db, Guid person, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        Support = await db.Set<SupportAccess>().AsNoTracking().Where(s => s.AskedBy == person && s.GrantedAt != null && s.EndedAt == null && s.EndsAt > now).OrderBy(s => s.EndsAt).LastOrDefaultAsync(stop);
        isBreakGlass = Support is null && await db.Set<BreakGlassAccount>().AsNoTracking().FirstOrDefaultAsync(a => a.PersonId == person, stop) is { } account && account.IsInUse(now);
        return Support is not null || isBreakGlass ? ZoneRoles.PermissionsOf(ZoneRole.ZoneAdministrator).ToHashSet(StringComparer.Ordinal) : null;
    }

    EntryRefusal? RefusalOf(ZonePolicy policy, SignInFacts signIn)
    {
        if (signIn.StartedAt is { } started && clock.GetUtcNow() - started > TimeSpan.FromHours(policy.SessionHours)) return EntryRefusal.SessionTooOld;
        return policy.SecondFactorRequired && !signIn.IsStrong ? EntryRefusal.SecondFactorMissing : null;
    }
}
