using Portal.Common;

namespace Portal.Leave;

/// <summary>What is left of a leave year: four numbers (annual, carried over, of which never expiring, expiry day), never one.</summary>
public sealed record LeaveBalance
{
    LeaveBalance(LeaveAccount account, LeaveUse use)
    {
        (Account, Use, Start) = (account, use, LeavePots.Of(account));
        var left = Start - Start.Take(use.BeforeExpiry, beforeExpiry: true);
        Left = left - left.Take(use.AfterExpiry, beforeExpiry: account.ExpiresOn is null);
    }

    public LeaveAccount Account { get; }

    public LeaveUse Use { get; }

    /// <summary>Before anything was taken.</summary>
    public LeavePots Start { get; }

    /// <summary>After all that was taken in the year itself.</summary>
    public LeavePots Left { get; }

    /// <summary>Annual days left; those that the next year took as carried over are gone. Below 0 when more was granted than there was.</summary>
    public decimal AnnualLeft => Left.Annual - Use.NextYear;

    /// <summary>Carried-over days not taken: the protected ones, and the others even when they are lost by now.</summary>
    public decimal CarriedOverLeft => Left.CarriedOver;

    public decimal NotExpiringLeft => Left.Protected;

    public decimal CarriedOverUsed => Start.CarriedOver - Left.CarriedOver;

    public static LeaveBalance Of(LeaveAccount account, LeaveUse use) => new(account, use);

    /// <summary>Carried-over days lost by this day.</summary>
    public decimal Expired(DateOnly today) => Account.HasExpired(today) ? Left.Expiring : 0;

    /// <summary>Carried-over days that can be used on this day.</summary>
    public decimal CarriedOverUsable(DateOnly today) => CarriedOverLeft - Expired(today);

    /// <summary>All that is left on this day.</summary>
    public decimal TotalLeft(DateOnly today) => AnnualLeft + CarriedOverUsable(today);

    /// <summary>What goes over into the next year once this one is over; expiring days do not, days that never expire do.</summary>
    public decimal LeftAtYearEnd => TotalLeft(DateOnly.MaxValue);

    /// <summary>True when so many days more can be taken without going below nothing, and without taking back what the next year has used already.</summary>
    public bool Covers(LeaveUse more)
    {
        if (more.InYear <= 0) return true;
        var after = new LeaveBalance(Account, Use + more);
        return after.Left.Annual >= 0 && after.Left.Annual + after.Left.Protected >= after.Use.NextYear;
    }

    /// <summary>Whether so many days fit into what is left.</summary>
    /// <param name="left">Days left, in halves.</param>
    /// <param name="days">Days asked.</param>
    /// <param name="allowNegative">The kind of leave may go below nothing; the answer then warns.</param>
    /// <returns>True when the balance goes below nothing and may; false when it does not.</returns>
    public static Result<bool> GoesBelow(decimal left, decimal days, bool allowNegative) =>
        days <= left ? false : allowNegative ? true : LeaveErrors.NotEnough(left, days);
}
