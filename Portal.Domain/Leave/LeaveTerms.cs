using Portal.Common;

namespace Portal.Leave;

/// <summary>What pays for leave.</summary>
public enum LeaveCategory
{
    /// <summary>The annual balance.</summary>
    Annual = 0,

    /// <summary>Overtime, in hours.</summary>
    Overtime = 1,

    /// <summary>Circumstances; nothing pays, a reason is given.</summary>
    Special = 2,

    Unpaid = 3,
    Other = 4,
}

/// <summary>What holds for one kind of leave; a zone's data.</summary>
/// <param name="NeedsReason">The request says why.</param>
/// <param name="NeedsApproval">Somebody decides; otherwise it is approved when asked.</param>
/// <param name="CountsHolidays">It runs through holidays: they cost a day as well.</param>
/// <param name="AllowNegative">The balance may go below nothing; the request warns.</param>
/// <param name="MinimumHours">Fewest hours at a time, for kinds in hours; 0 or more.</param>
/// <param name="MinimumServiceDays">Calendar days of service before it can be used; 0 or more.</param>
/// <param name="MaximumConsecutiveDays">Most calendar days in a row, neighbouring requests included; null is no limit.</param>
public sealed record LeaveTerms(
    LeaveCategory Category = LeaveCategory.Annual, bool NeedsReason = false, bool NeedsApproval = true, bool CountsHolidays = false, bool AllowNegative = false,
    decimal MinimumHours = 0, int MinimumServiceDays = 0, int? MaximumConsecutiveDays = null)
{
    /// <summary>Where a kind of this category starts from.</summary>
    public static LeaveTerms Of(LeaveCategory category) => new(category, NeedsReason: category == LeaveCategory.Special);

    public bool InHours => Category == LeaveCategory.Overtime;

    /// <param name="serviceDays">Calendar days in service on the first day of the leave.</param>
    public Result CheckService(int serviceDays) => serviceDays >= MinimumServiceDays ? Result.Ok : LeaveErrors.ServiceTooShort(MinimumServiceDays);

    /// <summary>The neighbours count: what touches the new days makes one row with them.</summary>
    public Result CheckConsecutive(DateRange asked, IEnumerable<DateRange> booked) =>
        MaximumConsecutiveDays is { } most && RowOf(asked, booked).Length > most ? LeaveErrors.TooManyInARow(most) : Result.Ok;

    /// <summary>The unbroken row of calendar days that these days stand in.</summary>
    public static DateRange RowOf(DateRange asked, IEnumerable<DateRange> booked)
    {
        var open = booked.Where(b => !b.IsEmpty).ToList();
        while (open.Find(asked.Touches) is { IsEmpty: false } next && open.Remove(next))
            asked = new(next.From < asked.From ? next.From : asked.From, next.To > asked.To ? next.To : asked.To);
        return asked;
    }
}
