using Portal.Common;

namespace Portal.Leave;

/// <summary>Whether somebody's years of leave pay for a request.</summary>
/// <param name="accounts">The person's years.</param>
/// <param name="uses">What is taken of each year, pending requests included, the one to be replaced as well.</param>
public sealed class LeaveEligibility(IReadOnlyDictionary<int, LeaveAccount> accounts, IReadOnlyDictionary<int, LeaveUse> uses, WorkCalendar calendar)
{
    /// <summary>Checks year by year. Fewer days than before are always accepted.</summary>
    /// <param name="asked">The request.</param>
    /// <param name="replaced">What it replaces when it is edited.</param>
    public Result Check(LeaveSpan asked, LeaveSpan? replaced = null, bool countsHolidays = false)
    {
        foreach (var (year, days) in calendar.CountByYear(asked, countsHolidays))
        {
            var before = replaced is null ? 0 : calendar.Count(replaced, DateRange.OfYear(year), countsHolidays);
            if (days <= before) continue;
            if ((Balance(year) ?? Ahead(year, asked, replaced, countsHolidays)) is not { } balance) return LeaveErrors.NoEntitlement(year);
            var use = replaced is null ? balance.Use : balance.Use - LeaveUse.Of(balance.Account, replaced, calendar, countsHolidays);
            if (!LeaveBalance.Of(balance.Account, use).Covers(LeaveUse.Of(balance.Account, asked, calendar, countsHolidays))) return LeaveErrors.NotEnoughIn(year);
        }
        return Result.Ok;
    }

    LeaveBalance? Balance(int year) => accounts.TryGetValue(year, out var account) ? LeaveBalance.Of(account, uses.GetValueOrDefault(year) ?? new LeaveUse()) : null;

    /// <summary>January is asked for in November: a year that is not open yet is taken as the year turn would open it.</summary>
    LeaveBalance? Ahead(int year, LeaveSpan asked, LeaveSpan? replaced, bool countsHolidays)
    {
        if (Balance(year - 1) is not { } last) return null;
        var use = replaced is null ? last.Use : last.Use - LeaveUse.Of(last.Account, replaced, calendar, countsHolidays);
        use += LeaveUse.Of(last.Account, asked, calendar, countsHolidays);
        return LeaveBalance.Of(YearTurn.Open(last.Account, LeaveBalance.Of(last.Account, use).LeftAtYearEnd), new LeaveUse());
    }
}
