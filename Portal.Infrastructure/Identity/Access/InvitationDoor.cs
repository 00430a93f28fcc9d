using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>An invitation as who holds its link sees it.</summary>
/// <param name="HasAccount">The address has an account: who has it signs in and accepts.</param>
/// <param name="AccountId">That account.</param>
public sealed record OpenInvitation(string Tenant, string Email, string Name, string Language, bool HasAccount, Guid? AccountId);

/// <summary>Where invitations are accepted. Nothing is told of what the link does not open; what it opens lies in the link's own tenant.</summary>
public sealed class InvitationDoor(TenantScopes scopes, ZoneDirectory zones, CurrentUser user)
{
    static readonly HashSet<string> Nothing = [];

    /// <returns>Null for a link that is unknown, expired, used or revoked.</returns>
    public async Task<OpenInvitation?> LookAsync(string? link, CancellationToken stop = default) =>
        await CodeAsync(link, stop) is { } code ? await scopes.InAsync(code.Tenant, Nothing, s => s.GetRequiredService<InvitationAcceptance>().LookAsync(code, stop)) : null;

    /// <summary>For who has no account: makes one. The caller signs the person in.</summary>
    public async Task<Result<Person>> AcceptAsync(string? link, string? name, string? password, CancellationToken stop = default)
    {
        if (await CodeAsync(link, stop) is not { } code) return InvitationErrors.LinkUnusable;
        var done = await scopes.InAsync(code.Tenant, Nothing, s => s.GetRequiredService<InvitationAcceptance>().WithNewAccountAsync(code, name, password, stop));
        if (done.Succeeded) await TellAsync(code.Tenant, done.Value.InvitedElsewhereBy, done.Value.Person.DisplayName, stop);
        return done.Succeeded ? done.Value.Person : done.Error;
    }

    /// <summary>For who is signed in with the account of the address.</summary>
    public async Task<Result> AcceptAsync(string? link, CancellationToken stop = default)
    {
        if (await CodeAsync(link, stop) is not { } code || user.IdOrNone is not { } person) return InvitationErrors.LinkUnusable;
        var done = await scopes.InAsync(code.Tenant, Nothing, s => s.GetRequiredService<InvitationAcceptance>().WithAccountAsync(code, person, stop));
        if (done.Succeeded) await TellAsync(code.Tenant, done.Value.InvitedElsewhereBy, done.Value.Person.DisplayName, stop);
        return done.Succeeded ? Result.Ok : done.Error;
    }

    async Task<InvitationCode?> CodeAsync(string? link, CancellationToken stop) =>
        InvitationCode.Parse(link) is { } code && await zones.FindAsync(code.Tenant, stop) is { } zone && ZoneStates.IsOpen(zone.State) ? code : null;

    /// <summary>Who invited a zone's first administrator is no member of the zone: the federal police tell their own.</summary>
    async Task TellAsync(string tenant, Guid? inviter, string name, CancellationToken stop)
    {
        if (inviter is not { } person) return;
        await scopes.InAsync(TenantInfo.FederalCode, Nothing, async s =>
        {
            await using var db = await s.GetRequiredService<IDbContextFactory<PortalDbContext>>().CreateDbContextAsync(stop);
            if (!await db.Set<Membership>().AnyAsync(m => m.PersonId == person, stop)) return false;
            await s.GetRequiredService<Notifier>().NotifyAsync(db, [person], NoticeKinds.InvitationAccepted, [name], "/federal/zones/" + tenant, stop);
            await db.SaveChangesAsync(stop);
            return true;
        });
    }
}

/// <summary>Somebody came in.</summary>
/// <param name="InvitedElsewhereBy">Who invited, when that is nobody of the tenant.</param>
public sealed record Acceptance(Person Person, Guid? InvitedElsewhereBy);

