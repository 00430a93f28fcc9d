namespace Portal.Leave;

/// <summary>How one leave year goes over into the next. Doing it twice changes nothing more.</summary>
public static class YearTurn
{
    /// <summary>
    /// The next year's account: the whole calendar year with the days of a full year; what is left goes over, none of it protected.
    /// A year that is open already keeps its own days, dates and expiry; only the carried-over days change.
    /// </summary>
    /// <param name="left">Days left of the account; what went below nothing goes over as well.</param>
    /// <param name="expiresOn">First day on which the carried-over days of the new year are lost; null when they are not.</param>
    public static LeaveAccount Open(LeaveAccount account, decimal left, LeaveAccount? next = null, DateOnly? expiresOn = null) =>
        next is null
            ? new LeaveAccount(account.Year + 1, account.FullYear, left, 0, expiresOn)
            : next with { CarriedOver = left, NotExpiring = Math.Clamp(next.NotExpiring, 0, Math.Max(0, left)) };

    /// <summary>Counts the carried-over days anew from a year on, as far as one open year follows the other.</summary>
    /// <param name="carried">Carried-over days of each open year.</param>
    /// <param name="leftOf">Days left of a year that had so many days carried over into it; null when that is not known, which ends the chain.</param>
    /// <param name="from">The year whose rest changed.</param>
    /// <returns>Every open year, the unchanged ones too.</returns>
    public static SortedDictionary<int, decimal> Recalculate(IReadOnlyDictionary<int, decimal> carried, Func<int, decimal, decimal?> leftOf, int from)
    {
        var result = new SortedDictionary<int, decimal>(carried.ToDictionary());
        for (var year = from; result.TryGetValue(year, out var into) && result.ContainsKey(year + 1) && leftOf(year, into) is { } left; year++) result[year + 1] = left;
        return result;
    }
}
