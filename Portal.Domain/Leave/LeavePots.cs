namespace Portal.Leave;

/// <summary>Days by where they come from, in halves.</summary>
public readonly record struct LeavePots(decimal Expiring, decimal Protected, decimal Annual)
{
    public decimal Total => Expiring + Protected + Annual;

    /// <summary>Carried over from the year before, expiring or not.</summary>
    public decimal CarriedOver => Expiring + Protected;

    public static LeavePots Of(LeaveAccount account) =>
        Math.Clamp(account.NotExpiring, 0, Math.Max(0, account.CarriedOver)) is var safe ? new(account.CarriedOver - safe, safe, account.Annual) : default;

    /// <summary>
    /// Where so many days are taken from: before expiry the expiring ones first, then the protected ones; from the expiry day on the protected ones;
    /// what is left of the days comes from the annual ones, which alone may go below nothing.
    /// </summary>
    public LeavePots Take(decimal days, bool beforeExpiry)
    {
        var expiring = beforeExpiry ? Math.Clamp(days, 0, Math.Max(0, Expiring)) : 0;
        var safe = Math.Clamp(days - expiring, 0, Math.Max(0, Protected));
        return new(expiring, safe, days - expiring - safe);
    }

    public static LeavePots operator -(LeavePots left, LeavePots right) => new(left.Expiring - right.Expiring, left.Protected - right.Protected, left.Annual - right.Annual);

    public static LeavePots operator +(LeavePots left, LeavePots right) => new(left.Expiring + right.Expiring, left.Protected + right.Protected, left.Annual + right.Annual);
}
