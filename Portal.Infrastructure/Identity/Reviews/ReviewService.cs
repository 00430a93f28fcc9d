using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity.Roles;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Identity.Reviews;

/// <summary>How many were confirmed, and how many somebody else had decided meanwhile.</summary>
public sealed record ReviewOutcome(int Confirmed, int Skipped);

/// <summary>Confirms, withdraws and gives back rights in a review. Nobody decides on the own ones.</summary>
public sealed class ReviewService(IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, RoleService roles, Notifier notifier, CurrentTenant tenant, CurrentUser user, AuditTrail audit, TimeProvider clock)
{
    const int Tries = 3;

    /// <summary>Confirms rights; those that somebody has decided meanwhile are left.</summary>
    public async Task<Result<ReviewOutcome>> ConfirmAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ReviewRights)) return Error.Forbidden;
        if (ids.Count == 0) return ReviewErrors.NothingChosen;
        for (var tries = 1; ; tries++)
        {
            var done = await ConfirmOnceAsync(ids, stop);
            if (done.Error != ReviewErrors.ChangedMeanwhile || tries == Tries) return done;
        }
    }

    async Task<Result<ReviewOutcome>> ConfirmOnceAsync(IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var db = await contexts.CreateDbContextAsync(stop);
        var items = await MineAsync(db, ids, stop);
        if (items.Count == 0) return Error.NotFound;
        var names = await ReviewKeeping.NamesAsync(db, items.Select(i => i.PersonId), stop);
        Error? last = null;
        var confirmed = 0;
        foreach (var item in items)
        {
            if (item.Confirm(user.Id, now).Error is { } error)
            {
                last = error;
                continue;
            }

            confirmed++;
            audit.Record(db, ReviewActions.Confirmed, item, details: Facts(item, names));
        }

        if (confirmed == 0) return last!;
        return await db.TrySaveAsync(database, ReviewErrors.ChangedMeanwhile, ReviewErrors.ChangedMeanwhile, stop) is { } failed ? failed : new ReviewOutcome(confirmed, items.Count - confirmed);
    }

    /// <summary>Takes the role away; the last administrator stays.</summary>
    public async Task<Result> WithdrawAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ReviewRights)) return Error.Forbidden;
        await using var db = await contexts.CreateDbContextAsync(stop);
        if ((await MineAsync(db, [id], stop)).SingleOrDefault() is not { } item) return Error.NotFound;
        if (item.Withdraw(user.Id, clock.GetUtcNow()) is { Succeeded: false } refused) return refused;
        if (await roles.TakeAsync(db, item.PersonId, item.AsRole, stop) is { } error && error != RoleErrors.HasNot) return error;
        audit.Record(db, ReviewActions.Withdrawn, item, details: Facts(item, await ReviewKeeping.NamesAsync(db, [item.PersonId], stop)));
        return await db.TrySaveAsync(database, ReviewErrors.ChangedMeanwhile, ReviewErrors.ChangedMeanwhile, stop) is { } failed ? failed : Result.Ok;
    }

    /// <summary>Gives a suspended right back exactly as it was.</summary>
    public async Task<Result> RestoreAsync(Guid id, CancellationToken stop = default)
    {
        if (!user.May(IdentityPermissions.ManageRoles)) return Error.Forbidden;
        var now = clock.GetUtcNow();
        var today = Brussels.DayOf(now);
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<RightsReviewItem>().SingleOrDefaultAsync(i => i.Id == id, stop) is not { } item) return Error.NotFound;
        var suspendedOn = item.DecidedAt is { } at ? Brussels.DayOf(at) : today;
        if (item.Restore(user.Id, now) is { Succeeded: false } refused) return refused;
        var all = await db.Set<Membership>().Where(m => m.PersonId == item.PersonId).ToListAsync(stop);
        // As the suspension left it: neither given again nor taken away since.
        if (all.SingleOrDefault(m => m.AsRole == item.AsRole) is not { } had || had.EndsOn != suspendedOn.AddDays(-1)) return ReviewErrors.ChangedSince;
        if (ZoneRoles.Conflict([.. all.Where(m => m.EndsOn is null || m.EndsOn >= today).Select(m => m.Role).Append(item.Role)]) is var (one, other)) return RoleErrors.Conflict(one.ToString(), other.ToString());
        had.Until(item.EndedOn);
        audit.Record(db, ReviewActions.Restored, item, details: Facts(item, await ReviewKeeping.NamesAsync(db, [item.PersonId], stop)));
        await notifier.NotifyAsync(db, [item.PersonId], NoticeKinds.RolesChanged, [user.Name], "/zones/" + tenant.Code, stop);
        return await db.TrySaveAsync(database, ReviewErrors.ChangedMeanwhile, ReviewErrors.ChangedMeanwhile, stop) is { } failed ? failed : Result.Ok;
    }

    /// <summary>Those of these items that the person is asked about: as chief, as deputy once deputies are asked, as administrator always.</summary>
    async Task<List<RightsReviewItem>> MineAsync(PortalDbContext db, IReadOnlyCollection<Guid> ids, CancellationToken stop)
    {
        var (me, all) = (user.Id, user.May(IdentityPermissions.ManageRoles));
        return await db.Set<RightsReviewItem>().Where(i => ids.Contains(i.Id)
            && (all || i.ReviewerId == me || (i.DeputyId == me && db.Set<RightsReview>().Any(r => r.Id == i.ReviewId && r.DeputiesAskedAt != null)))).ToListAsync(stop);
    }

    static object Facts(RightsReviewItem item, Dictionary<Guid, string> names) => new { Name = names.GetValueOrDefault(item.PersonId), Role = item.AsRole.ToString(), item.EndedOn };
}
