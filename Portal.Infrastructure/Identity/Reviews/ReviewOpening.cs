using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity.Access;
using Portal.Persistence;
using Portal.Persistence.Providers;
using Portal.Tenants;

namespace Portal.Identity.Reviews;

/// <summary>Opens the review of a quarter in a zone: one item for each right that somebody has, and who is asked about it.</summary>
public sealed class ReviewOpening(
    IDbContextFactory<PortalDbContext> contexts, IDatabaseProvider database, ZoneDirectory zones, PermissionHolders holders, ReviewKeeping keeping, CurrentTenant tenant, AuditTrail audit, TimeProvider clock)
{
    const int MostChiefs = 8;

    /// <returns>True when it was opened now; false when it is open already, or not to be.</returns>
    public async Task<bool> OpenAsync(CancellationToken stop = default)
    {
        var (now, today) = (clock.GetUtcNow(), Brussels.DayOf(clock.GetUtcNow()));
        if (await zones.FindAsync(tenant.Code, stop) is not { State: ZoneState.Active, Kind: not TenantKind.Organisation } zone) return false;
        var quarter = ReviewCalendar.QuarterOf(today);
        await using var db = await contexts.CreateDbContextAsync(stop);
        if (await db.Set<RightsReview>().AnyAsync(r => r.Quarter == quarter, stop)) return false;
        var activeAt = await db.Set<ZoneStateChange>().Where(c => c.ZoneCode == zone.Code && c.State == ZoneState.Active && c.AppliedAt != null).OrderBy(c => c.AppliedAt).Select(c => c.AppliedAt).FirstOrDefaultAsync(stop);
        if (!ReviewCalendar.MayOpen(today, activeAt is { } at ? Brussels.DayOf(at) : null)) return false;
        var review = new RightsReview(zone.Code, quarter, today.AddDays(ReviewCalendar.DueDays), now);
        var asked = await ChiefsAsync(db, today, stop);
        var items = new List<RightsReviewItem>();
        foreach (var held in await ReviewKeeping.CurrentAsync(db, today, stop))
        {
            var chiefs = asked(held.PersonId);
            items.Add(new(zone.Code, review.Id, held.PersonId, held.Role, held.CustomRoleId, chiefs.Count > 0 ? chiefs[0] : null, chiefs.Count > 1 ? chiefs[1] : null, now));
        }

        if (items.Count == 0) return false;
        db.Add(review);
        db.AddRange(items);
        audit.Record(db, ReviewActions.Opened, review, details: new { Name = quarter.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture), review.DueOn, Rights = items.Count });
        await keeping.TellAsync(db, review, items.Select(i => (i.PersonId, i.ReviewerId)), NoticeKinds.ReviewOpened, stop);
        return await db.TrySaveAsync(database, ReviewErrors.ChangedMeanwhile, ReviewErrors.ChangedMeanwhile, stop) is null; // another node opened it at the same moment
    }

    /// <summary>For each person the accounts that may be asked, nearest first: the chief, the chief's chief and so on, then the zone's default approver. Nobody is asked about the own rights.</summary>
    async Task<Func<Guid, IReadOnlyList<Guid>>> ChiefsAsync(PortalDbContext db, DateOnly today, CancellationToken stop)
    {
        var may = (await holders.OfAsync(db, IdentityPermissions.ReviewRights, stop)).ToHashSet();
        var staff = await db.Set<StaffMember>().AsNoTracking().Select(s => new { s.PersonId, Place = new StaffPlace(s.Id, s.ChiefId, s.UnitId, s.EntersOn, s.LeavesOn) }).ToListAsync(stop);
        var places = staff.ToDictionary(s => s.Place.Id);
        var byAccount = staff.Where(s => s.PersonId is not null).GroupBy(s => s.PersonId!.Value).ToDictionary(g => g.Key, g => g.First().Place);
        var units = new UnitTree(await db.Set<Unit>().AsNoTracking().Select(u => new UnitPlace(u.Id, u.Name, u.ParentId, u.LeaderId)).ToListAsync(stop));
        var usual = await db.Set<ZonePolicy>().AsNoTracking().Select(p => p.DefaultApproverId).FirstOrDefaultAsync(stop);
        return person =>
        {
            var chain = new List<Guid>();
            var at = byAccount.GetValueOrDefault(person);
            for (var steps = 0; at is not null && steps < MostChiefs; steps++)
            {
                if (ApproverRule.Find(at, id => places.GetValueOrDefault(id)?.Place, units, usual, today).StaffId is not { } chief || chain.Contains(chief)) break;
                chain.Add(chief);
                at = places[chief].Place;
            }

            if (usual is { } last && places.TryGetValue(last, out var known) && known.Place.IsHere(today)) chain.Add(last);
            return [.. chain.Select(id => places[id].PersonId).OfType<Guid>().Where(a => a != person && may.Contains(a)).Distinct()];
        };
    }
}
