using Portal.Common;

namespace Portal.Leave;

/// <summary>Stored days on which no leave is granted.</summary>
public sealed class BlockedDays : Entity
{
    public const int ReasonLength = 200;

    BlockedDays() { }

    public BlockedDays(string tenant, BlockedPeriod period, DateTimeOffset now) : base(tenant, now) => (FromOn, ToOn, UnitId, Reason) = (period.Days.From, period.Days.To, period.UnitId, period.Reason);

    public DateOnly FromOn { get; private set; }

    public DateOnly ToOn { get; private set; }

    /// <summary>The unit with all below it; null is the whole zone.</summary>
    public Guid? UnitId { get; private set; }

    public string Reason { get; private set; } = null!;

    public BlockedPeriod Period => new(new(FromOn, ToOn), UnitId, Reason);
}

/// <summary>A stored minimum of people.</summary>
public sealed class StaffingMinimum : Entity
{
    public const int NameLength = 80;
    public const int QualificationLength = 100;

    StaffingMinimum() { }

    public StaffingMinimum(string tenant, StaffingRule rule, DateTimeOffset now) : base(tenant, now)
    {
        (Name, Minimum, WeekBits, UnitId, Function, Qualification) = (rule.Name, rule.Minimum, rule.Week.Bits, rule.UnitId, rule.Function, rule.Qualification);
        (FromOn, ToOn) = (rule.Days?.From, rule.Days?.To);
    }

    public string Name { get; private set; } = null!;

    public int Minimum { get; private set; }

    /// <summary>As <see cref="WorkWeek.Bits"/>.</summary>
    public int WeekBits { get; private set; }

    public Guid? UnitId { get; private set; }

    public string? Function { get; private set; }

    public string? Qualification { get; private set; }

    public DateOnly? FromOn { get; private set; }

    public DateOnly? ToOn { get; private set; }

    public StaffingRule Rule => new(Name, Minimum, new(WeekBits), UnitId, Function, Qualification, FromOn is null && ToOn is null ? null : new DateRange(FromOn ?? DateOnly.MinValue, ToOn ?? DateOnly.MaxValue));
}
