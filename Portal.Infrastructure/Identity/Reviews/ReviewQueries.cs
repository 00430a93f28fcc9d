using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Identity.Roles;
using Portal.Persistence;

#pragma warning disable CA1304, CA1309, CA1311, CA1862, MA0011 // The database compares names, by its own rules

namespace Portal.Identity.Reviews;

/// <summary>A review and how far it is.</summary>
/// <param name="Total">Rights in it that who looks may see.</param>
public sealed record ReviewStanding(Guid Id, DateOnly Quarter, DateOnly DueOn, DateTimeOffset? ClosedAt, int Total, int Decided);

/// <summary>Which items to show.</summary>
/// <param name="Everybody">Not only those whom the person is asked about; for administrators.</param>
public sealed record ReviewFilter(string? Search = null, ReviewDecision? Decision = null, bool Everybody = false);

/// <summary>One right in a review.</summary>
/// <param name="RoleName">Of a role that the zone made.</param>
/// <param name="Reviewer">Null for the administrators.</param>
/// <param name="IsHeld">The person has the role today.</param>
/// <param name="MayDecide">Waits for who looks.</param>
public sealed record ReviewRow(
    Guid Id, RoleRef Role, string? RoleName, string? Reviewer, string? Deputy, ReviewDecision Decision, string? DecidedBy, DateTimeOffset? DecidedAt, bool IsHeld, bool MayDecide, bool MayRestore);

/// <summary>A person with the rights in the review.</summary>
public sealed record ReviewedPerson(Guid PersonId, string Name, bool IsMe, IReadOnlyList<ReviewRow> Rights);

/// <summary>The reviews of the zone as somebody sees them who is asked; administrators see all.</summary>
public sealed class ReviewQueries(IDbContextFactory<PortalDbContext> contexts, CurrentUser user, TimeProvider clock)
{
    public const int PageSize = 25;

    bool SeesAll => user.May(IdentityPermissions.ManageRoles);

    /// <summary>The latest review; null when there is none.</summary>
    public async Task<ReviewStanding?> CurrentAsync(bool everybody, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ReviewRights)) return null;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<RightsReview>().AsNoTracking().OrderByDescending(r => r.Quarter).FirstOrDefaultAsync(stop) is not { } review) return null;
        var counts = await Visible(db, review, everybody).GroupBy(i => i.Decision == ReviewDecision.Open).Select(g => new { IsOpen = g.Key, Count = g.Count() }).ToListAsync(stop);
        return new(review.Id, review.Quarter, review.DueOn, review.ClosedAt, counts.Sum(c => c.Count), counts.Where(c => !c.IsOpen).Sum(c => c.Count));
    }

    /// <summary>People by name, each with the rights that the filter leaves.</summary>
    public async Task<IReadOnlyList<ReviewedPerson>> PeopleAsync(Guid reviewId, ReviewFilter filter, PersonPlace? after = null, int size = PageSize, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ReviewRights)) return [];
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<RightsReview>().AsNoTracking().SingleOrDefaultAsync(r => r.Id == reviewId, stop) is not { } review) return [];
        var items = Visible(db, review, filter.Everybody);
        if (filter.Decision is { } decision) items = items.Where(i => i.Decision == decision);
        var people = db.Set<Person>().AsNoTracking().Where(p => items.Any(i => i.PersonId == p.Id));
        if (filter.Search?.Trim().ToLowerInvariant() is { Length: > 0 } part) people = people.Where(p => p.DisplayName.ToLower().Contains(part));
        if (after is { } last) people = people.Where(p => string.Compare(p.DisplayName, last.Name) > 0 || (p.DisplayName == last.Name && p.Id.CompareTo(last.Id) > 0));
        var page = await people.OrderBy(p => p.DisplayName).ThenBy(p => p.Id).Take(size).Select(p => new { p.Id, p.DisplayName }).ToListAsync(stop);
        var ids = page.Select(p => p.Id).ToList();
        var found = await items.Where(i => ids.Contains(i.PersonId)).OrderBy(i => i.Role).ThenBy(i => i.CustomRoleId).ToListAsync(stop);
        var names = await ReviewKeeping.NamesAsync(db, found.SelectMany(i => new[] { i.ReviewerId, i.DeputyId, i.DecidedBy }).OfType<Guid>(), stop);
        var own = await db.Set<CustomRole>().AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.Name, stop);
        var (now, today) = (clock.GetUtcNow(), Brussels.DayOf(clock.GetUtcNow()));
        var held = (await db.Set<Membership>().AsNoTracking().Where(m => ids.Contains(m.PersonId) && (m.EndsOn == null || m.EndsOn >= today)).ToListAsync(stop)).Select(m => (m.PersonId, m.AsRole)).ToHashSet();
        string? Name(Guid? id) => id is { } known ? names.GetValueOrDefault(known) : null;
        var rows = found.ToLookup(i => i.PersonId, i => new ReviewRow(
            i.Id, i.AsRole, own.GetValueOrDefault(i.CustomRoleId), Name(i.ReviewerId), Name(i.DeputyId), i.Decision, Name(i.DecidedBy), i.DecidedAt, held.Contains((i.PersonId, i.AsRole)),
            i.Decision == ReviewDecision.Open && i.PersonId != user.Id,
            SeesAll && i.Decision == ReviewDecision.Suspended && i.PersonId != user.Id && now <= i.DecidedAt!.Value.AddDays(RightsReviewItem.RestoreDays)));
        return [.. page.Select(p => new ReviewedPerson(p.Id, p.DisplayName, p.Id == user.Id, [.. rows[p.Id]]))];
    }

    IQueryable<RightsReviewItem> Visible(PortalDbContext db, RightsReview review, bool everybody)
    {
        var items = db.Set<RightsReviewItem>().AsNoTracking().Where(i => i.ReviewId == review.Id);
        if (SeesAll && everybody) return items;
        var (me, all, deputies) = (user.Id, SeesAll, review.DeputiesAskedAt is not null);
        return items.Where(i => i.PersonId != me && (i.ReviewerId == me || (all && i.ReviewerId == null) || (deputies && (i.DeputyId == me || (all && i.DeputyId == null)))));
    }
}
