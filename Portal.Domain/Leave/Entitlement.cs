using Portal.Common;

namespace Portal.Leave;

/// <summary>What may be granted to somebody for a year. Days in halves.</summary>
public static class Entitlement
{
    /// <summary>Checks the days of an entitlement.</summary>
    /// <param name="fullYear">Days of a full year of service.</param>
    /// <param name="actual">Days granted in fact, after an entry in the year; null grants them all.</param>
    /// <param name="most">The zone's limit; null is none.</param>
    /// <param name="halfDays">Half days may be granted.</param>
    public static Result CheckDays(decimal fullYear, decimal? actual = null, decimal? most = null, bool halfDays = true)
    {
        if (fullYear < 0 || actual < 0) return LeaveErrors.DaysNegative;
        if (!InStep(fullYear, halfDays) || !InStep(actual ?? 0, halfDays)) return LeaveErrors.DaysNotInHalves;
        if (fullYear > most) return LeaveErrors.DaysAboveLimit(most.Value);
        return actual > fullYear ? LeaveErrors.ActualAboveFull(fullYear) : Result.Ok;
    }

    /// <summary>Two entitlements of one kind never hold on the same day.</summary>
    public static Result CheckPeriod(DateRange period, IEnumerable<DateRange> others) =>
        period.IsEmpty ? LeaveErrors.DatesReversed : others.Any(period.Overlaps) ? LeaveErrors.EntitlementsOverlap : Result.Ok;

    /// <summary>More days than the period has cannot be taken in it.</summary>
    public static Result CheckFits(DateRange period, decimal days, bool allowOver) => allowOver || days <= period.Length ? Result.Ok : LeaveErrors.DaysAboveLimit(period.Length);

    /// <summary>Once the rest of a year has gone into the next, the year is raised by a correction there and not here.</summary>
    public static Result CheckRaise(decimal from, decimal to, bool carriedOver) => carriedOver && to > from ? LeaveErrors.CarriedOverAlready : Result.Ok;

    /// <summary>Leave stays within one entitlement, unless its kind may go below nothing.</summary>
    public static Result CheckWithin(bool crossesBoundary, bool allowNegative) => crossesBoundary && !allowNegative ? LeaveErrors.CrossesEntitlements : Result.Ok;

    /// <summary>Rest for work on a free day: as much as was worked at most.</summary>
    /// <param name="worked">Part of the free day that was worked.</param>
    /// <param name="asked">Part that is asked back.</param>
    /// <returns>Days credited.</returns>
    public static Result<decimal> CompensatoryRest(DayPart worked, DayPart asked) =>
        asked == DayPart.None || asked.InDays() > worked.InDays() ? LeaveErrors.RestAboveWork : asked.InDays();

    static bool InStep(decimal days, bool halfDays) => days % (halfDays ? DayParts.Half : 1) == 0;
}
