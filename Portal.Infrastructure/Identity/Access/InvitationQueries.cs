using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>An invitation as lists show it.</summary>
public sealed record InvitationRow(
    Guid Id, string Email, string Name, string Roles, string? InvitedByName, DateTimeOffset SentAt, int SentCount, DateTimeOffset ExpiresAt, DateTimeOffset? AcceptedAt, DateTimeOffset? RevokedAt, InvitationState State);

/// <param name="State">Null for all.</param>
/// <param name="Text">Part of name or address.</param>
public sealed record InvitationFilter(InvitationState? State = null, string? Text = null);

/// <summary>Rows in the order asked for, and whether more follow.</summary>
public sealed record InvitationPage(IReadOnlyList<InvitationRow> Rows, bool HasMore)
{
    public static InvitationPage Empty { get; } = new([], false);
}

/// <summary>Roles that can be chosen, and the names of all roles of the zone's own.</summary>
public sealed record OfferedRoles(IReadOnlyList<ZoneRole> BuiltIn, IReadOnlyDictionary<Guid, string> Own)
{
    public static OfferedRoles None { get; } = new([], new Dictionary<Guid, string>());
}

public sealed class InvitationQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, Consultations consultations, RoleChoice choice, TimeProvider clock)
{
    public const int PageSize = 50;

    /// <summary>Invitations, latest first; at most <see cref="PageSize"/>.</summary>
    /// <param name="after">Identifier of the last one of the page before, or null.</param>
    public async Task<InvitationPage> ListAsync(InvitationFilter filter, Guid? after = null, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return InvitationPage.Empty;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var now = clock.GetUtcNow();
        var invitations = db.Set<Invitation>().AsNoTracking();
        invitations = filter.State switch
        {
            InvitationState.Open => invitations.Where(i => i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt > now),
            InvitationState.Expired => invitations.Where(i => i.AcceptedAt == null && i.RevokedAt == null && i.ExpiresAt <= now),
            InvitationState.Accepted => invitations.Where(i => i.AcceptedAt != null),
            InvitationState.Revoked => invitations.Where(i => i.RevokedAt != null),
            _ => invitations,
        };
#pragma warning disable CA1304, CA1311, CA1862, MA0011 // the database compares
        if (filter.Text?.Trim().ToLowerInvariant() is { Length: > 0 } part) invitations = invitations.Where(i => i.Email.Contains(part) || i.Name.ToLower().Contains(part));
#pragma warning restore CA1304, CA1311, CA1862, MA0011
        var all = invitations;
        if (after is { } last) invitations = invitations.Where(i => i.Id.CompareTo(last) < 0);
        var rows = await (from i in invitations.OrderByDescending(i => i.Id).Take(PageSize + 1)
                          join person in db.Set<Person>() on i.InvitedBy equals person.Id into people
                          from person in people.DefaultIfEmpty()
                          orderby i.Id descending
                          select new { Invitation = i, By = person == null ? null : person.DisplayName }).ToListAsync(stop);
        await consultations.SearchedAsync(
            ConsultationActions.InvitationsListed, nameof(Invitation), filter, rows.Count, rows.Count <= PageSize && after is null ? null : () => all.CountAsync(stop), after, rows is [var one] ? one.Invitation.Id : default, stop);
        return new([.. rows.Take(PageSize).Select(r => new InvitationRow(
            r.Invitation.Id, r.Invitation.Email, r.Invitation.Name, r.Invitation.Roles, r.By, r.Invitation.SentAt, r.Invitation.SentCount, r.Invitation.ExpiresAt, r.Invitation.AcceptedAt,
            r.Invitation.RevokedAt, r.Invitation.StateAt(now)))], rows.Count > PageSize);
    }

    /// <summary>Roles with which the person may let people in.</summary>
    public async Task<OfferedRoles> RolesAsync(CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return OfferedRoles.None;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (builtIn, own) = await choice.OfferedAsync(db, stop);
        return new(builtIn, own);
    }

    /// <summary>What of the staff list stands ready for an invitation; null when there is no such staff member.</summary>
    public async Task<InvitationDetails?> PrefillAsync(Guid staffId, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageAccess)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        var staff = await db.Set<Contacts.StaffMember>().AsNoTracking().Where(s => s.Id == staffId && s.PersonId == null).SingleOrDefaultAsync(stop);
        return staff is null ? null : new(staff.Email, staff.Name, staff.Languages.Split(' ')[0], [], staff.Id);
    }
}
