using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Contacts;
using Portal.Identity;
using Portal.Persistence;

namespace Portal.Tenants;

/// <summary>What the zone decided, as the page shows it.</summary>
/// <param name="Id">Empty, with version 0, where nothing was decided yet.</param>
public sealed record PolicyView(Guid Id, int Version, bool SecondFactorRequired, int SessionHours, StaffName? DefaultApprover, bool PublishesDirectory, int PublishedCards);

/// <summary>A change of state that is decided and has not happened.</summary>
public sealed record PendingState(ZoneState State, DateOnly EffectiveOn, string Reason);

/// <summary>The zone as the federal police set it up.</summary>
/// <param name="Since">The last change of state that happened, if there was one.</param>
public sealed record ZoneStanding(TenantInfo Zone, PendingState? Pending, PendingState? Since);

/// <summary>Who could not enter if the second factor were compulsory.</summary>
/// <param name="People">How many.</param>
/// <param name="Names">The first of them.</param>
/// <param name="You">The person who asks is one of them.</param>
public sealed record SecondFactorDryRun(int People, IReadOnlyList<string> Names, bool You);

/// <summary>What a zone decides for itself, and what is decided about it.</summary>
public sealed class ZonePolicyQueries(IDbContextFactory<PortalDbContext> contexts, ZoneDirectory zones, CurrentTenant tenant, CurrentUser user, TimeProvider clock)
{
    const int NamesShown = 10;

    public async Task<PolicyView?> FindAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManagePolicy)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var known = await db.Set<ZonePolicy>().AsNoTracking().SingleOrDefaultAsync(stop);
        var policy = known ?? new ZonePolicy(tenant.Code, clock.GetUtcNow());
        var approver = await db.Set<StaffMember>().AsNoTracking().Where(s => s.Id == policy.DefaultApproverId).Select(s => new StaffName(s.Id, s.FirstName + " " + s.LastName, s.Function)).SingleOrDefaultAsync(stop);
        return new(known?.Id ?? Guid.Empty, policy.Version, policy.SecondFactorRequired, policy.SessionHours, approver, policy.PublishesDirectory, await db.Set<DirectoryCard>().CountAsync(stop));
    }

    public async Task<ZoneStanding?> FactsAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManagePolicy) || await zones.FindAsync(tenant.Code, stop) is not { } zone) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var changes = await db.Set<ZoneStateChange>().AsNoTracking().Where(c => c.ZoneCode == zone.Code && c.WithdrawnAt == null).ToListAsync(stop);
        static PendingState? Told(ZoneStateChange? c) => c is null ? null : new(c.State, c.EffectiveOn, c.Reason);
        return new(zone, Told(changes.Where(c => c.IsPending).MinBy(c => c.EffectiveOn)), Told(changes.Where(c => c.AppliedAt is not null).MaxBy(c => c.AppliedAt)));
    }

    /// <summary>Counts people with a right today whose account has neither passkey nor authenticator.</summary>
    public async Task<SecondFactorDryRun?> TrySecondFactorAsync(CancellationToken stop = default)
    {
        if (!user.May(TenantPermissions.ManagePolicy)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var today = Brussels.DayOf(clock.GetUtcNow());
        var weak = Weak(db).Where(p => db.Set<Membership>().Any(m => m.PersonId == p.Id && (m.EndsOn == null || m.EndsOn >= today)) && !db.Set<StaffMember>().Any(s => s.PersonId == p.Id && s.LeavesOn < today));
        return new(await weak.CountAsync(stop), await weak.OrderBy(p => p.DisplayName).ThenBy(p => p.Id).Take(NamesShown).Select(p => p.DisplayName).ToListAsync(stop), await weak.AnyAsync(p => p.Id == user.Id, stop));
    }

    /// <summary>Accounts that can only sign in with a password alone.</summary>
    internal static IQueryable<Person> Weak(PortalDbContext db) => db.Set<Person>().AsNoTracking().Where(p => !p.TwoFactorEnabled && !db.Set<IdentityUserPasskey<Guid>>().Any(k => k.UserId == p.Id));
}
