namespace Portal.Leave;

/// <summary>Leave that stands in somebody's year, asked or approved.</summary>
/// <param name="CountsHolidays">The kind runs through holidays.</param>
public sealed record BookedLeave(LeaveSpan Span, LeaveCategory Category, RequestState State, bool CountsHolidays = false)
{
    /// <summary>True when it takes days from the balance: annual leave that is approved, or that still may be.</summary>
    public bool TakesBalance => Category == LeaveCategory.Annual && State.Reserves();
}

/// <summary>Days taken from one leave year, in halves.</summary>
/// <param name="BeforeExpiry">Taken on days before the expiry day; all of them when nothing expires.</param>
/// <param name="AfterExpiry">Taken from the expiry day on.</param>
/// <param name="NextYear">Of this year's rest already taken as carried-over days of the next year.</param>
public sealed record LeaveUse(decimal BeforeExpiry = 0, decimal AfterExpiry = 0, decimal NextYear = 0)
{
    public decimal InYear => BeforeExpiry + AfterExpiry;

    /// <summary>What a span costs the year of this account.</summary>
    public static LeaveUse Of(LeaveAccount account, LeaveSpan span, WorkCalendar calendar, bool countsHolidays = false) =>
        new(calendar.Count(span, account.BeforeExpiry, countsHolidays), calendar.Count(span, account.AfterExpiry, countsHolidays));

    /// <summary>What all that is booked costs the year of this account; pending requests reserve.</summary>
    public static LeaveUse Of(LeaveAccount account, IEnumerable<BookedLeave> booked, WorkCalendar calendar) =>
        booked.Where(b => b.TakesBalance).Aggregate(new LeaveUse(), (use, b) => use + Of(account, b.Span, calendar, b.CountsHolidays));

    public static LeaveUse operator +(LeaveUse left, LeaveUse right) =>
        new(left.BeforeExpiry + right.BeforeExpiry, left.AfterExpiry + right.AfterExpiry, left.NextYear + right.NextYear);

    /// <summary>Takes a booking out again, never below nothing.</summary>
    public static LeaveUse operator -(LeaveUse left, LeaveUse right) =>
        new(Math.Max(0, left.BeforeExpiry - right.BeforeExpiry), Math.Max(0, left.AfterExpiry - right.AfterExpiry), Math.Max(0, left.NextYear - right.NextYear));
}
