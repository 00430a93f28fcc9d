using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Options;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity.Access;
using Portal.Persistence;

namespace Portal.Audit.Watch;

/// <summary>Goes through a day's consultations of the scope's zone and lists for the data protection officer whose stand out.</summary>
public sealed class UnusualUseFinder(
    IDbContextFactory<PortalDbContext> contexts, IPlannedDuty duty, PermissionHolders holders, Notifier notifier, AuditTrail audit, CurrentTenant tenant, IOptions<UnusualUseRules> rules, TimeProvider clock)
{
    static readonly string[] Looks = [.. AuditGroups.ActionsOf(AuditGroup.Consultation)];
    static readonly string[] StaffLooks = [ConsultationActions.StaffViewed, ConsultationActions.StaffListed, ConsultationActions.StaffOffered];

    /// <summary>Looks at a day that is over. What is listed already is not listed again, so it may run twice.</summary>
    /// <returns>How many were listed.</returns>
    public async Task<int> LookAtAsync(DateOnly day, CancellationToken stop = default)
    {
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (from, to, first) = (Brussels.StartOf(day), Brussels.StartOf(day.AddDays(1)), Brussels.StartOf(day.AddDays(-UnusualUseRules.UsualDays)));
        var lines = db.Set<AuditLine>().Where(l => l.DoneAt >= first && l.DoneAt < to && l.PersonId != null && Looks.Contains(l.Action));
        var active = await lines.Where(l => l.DoneAt >= from).Select(l => l.PersonId!.Value).Distinct().ToListAsync(stop);
        if (active.Count == 0) return 0;
        var counts = await lines.Where(l => active.Contains(l.PersonId!.Value))
            .GroupBy(l => new { Person = l.PersonId!.Value, l.DoneAt.Year, l.DoneAt.Month, l.DoneAt.Day, l.DoneAt.Hour })
            .Select(g => new { g.Key.Person, g.Key.Year, g.Key.Month, g.Key.Day, g.Key.Hour, Count = g.Count() }).ToListAsync(stop);
        // The database counts by hours of universal time; Belgium is whole hours away from it.
        var byDay = counts.Select(c => (c.Person, At: TimeZoneInfo.ConvertTime(new DateTimeOffset(c.Year, c.Month, c.Day, c.Hour, 0, 0, TimeSpan.Zero), Brussels.Zone), c.Count))
            .ToLookup(c => (c.Person, Day: DateOnly.FromDateTime(c.At.DateTime)), c => (c.At.Hour, c.Count));
        var colleagues = await lines.Where(l => l.DoneAt >= from && StaffLooks.Contains(l.Action) && l.ObjectId != Guid.Empty)
            .GroupBy(l => l.PersonId!.Value).Select(g => new { g.Key, Count = g.Select(l => l.ObjectId).Distinct().Count() }).ToDictionaryAsync(c => c.Key, c => c.Count, stop);
        var managers = (await holders.OfAsync(db, ContactPermissions.ManageStaff, stop)).ToHashSet();
        var known = await db.Set<UnusualUse>().Where(u => u.Day == day).Select(u => new { u.PersonId, u.Kind }).ToListAsync(stop);
        var listed = 0;
        foreach (var person in active)
        {
            Dictionary<int, int> HoursOf(DateOnly date) => byDay[(person, date)].GroupBy(h => h.Hour).ToDictionary(h => h.Key, h => h.Sum(c => c.Count));
            var before = Enumerable.Range(1, UnusualUseRules.UsualDays).Select(n => HoursOf(day.AddDays(-n))).Where(d => d.Count > 0).ToList();
            foreach (var (kind, found, usual) in rules.Value.Judge(HoursOf(day), before, await duty.HoursOfAsync(person, day, stop), managers.Contains(person) ? 0 : colleagues.GetValueOrDefault(person)))
            {
                if (known.Exists(k => k.PersonId == person && k.Kind == kind)) continue;
                var use = new UnusualUse(tenant.Code, day, person, kind, found, usual, clock.GetUtcNow());
                db.Add(use);
                audit.Record(db, UnusualUseActions.Found, use, details: new { Day = day, Kind = kind.ToString(), Number = found });
                listed++;
            }
        }

        if (listed == 0) return 0;
        await notifier.NotifyAsync(db, await holders.OfAsync(db, AuditPermissions.ReadUnusual, stop), NoticeKinds.UnusualUse,
            [listed.ToString(CultureInfo.InvariantCulture), day.ToString("d/M/yyyy", CultureInfo.InvariantCulture)], $"/zones/{tenant.Code}/audit/unusual", stop);
        await db.SaveChangesAsync(stop);
        return listed;
    }
}
