using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;

namespace Portal.Leave;

/// <summary>An absence in the calendar.</summary>
/// <param name="Kind">Null when it is not told.</param>
/// <param name="Waits">Asked, not decided.</param>
public sealed record CalendarAbsence(LeaveSpan Span, LocalName? Kind, bool Waits);

/// <summary>One person's month.</summary>
/// <param name="Free">Days of the month on which the person does not work.</param>
public sealed record CalendarRow(Guid StaffId, string Name, IReadOnlyList<CalendarAbsence> Absences, IReadOnlySet<int> Free)
{
    /// <summary>The absences of a day.</summary>
    public IEnumerable<CalendarAbsence> On(DateOnly day) => Absences.Where(a => a.Span.PartOn(day) != DayPart.None);
}

/// <summary>A month of a unit.</summary>
/// <param name="Units">Units to choose from; the own one alone for who does not keep the zone's leave.</param>
public sealed record LeaveMonth(DateRange Days, Guid? UnitId, string Unit, IReadOnlyList<UnitChoice> Units, IReadOnlyList<CalendarRow> Rows, IReadOnlyDictionary<int, LocalName> Holidays);

/// <summary>Who of a unit is absent when. Colleagues see the kinds that the zone shows them, and of sickness never more than that somebody is absent.</summary>
public sealed class LeaveCalendarQueries(IDbContextFactory<PortalDbContext> contexts, LeaveStart start, CurrentUser user, Consultations consultations, TimeProvider clock)
{
    /// <param name="unitId">For the staff office; everybody else sees the own unit.</param>
    /// <returns>Null for who is not on the staff list.</returns>
    public async Task<LeaveMonth?> MonthAsync(int year, int month, Guid? unitId = null, CancellationToken stop = default)
    {
        if (!user.May(LeavePermissions.Ask)) return null;
        await start.EnsureAsync(stop);
        await using var db = await contexts.CreateDbContextAsync(stop);
        var (me, office) = (await db.StaffOfAsync(user.IdOrNone, stop), user.May(LeavePermissions.Manage));
        if (me is null && !office) return null;
        var (zone, today) = ((await db.ZoneLeaveAsync(stop))!, Brussels.DayOf(clock.GetUtcNow()));
        var unit = (office ? zone.Units.Find(unitId)?.Id : null) ?? me?.UnitId;
        var days = new DateRange(new(year, month, 1), new DateOnly(year, month, 1).AddMonths(1).AddDays(-1));
        var staff = (await db.Set<StaffMember>().AsNoTracking().Where(s => s.UnitId == unit && s.UnitId != null).OrderBy(s => s.SearchName).ToListAsync(stop)).Where(s => s.IsHere(days.From) || s.IsHere(days.To)).ToList();
        var ids = staff.Select(s => s.Id).ToList();
        var leave = (await db.Set<LeaveRequest>().AsNoTracking().Where(r => ids.Contains(r.StaffId) && r.FromOn <= days.To && r.ToOn >= days.From).ToListAsync(stop)).Where(r => r.State.Reserves()).ToLookup(r => r.StaffId);
        var sick = (await db.Set<SickAbsence>().AsNoTracking().Where(s => ids.Contains(s.StaffId) && s.State == SickNoteState.Active && s.FromOn <= days.To && s.ToOn >= days.From).ToListAsync(stop)).ToLookup(s => s.StaffId);
        var schedules = (await db.Set<StaffSchedule>().AsNoTracking().Where(s => ids.Contains(s.StaffId)).ToListAsync(stop)).ToLookup(s => s.StaffId, s => s.Schedule);
        var approvers = await LeaveApprovers.LoadAsync(db, today, stop);
        await consultations.SearchedAsync(LeaveActions.CalendarViewed, nameof(LeaveRequest), new { Unit = zone.Units.PathOf(unit), Month = days.From }, staff.Count, stop: stop);
        var rows = staff.Select(s =>
        {
            var (viewer, calendar) = (approvers.ActorOf(me?.Id, s.Id, office).Actor, zone.CalendarOf([.. schedules[s.Id]]));
            var absences = leave[s.Id].Select(r => new CalendarAbsence(
                r.Span, AbsenceViews.Of(viewer, sickness: false, zone.Kinds[r.KindId].VisibleToColleagues) == AbsenceView.Absent ? null : zone.Kinds[r.KindId].Name, r.State.AwaitsDecision()))
                .Concat(sick[s.Id].Select(a => new CalendarAbsence(a.Span, null, false)));
            return new CalendarRow(s.Id, s.Name, [.. absences.OrderBy(a => a.Span.From)], days.Days().Where(d => calendar.WorkedOn(d) == DayPart.None).Select(d => d.Day).ToHashSet());
        }).ToList();
        var choices = office ? zone.Units.InOrder().Select(u => new UnitChoice(u.Unit.Id, u.Unit.Name, u.Level, zone.Units.PathOf(u.Unit.Id))).ToList() : [];
        return new(days, unit, zone.Units.PathOf(unit), choices, rows, zone.Holidays.Where(h => days.Contains(h.Day)).ToDictionary(h => h.Day.Day, h => h.Name));
    }
}
