using System.Globalization;
using Portal.Leave;
using static Portal.Tests.Leave.CaseWords;

namespace Portal.Tests.Leave;

/// <summary>Cases of what is left, what expires, what goes over, and whether it pays for a request.</summary>
static class BalanceCases
{
    /// <summary>A year for cases that name none; only the order of days matters to them.</summary>
    const int AnyYear = 2022;

    public static void Carried(CaseInput input, CaseExpected expected)
    {
        var today = input.Day("today");
        var account = AccountOf(input, input.Day("expiry_day")?.Year ?? today?.Year ?? AnyYear);
        Compare(expected, LeaveBalance.Of(account, UseOf(input)), today ?? new DateOnly(account.Year, 1, 1));
    }

    public static void FromRequests(CaseInput input, CaseExpected expected)
    {
        var given = input.MustPart("account");
        var (account, today) = (AccountOf(given, (int)given.MustNumber("year")), given.MustDay("today"));
        var booked = input.List("requests").Select(r => new BookedLeave(SpanOf(r), CategoryOf(r.MustText("category")), StateOf(r.MustText("status")))).ToList();
        Compare(expected, LeaveBalance.Of(account, LeaveUse.Of(account, booked, CalendarOf(input))), today);
    }

    public static void Eligibility(CaseInput input, CaseExpected expected)
    {
        var years = input.MustPart("balances");
        var balances = years.Names.ToDictionary(name => int.Parse(name, CultureInfo.InvariantCulture), years.MustPart);
        var eligibility = new LeaveEligibility(balances.ToDictionary(b => b.Key, b => AccountOf(b.Value, b.Key)), balances.ToDictionary(b => b.Key, b => UseOf(b.Value)), CalendarOf(input));
        expected.Is("accepted", eligibility.Check(SpanOf(input.MustPart("request")), input.Part("edit_of") is { } old ? SpanOf(old) : null).Succeeded);
    }

    public static void EligibilityPending(CaseInput input, CaseExpected expected)
    {
        var balance = LeaveBalance.Of(new LeaveAccount(AnyYear, input.MustNumber("annual")), new LeaveUse(input.Number("approved", 0) + input.Numbers("pending").Sum()));
        expected.Is("accepted", balance.Covers(new LeaveUse(input.MustNumber("request_days"))));
    }

    public static void YearTurnRecalculation(CaseInput input, CaseExpected expected)
    {
        var accounts = input.MustPart("accounts");
        var carried = accounts.Names.ToDictionary(name => int.Parse(name, CultureInfo.InvariantCulture), name => accounts.MustPart(name).MustNumber("carried"));
        var left = input.Part("left_of");
        var known = left?.Names.ToDictionary(name => int.Parse(name, CultureInfo.InvariantCulture), left.MustNumber) ?? [];
        expected.Is("carried", YearTurn.Recalculate(carried, (year, _) => known.TryGetValue(year, out var days) ? days : null, (int)input.MustNumber("recalculate_from")));
    }

    public static void YearTurnCreate(CaseInput input, CaseExpected expected)
    {
        var given = input.MustPart("account");
        var account = AccountOf(given, (int)given.MustNumber("year"));
        var existing = input.Part("existing_next") is { } next ? AccountOf(next, (int)next.Number("year", account.Year + 1)) : null;
        var opened = YearTurn.Open(account, input.MustNumber("left"), existing, new CarryOverTable(CarryOverRule.Police).ExpiresOn(account.Year + 1));
        expected.Is("year", opened.Year);
        expected.Is("valid_from", opened.ValidFrom);
        expected.Is("valid_to", opened.ValidTo);
        expected.Is("annual", opened.FullYear);
        expected.Is("carried", opened.CarriedOver);
        expected.Is("of_which_not_expiring", opened.NotExpiring);
        expected.Is("expires", opened.ExpiresOn is not null);
        expected.Is("expiry_day", opened.ExpiresOn);
    }

    static void Compare(CaseExpected expected, LeaveBalance balance, DateOnly today)
    {
        expected.Is("annual_left", balance.AnnualLeft);
        expected.Is("carried_over_left", balance.CarriedOverLeft);
        expected.Is("not_expiring_left", balance.NotExpiringLeft);
        expected.Is("carried_over_used", balance.CarriedOverUsed);
        expected.Is("carried_over_expired", balance.Expired(today));
        expected.Is("carried_over_usable", balance.CarriedOverUsable(today));
        expected.Is("total_left", balance.TotalLeft(today));
    }

    /// <summary>Days that expire on a day that the case does not name expire in the middle of the year.</summary>
    static LeaveAccount AccountOf(CaseInput input, int year)
    {
        var (expires, day) = (input.Flag("expires", otherwise: true), input.Day("expiry_day"));
        var (carried, safe) = (input.Number("carried_over") ?? input.Number("carried", 0), input.Number("of_which_not_expiring", 0));
        var whole = new LeaveAccount(year, input.Number("actual") ?? input.MustNumber("annual"), carried, safe, expires ? day ?? new DateOnly(year, 7, 1) : null) { FullYear = input.MustNumber("annual") };
        return whole with { ValidFrom = input.Day("valid_from") ?? whole.ValidFrom, ValidTo = input.Day("valid_to") ?? whole.ValidTo };
    }

    static LeaveUse UseOf(CaseInput input) => new(input.Number("used_before_expiry", 0), input.Number("used_after_expiry", 0), input.Number("used_next_year", 0));
}
