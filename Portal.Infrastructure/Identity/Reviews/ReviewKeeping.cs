using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity.Roles;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Identity.Reviews;

/// <summary>Looks after the open review of a zone day by day: warns, asks the deputies, and in the end suspends what nobody confirmed.</summary>
public sealed class ReviewKeeping(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, Administrators administrators, Notifier notifier, CurrentTenant tenant, AuditTrail audit, TimeProvider clock)
{
    const int Tries = 3;

    /// <summary>Stands beside the permissions of who is administrator without end: the zone keeps one.</summary>
    const string LastingAdministrator = "administrator.lasting";

    /// <summary>Takes the step that is due, at most one a day for each review; run again it changes nothing.</summary>
    /// <returns>The last step taken.</returns>
    public async Task<ReviewStep> KeepAsync(CancellationToken stop = default)
    {
        var taken = ReviewStep.None;
        if (await zones.FindAsync(tenant.Code, stop) is not { State: ZoneState.Active }) return taken; // who cannot confirm loses nothing
        List<Guid> open;
        await using (var db = await contexts.CreateDbContextAsync(stop)) open = await db.Set<RightsReview>().Where(r => r.ClosedAt == null).OrderBy(r => r.Quarter).Select(r => r.Id).ToListAsync(stop);
        foreach (var id in open)
        {
            for (var tries = 1; ; tries++)
            {
                var (step, error) = await StepAsync(id, stop);
                if (error is not null && tries < Tries) continue; // somebody confirmed at this moment: that counts
                if (error is not null) throw new InvalidOperationException($"Review {id}: {error.Code}");
                if (step != ReviewStep.None) taken = step;
                break;
            }
        }

        return taken;
    }

    async Task<(ReviewStep Step, Error? Error)> StepAsync(Guid id, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        var today = Brussels.DayOf(now);
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<RightsReview>().SingleOrDefaultAsync(r => r.Id == id, stop) is not { } review) return default;
        var step = ReviewCalendar.NextStep(review, today);
        if (step == ReviewStep.None) return default;
        var silent = await db.Set<RightsReviewItem>().Where(i => i.ReviewId == id && i.Decision == ReviewDecision.Open).ToListAsync(stop);
        switch (step)
        {
            case ReviewStep.FirstWarning:
                review.WarnFirst(now);
                await WarnAsync(db, review, silent, stop);
                break;
            case ReviewStep.SecondWarning:
                review.WarnAgain(now);
                await WarnAsync(db, review, silent, stop);
                break;
            case ReviewStep.AskDeputies:
                review.AskDeputies(now);
                audit.Record(db, ReviewActions.DeputiesAsked, review, details: new { Name = NameOf(review), Rights = silent.Count });
                await TellAsync(db, review, silent.Select(i => (i.PersonId, i.DeputyId)), NoticeKinds.ReviewDeputy, stop);
                break;
            default:
                await CloseAsync(db, review, silent, today, now, stop);
                break;
        }

