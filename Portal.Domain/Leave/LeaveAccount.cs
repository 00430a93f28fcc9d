using Portal.Common;

namespace Portal.Leave;

/// <summary>What somebody may take in one leave year. Days are halves, 0 or more.</summary>
/// <param name="Year">The calendar year of the leave.</param>
/// <param name="Annual">Days of the year itself.</param>
/// <param name="CarriedOver">Days of the year before, the never expiring ones included.</param>
/// <param name="NotExpiring">How many of the carried-over days never expire (sickness, refused leave).</param>
/// <param name="ExpiresOn">The first day on which expiring carried-over days can no longer be used; null when they never expire.</param>
public sealed record LeaveAccount(int Year, decimal Annual, decimal CarriedOver = 0, decimal NotExpiring = 0, DateOnly? ExpiresOn = null)
{
    /// <summary>Days of a full year of service, from which the next year starts; <see cref="Annual"/> may be less after an entry or a leaving in the year.</summary>
    public decimal FullYear { get; init; } = Annual;

    /// <summary>First day on which the days may be taken; 1 January unless the person enters later.</summary>
    public DateOnly ValidFrom { get; init; } = new(Year, 1, 1);

    /// <summary>Last day on which the days may be taken; 31 December unless the person leaves earlier.</summary>
    public DateOnly ValidTo { get; init; } = new(Year, 12, 31);

    /// <summary>The days of the leave year on which expiring days can be used; all of them when nothing expires.</summary>
    public DateRange BeforeExpiry => ExpiresOn is { } day ? DateRange.OfYear(Year).Common(new DateRange(DateOnly.MinValue, day.AddDays(-1))) : DateRange.OfYear(Year);

    /// <summary>The days of the leave year on which they cannot; empty when nothing expires.</summary>
    public DateRange AfterExpiry => ExpiresOn is { } day ? DateRange.OfYear(Year).Common(new DateRange(day, DateOnly.MaxValue)) : DateRange.None;

    public bool HasExpired(DateOnly today) => ExpiresOn <= today;
}
