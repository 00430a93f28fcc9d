using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;
using Portal.Persistence.Providers;

namespace Portal.Identity.Access;

/// <summary>Whom to invite.</summary>
/// <param name="StaffId">The staff member who is to have the account; null for somebody who is not on the list.</param>
public sealed record InvitationDetails(string? Email, string? Name, string? Language, IReadOnlyList<RoleRef> Roles, Guid? StaffId = null);

/// <summary>Invites people, and takes that back.</summary>
public sealed class InvitationService(
    IDbContextFactory<PortalDbContext> contexts, CurrentUser user, InvitationWriter writer, RoleChoice choice, IDatabaseProvider database, Audit.AuditTrail audit, TimeProvider clock)
{
    public async Task<Result<Guid>> InviteAsync(InvitationDetails details, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return Error.Forbidden;
        if (EmailInput.Parse(details.Email) is not { } email) return EmailInput.Unreadable;
        if (details.Name?.Trim() is not { Length: > 0 and <= Invitation.NameLength } name) return InvitationErrors.NameMissing;
        if (!Languages.Knows(details.Language)) return InvitationErrors.LanguageUnknown;
        await using var db = await contexts.CreateDbContextAsync(stop);
        List<RoleRef> roles = [.. details.Roles.Distinct()];
        if (await choice.CheckAsync(db, roles, stop) is { } refused) return refused;
        if (details.StaffId is { } staff && await StaffProblemAsync(db, staff, stop) is { } problem) return problem;
        if (await TakenAsync(db, email, details.StaffId, stop) is { } taken) return taken;
        var (invitation, _) = await writer.AddAsync(db, email, name, details.Language!, RoleRef.Format(roles), details.StaffId, null, user.Id, stop);
        return await db.TrySaveAsync(database, AccessErrors.ChangedMeanwhile, InvitationErrors.AlreadyInvited, stop) is { } failed ? failed : invitation.Id;
    }

    /// <summary>Invites a staff member under name, address and language of the staff list.</summary>
    public async Task<Result<Guid>> InviteStaffAsync(Guid staffId, IReadOnlyList<RoleRef> roles, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return Error.Forbidden;
        StaffMember? staff;
        await using (var db = await contexts.CreateDbContextAsync(stop)) staff = await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == staffId, stop);
        if (staff is null) return Error.NotFound;
        if (staff.Email is null) return InvitationErrors.StaffWithoutEmail;
        var language = staff.Languages.Split(' ', StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(Languages.Knows) ?? Languages.All[0];
        return await InviteAsync(new(staff.Email, staff.Name, language, roles, staffId), stop);
    }

    /// <summary>A new link by mail; the old one dies.</summary>
    public Task<Result> ResendAsync(Guid id, CancellationToken stop = default) => ChangeAsync(id, (db, invitation) => writer.RenewAsync(db, invitation, stop), stop);

    public Task<Result> RevokeAsync(Guid id, CancellationToken stop = default) => ChangeAsync(id, (db, invitation) =>
    {
        audit.Record(db, InvitationActions.Revoked, invitation, details: new { invitation.Email });
        return Task.FromResult(invitation.Revoke(clock.GetUtcNow()));
    }, stop);

    async Task<Result> ChangeAsync(Guid id, Func<PortalDbContext, Invitation, Task<Result>> change, CancellationToken stop)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<Invitation>().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } invitation) return Error.NotFound;
        // A link with mightier roles than one's own is not one's own to send anew.
        if (await choice.CheckAsync(db, [.. RoleRef.Parse(invitation.Roles)], stop) is { Kind: ErrorKind.Forbidden } refused) return refused;
        if (await change(db, invitation) is { Succeeded: false } failed) return failed;
        return await db.TrySaveAsync(database, AccessErrors.ChangedMeanwhile, AccessErrors.ChangedMeanwhile, stop) is { } error ? error : Result.Ok;
    }

    async Task<Error?> StaffProblemAsync(PortalDbContext db, Guid staffId, CancellationToken stop)
    {
        if (await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(s => s.Id == staffId, stop) is not { } staff) return AccessErrors.StaffUnknown;
        if (staff.PersonId is not null) return InvitationErrors.StaffHasAccount;
        return staff.LeavesOn < Brussels.DayOf(clock.GetUtcNow()) ? InvitationErrors.StaffLeft : null;
    }

    async Task<Error?> TakenAsync(PortalDbContext db, string email, Guid? staffId, CancellationToken stop)
    {
        var (now, today) = (clock.GetUtcNow(), Brussels.DayOf(clock.GetUtcNow()));
        if (await db.Set<Invitation>().AnyAsync(i => (i.Email == email || (staffId != null && i.StaffId == staffId)) && i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now, stop)) return InvitationErrors.AlreadyInvited;
        var account = email.ToUpperInvariant();
        return await db.Set<Membership>().AnyAsync(m => (m.EndsOn == null || m.EndsOn >= today) && db.Set<Person>().Any(p => p.Id == m.PersonId && p.NormalizedEmail == account), stop)
            ? InvitationErrors.AlreadyMember : null;
    }
}