        return (step, await db.TrySaveAsync(database, ReviewErrors.ChangedMeanwhile, ReviewErrors.ChangedMeanwhile, stop));
    }

    Task WarnAsync(PortalDbContext db, RightsReview review, List<RightsReviewItem> silent, CancellationToken stop)
    {
        audit.Record(db, ReviewActions.Warned, review, details: new { Name = NameOf(review), Rights = silent.Count });
        return TellAsync(db, review, silent.Select(i => (i.PersonId, i.ReviewerId)), NoticeKinds.ReviewWarning, stop);
    }

    async Task CloseAsync(PortalDbContext db, RightsReview review, List<RightsReviewItem> silent, DateOnly today, DateTimeOffset now, CancellationToken stop)
    {
        await administrators.CountAsync(db, stop); // who takes a role at this moment, and this, are told of each other
        var memberships = await CurrentAsync(db, today, stop);
        var held = await HeldAsync(db, memberships, stop);
        var byRight = held.ToDictionary(h => (h.Right.PersonId, h.Right.Role));
        var due = silent.Select(i => (Item: i, Held: byRight.GetValueOrDefault((i.PersonId, i.AsRole)))).OrderByDescending(d => d.Held.Membership?.GrantedAt).ToList();
        var spared = LastHolders.Among([.. held.Select(h => h.Right)], due.Select(d => d.Held.Right).OfType<HeldRight>());
        var names = await NamesAsync(db, silent.Select(i => i.PersonId), stop);
        var suspended = new List<RightsReviewItem>();
        foreach (var (item, (membership, right)) in due)
        {
            if (right is null)
            {
                item.Withdraw(null, now); // gone since the review was opened
                continue;
            }

            var facts = new { Name = names.GetValueOrDefault(item.PersonId), Role = item.AsRole.ToString(), membership.EndsOn };
            if (spared.Contains(right))
            {
                item.Spare(now);
                audit.Record(db, ReviewActions.Spared, item, details: facts);
                continue;
            }

            item.Suspend(membership.EndsOn, now);
            membership.Until(today.AddDays(-1));
            audit.Record(db, ReviewActions.Suspended, item, details: facts);
            suspended.Add(item);
        }

        review.Close(now);
        audit.Record(db, ReviewActions.Closed, review, details: new { Name = NameOf(review), Suspended = suspended.Count, Spared = spared.Count });
        await TellClosedAsync(db, suspended, spared.Count, stop);
    }

    async Task TellClosedAsync(PortalDbContext db, List<RightsReviewItem> suspended, int spared, CancellationToken stop)
    {
        foreach (var of in suspended.GroupBy(i => i.PersonId)) await notifier.NotifyAsync(db, [of.Key], NoticeKinds.ReviewSuspended, [Number(of.Count())], $"/zones/{tenant.Code}/notifications", stop);
        IReadOnlyList<Guid> all = suspended.Count + spared > 0 ? await administrators.TodayAsync(db, stop) : [];
        var gone = suspended.Select(i => i.PersonId).ToHashSet();
        await notifier.NotifyAsync(db, all, NoticeKinds.ReviewClosed, [Number(suspended.Count), Number(spared)], Link, stop);
        foreach (var of in suspended.Where(i => i.ReviewerId is { } chief && !all.Contains(chief) && !gone.Contains(chief)).GroupBy(i => i.ReviewerId!.Value))
            await notifier.NotifyAsync(db, [of.Key], NoticeKinds.ReviewClosed, [Number(of.Count()), "0"], Link, stop);
    }

    /// <summary>Tells everybody who is asked how many rights wait for them; what nobody is asked about is for the administrators.</summary>
    internal async Task TellAsync(PortalDbContext db, RightsReview review, IEnumerable<(Guid Person, Guid? Asked)> waiting, string kind, CancellationToken stop)
    {
        foreach (var of in waiting.GroupBy(w => w.Asked))
        {
            IReadOnlyCollection<Guid> people = of.Key is { } one ? [one] : await administrators.TodayAsync(db, stop);
            await notifier.NotifyAsync(db, people, kind, [Number(of.Count()), review.DueOn.ToString("d/M/yyyy", CultureInfo.InvariantCulture)], Link, stop);
        }
    }

    /// <summary>The rights that count today. The break-glass account has none: it is let in by its code.</summary>
    internal static Task<List<Membership>> CurrentAsync(PortalDbContext db, DateOnly today, CancellationToken stop) => db.Set<Membership>()
        .Where(m => (m.EndsOn == null || m.EndsOn >= today) && !db.Set<StaffMember>().Any(s => s.PersonId == m.PersonId && s.LeavesOn < today)).ToListAsync(stop);

    async Task<List<(Membership Membership, HeldRight Right)>> HeldAsync(PortalDbContext db, List<Membership> memberships, CancellationToken stop)
    {
        var own = await db.Set<CustomRole>().AsNoTracking().ToDictionaryAsync(r => r.Id, r => r.PermissionList, stop);
        var lasting = await administrators.LastingAsync(db, stop);
        var administrator = ZoneRoles.AdministratorOf((await zones.FindAsync(tenant.Code, stop))!.Kind);
        return [.. memberships.Select(m =>
        {
            var permissions = (m.Role == ZoneRole.Custom ? own.GetValueOrDefault(m.CustomRoleId)?.AsEnumerable() ?? [] : ZoneRoles.PermissionsOf(m.Role)).ToHashSet(StringComparer.Ordinal);
            if (m.Role == administrator && lasting.Contains(m.PersonId)) permissions.Add(LastingAdministrator);
            return (m, new HeldRight(m.PersonId, m.AsRole, permissions));
        })];
    }

    internal static Task<Dictionary<Guid, string>> NamesAsync(PortalDbContext db, IEnumerable<Guid> people, CancellationToken stop)
    {
        var ids = people.Distinct().ToList();
        return db.Set<Person>().AsNoTracking().Where(p => ids.Contains(p.Id)).ToDictionaryAsync(p => p.Id, p => p.DisplayName, stop);
    }

    string Link => $"/zones/{tenant.Code}/rights-review";

    static string NameOf(RightsReview review) => review.Quarter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    static string Number(int number) => number.ToString(CultureInfo.InvariantCulture);
}
