using Microsoft.EntityFrameworkCore;
using Portal.Common;
using Portal.Contacts;
using Portal.Persistence;

namespace Portal.Leave;

/// <summary>What holds for the leave of the whole zone.</summary>
sealed record ZoneLeave(
    LeavePolicy Policy, IReadOnlyDictionary<Guid, LeaveKind> Kinds, IReadOnlyList<ZoneHoliday> Holidays, CarryOverTable CarryOver, IReadOnlyList<BlockedPeriod> Blocked, UnitTree Units)
{
    /// <summary>The calendar of somebody with these schedules; without any, the zone's usual week.</summary>
    public WorkCalendar CalendarOf(IReadOnlyCollection<WorkSchedule> schedules) =>
        new(new(schedules.Count > 0 ? schedules : [new(new(Policy.UsualWeekBits))]), Holidays.Select(h => h.Holiday));
}

/// <summary>One person's leave, read.</summary>
sealed record StaffLeave(StaffMember Member, WorkCalendar Calendar, LeaveBook Book, IReadOnlyList<LeaveRequest> Requests, IReadOnlyList<LeaveSpan> Sick, IReadOnlyList<BookLine> Lines)
{
    public LeaveSituation Situation(ZoneLeave zone, Guid kindId) => new(
        Calendar, Book, [.. Requests.Where(r => r.State.Reserves()).Select(r => r.Span), .. Sick], [.. Requests.Where(r => r.KindId == kindId && r.State.Reserves()).Select(r => r.Span.Range)], zone.Blocked,
        [.. zone.Units.Upwards(Member.UnitId).Select(u => u.Id)], zone.Policy.Limits, Member.EntersOn);
}

/// <summary>Reads what the rules of leave need.</summary>
static class LeaveRecords
{
    /// <summary>Years beyond this one that somebody may look ahead to.</summary>
    const int YearsAhead = 2;

    /// <returns>Null while the zone has no rules yet.</returns>
    public static async Task<ZoneLeave?> ZoneLeaveAsync(this PortalDbContext db, CancellationToken stop)
    {
        if (await db.Set<LeavePolicy>().AsNoTracking().SingleOrDefaultAsync(stop) is not { } policy) return null;
        return new(
            policy, await db.Set<LeaveKind>().AsNoTracking().ToDictionaryAsync(k => k.Id, stop), await db.Set<ZoneHoliday>().AsNoTracking().OrderBy(h => h.Day).ToListAsync(stop),
            new((await db.Set<CarryOverRow>().AsNoTracking().ToListAsync(stop)).Select(r => r.Rule)), [.. (await db.Set<BlockedDays>().AsNoTracking().ToListAsync(stop)).Select(b => b.Period)], await db.UnitTreeAsync(stop));
    }

    public static async Task<StaffLeave> LeaveOfAsync(this PortalDbContext db, ZoneLeave zone, StaffMember member, DateOnly today, CancellationToken stop)
    {
        var id = member.Id;
        var schedules = (await db.Set<StaffSchedule>().AsNoTracking().Where(s => s.StaffId == id).ToListAsync(stop)).Select(s => s.Schedule).ToList();
        var years = (await db.Set<LeaveYear>().AsNoTracking().Where(y => y.StaffId == id).ToListAsync(stop)).Select(y => new OpenYear(y.Year, y.FullYear, y.ExpiresOn));
        var lines = (await db.Set<LeaveLedgerEntry>().AsNoTracking().Where(e => e.StaffId == id).OrderBy(e => e.AddedAt).ThenBy(e => e.Id).ToListAsync(stop)).Select(e => new BookLine(e.Year, e.Entry)).ToList();
        var requests = await db.Set<LeaveRequest>().AsNoTracking().Where(r => r.StaffId == id).OrderByDescending(r => r.FromOn).ThenByDescending(r => r.Id).ToListAsync(stop);
        var sick = (await db.Set<SickAbsence>().AsNoTracking().Where(s => s.StaffId == id && s.State == SickNoteState.Active).ToListAsync(stop)).Select(s => s.Span).ToList();
        return new(member, zone.CalendarOf(schedules), new(years, lines, year => zone.CarryOver.ExpiresOn(year, member.Statute), today.Year + YearsAhead), requests, sick, lines);
    }

    /// <summary>The staff member who this account is; null when the staff list does not link it.</summary>
    public static async Task<StaffMember?> StaffOfAsync(this PortalDbContext db, Guid? person, CancellationToken stop) =>
        person is null ? null : await db.Set<StaffMember>().AsNoTracking().SingleOrDefaultAsync(s => s.PersonId == person, stop);

    /// <summary>Absences that keep people away on these days: leave that is granted, and sickness.</summary>
    public static async Task<ILookup<Guid, LeaveSpan>> AbsencesAsync(this PortalDbContext db, DateRange days, CancellationToken stop)
    {
        var leave = await db.Set<LeaveRequest>().AsNoTracking()
            .Where(r => (r.State == RequestState.Approved || r.State == RequestState.CancellationRequested) && r.FromOn <= days.To && r.ToOn >= days.From).ToListAsync(stop);
        var sick = await db.Set<SickAbsence>().AsNoTracking().Where(s => s.State == SickNoteState.Active && s.FromOn <= days.To && s.ToOn >= days.From).ToListAsync(stop);
        return leave.Select(r => (r.StaffId, r.Span)).Concat(sick.Select(s => (s.StaffId, s.Span))).ToLookup(a => a.StaffId, a => a.Span);
    }
}