/// <summary>Accepts invitations inside their tenant. For <see cref="InvitationDoor"/> alone: the link is the permission.</summary>
public sealed class InvitationAcceptance(
    IDbContextFactory<PortalDbContext> contexts, CurrentTenant tenant, UserManager<Person> users, RoleChoice choice, PermissionHolders holders, Notifier notifier, AuditTrail audit, IDatabaseProvider database, TimeProvider clock)
{
    public async Task<OpenInvitation?> LookAsync(InvitationCode code, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, code, stop) is not { } invitation) return null;
        var account = await users.FindByEmailAsync(invitation.Email);
        return new(tenant.Code, invitation.Email, invitation.Name, invitation.Language, account is not null, account?.Id);
    }

    public async Task<Result<Acceptance>> WithNewAccountAsync(InvitationCode code, string? name, string? password, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, code, stop) is not { } invitation) return InvitationErrors.LinkUnusable;
        if (name?.Trim() is not { Length: > 0 and <= Person.NameLength } called) return Error.Invalid("access.name_missing", Person.NameLength);
        if (await users.FindByEmailAsync(invitation.Email) is not null) return InvitationErrors.HasAccount;
        var person = new Person(invitation.Email, called, invitation.Language, clock.GetUtcNow()) { SecurityStamp = Guid.NewGuid().ToString("N") };
        if (await PasswordProblemAsync(person, password) is { } weak) return weak;
        person.PasswordHash = users.PasswordHasher.HashPassword(person, password!);
        await users.UpdateNormalizedEmailAsync(person);
        await users.UpdateNormalizedUserNameAsync(person);
        db.Add(person);
        return await EnterAsync(db, invitation, person, stop);
    }

    public async Task<Result<Acceptance>> WithAccountAsync(InvitationCode code, Guid personId, CancellationToken stop)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await FindAsync(db, code, stop) is not { } invitation) return InvitationErrors.LinkUnusable;
        var account = invitation.Email.ToUpperInvariant();
        if (await db.Set<Person>().AsNoTracking().SingleOrDefaultAsync(p => p.Id == personId && p.NormalizedEmail == account, stop) is not { } person) return InvitationErrors.SignedInAsAnother;
        return await EnterAsync(db, invitation, person, stop);
    }

    async Task<Invitation?> FindAsync(PortalDbContext db, InvitationCode code, CancellationToken stop)
    {
        var hash = code.Hash();
        var found = await db.Set<Invitation>().SingleOrDefaultAsync(i => i.TokenHash == hash, stop);
        return found is not null && CryptographicOperations.FixedTimeEquals(found.TokenHash, hash) && found.StateAt(clock.GetUtcNow()) == InvitationState.Open ? found : null;
    }

    /// <summary>Account, roles, staff record and the end of the link are one save: of two at once, one comes in.</summary>
    async Task<Result<Acceptance>> EnterAsync(PortalDbContext db, Invitation invitation, Person person, CancellationToken stop)
    {
        var (now, today) = (clock.GetUtcNow(), Brussels.DayOf(clock.GetUtcNow()));
        var roles = await choice.KnownAsync(db, [.. RoleRef.Parse(invitation.Roles)], stop);
        if (roles.Count == 0) return InvitationErrors.LinkUnusable; // the zone took the roles away meanwhile
        if (invitation.InvitedBy is { } host && !await MayInviteAsync(db, host, today, stop)) return InvitationErrors.LinkUnusable; // whoever was removed lets nobody in any more
        var had = await db.Set<Membership>().Where(m => m.PersonId == person.Id).ToListAsync(stop);
        if (ZoneRoles.Conflict([.. had.Where(m => m.EndsOn is null || m.EndsOn >= today).Select(m => m.Role), .. roles.Select(r => r.Role)]) is not null) return InvitationErrors.RolesConflict;
        if (invitation.Accept(person.Id, now) is { Succeeded: false } over) return over.Error;
        foreach (var role in roles)
        {
            if (had.Find(m => m.Role == role.Role && m.CustomRoleId == role.CustomRoleId) is not { } before) db.Add(new Membership(tenant.Code, person.Id, role.Role, now, null, invitation.InvitedBy, role.CustomRoleId));
            else if (before.EndsOn < today) before.GiveAgain(invitation.InvitedBy, now);
        }

        if (invitation.StaffId is { } staffId && await db.Set<StaffMember>().SingleOrDefaultAsync(s => s.Id == staffId, stop) is { PersonId: null } staff
            && !await db.Set<StaffMember>().AnyAsync(s => s.PersonId == person.Id, stop)) staff.Account(person.Id);
        audit.RecordFor(db, person.Id, InvitationActions.Accepted, invitation, details: new { invitation.Email, invitation.Roles });
        var elsewhere = invitation.InvitedBy is { } by && !await db.Set<Membership>().AnyAsync(m => m.PersonId == by, stop);
        if (invitation.InvitedBy is { } inviter && !elsewhere) await notifier.NotifyAsync(db, [inviter], NoticeKinds.InvitationAccepted, [person.DisplayName], $"/zones/{tenant.Code}/invitations", stop);
        if (await db.TrySaveAsync(database, InvitationErrors.LinkUnusable, InvitationErrors.LinkUnusable, stop) is { } failed) return failed;
        return new Acceptance(person, elsewhere ? invitation.InvitedBy : null);
    }

    /// <summary>Still somebody of the zone who lets people in, or of the federal police.</summary>
    async Task<bool> MayInviteAsync(PortalDbContext db, Guid person, DateOnly today, CancellationToken stop) =>
        (await holders.OfAsync(db, IdentityPermissions.ManageAccess, stop)).Contains(person) || (await database.ZonesOfAsync(person, today, stop)).Contains(TenantInfo.FederalCode);

    async Task<Error?> PasswordProblemAsync(Person person, string? password)
    {
        var least = users.Options.Password.RequiredLength;
        if (password is not { } typed || typed.Length < least) return InvitationErrors.PasswordTooShort(least);
        if (typed.Length > 256) return InvitationErrors.PasswordTooSimple;
        foreach (var rule in users.PasswordValidators)
        {
            if (!(await rule.ValidateAsync(users, person, typed)).Succeeded) return InvitationErrors.PasswordTooSimple;
        }

        return null;
    }
}
