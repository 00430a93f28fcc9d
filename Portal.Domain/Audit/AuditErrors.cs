using Portal.Common;

namespace Portal.Audit;

/// <summary>Why the audit is not searched.</summary>
public static class AuditErrors
{
    /// <summary>The last day is before the first.</summary>
    public static Error PeriodBackwards { get; } = Error.Invalid("audit.period_backwards");

    /// <param name="days">At most so many at once.</param>
    public static Error PeriodTooLong(int days) => Error.Invalid("audit.period_too_long", days);

    /// <summary>Nothing was chained in the period.</summary>
    public static Error NothingInPeriod { get; } = Error.Invalid("audit.nothing_in_period");

    /// <param name="most">Lines that one file holds.</param>
    public static Error TooManyLines(int most) => Error.Invalid("audit.too_many_lines", most);
}
