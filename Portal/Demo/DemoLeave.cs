using Portal.Common;
using Portal.Contacts;
using Portal.Leave;
using Portal.Persistence.Providers.Postgres;

namespace Portal.Demo;

/// <summary>Leave of the demonstration: everybody has this year's balance, some have leave, one unit has a minimum of people.</summary>
static class DemoLeave
{
    /// <param name="all">Every staff member.</param>
    /// <param name="signing">Who signs in: two operators, supervisor, administrator, member.</param>
    public static void Add(PostgresPortalDbContext db, string zone, IReadOnlyList<StaffMember> all, IReadOnlyList<Unit> units, IReadOnlyList<StaffMember> signing, string minimum, DateTimeOffset now)
    {
        var today = Brussels.DayOf(now);
        var (rows, year) = (LeaveStart.RowsOf(zone, now), today.Year);
        var annual = rows.OfType<LeaveKind>().First();
        var calendar = new WorkCalendar(new([new(WorkWeek.Standard)]), rows.OfType<ZoneHoliday>().Select(h => h.Holiday));
        db.AddRange(rows);
        foreach (var (member, n) in all.Select((m, n) => (m, n)))
        {
            void Line(DateOnly on, LedgerEntryKind kind, decimal days, LedgerPot pot = LedgerPot.Annual, Guid? request = null) =>
                db.Add(new LeaveLedgerEntry(zone, member.Id, year, new(on, kind, days, "", pot, request), null, null, now));
            var first = new DateOnly(year, 1, 1);
            db.Add(new LeaveYear(zone, member.Id, year, LeaveStart.UsualDays, new(year, 6, 1), now));
            Line(first, LedgerEntryKind.Entitlement, LeaveStart.UsualDays);
            Line(first, LedgerEntryKind.CarryOver, 3 + (n % 3), LedgerPot.CarriedOver);
            if (n % 4 == 0) Line(first, LedgerEntryKind.CarryOver, 2, LedgerPot.Protected);
            Take(new(year, 4, 7 + (n % 3)), 3 + (n % 2), RequestState.Approved);
            Take(new(year, 7, 6 + n), 9 + (n % 4), RequestState.Approved);
            if (n % 3 == 1) Take(today.AddDays(12 + n), 2, RequestState.Approved);
            if (n % 5 == 2) Take(today.AddDays(20), 1, RequestState.Waiting);

            void Take(DateOnly from, int days, RequestState state)
            {
                var span = LeaveSpan.Each(from, from.AddDays(days));
                var cost = calendar.Count(span);
                if (cost == 0 || span.To.Year != year) return;
                var request = LeaveRequest.Stored(new(zone, member.Id, annual.Id, span, cost, AskedBy: member.PersonId), false, state, null, now.AddDays(-1));
                db.Add(request);
                Line(from, LedgerEntryKind.Use, -cost, request: request.Id);
            }
        }

        // Half days on Wednesday afternoons for the member who signs in; the operator's leader is stood in for by the supervisor.
        db.Add(new StaffSchedule(zone, signing[4].Id, WorkWeek.Standard.With(DayOfWeek.Wednesday, DayPart.Morning), new(2020, 1, 1), null, now));
        db.Add(new StaffingMinimum(zone, new(minimum, 3, WorkWeek.EveryDay, units[0].Id), now));
        units[1].LedBy(signing[2].Id);
    }
}
