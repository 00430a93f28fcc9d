using Portal.Common;

namespace Portal.Leave;

/// <summary>Which parts of the seven weekdays somebody works.</summary>
/// <param name="Bits">Two bits a weekday from Sunday (lowest) to Saturday, as <see cref="DayPart"/>; 0 to 16383.</param>
public readonly record struct WorkWeek(int Bits)
{
    /// <summary>Monday to Friday in full.</summary>
    public static WorkWeek Standard { get; } = new WorkWeek()
        .With(DayOfWeek.Monday, DayPart.Full).With(DayOfWeek.Tuesday, DayPart.Full).With(DayOfWeek.Wednesday, DayPart.Full).With(DayOfWeek.Thursday, DayPart.Full).With(DayOfWeek.Friday, DayPart.Full);

    /// <summary>All seven days in full: the week of rosters, whose rest days are not fixed.</summary>
    public static WorkWeek EveryDay { get; } = new((1 << 14) - 1);

    public DayPart this[DayOfWeek day] => (DayPart)(Bits >> (2 * (int)day)) & DayPart.Full;

    /// <summary>0 to 7 in halves.</summary>
    public decimal Days => int.PopCount(Bits) * DayParts.Half;

    public WorkWeek With(DayOfWeek day, DayPart part) => new((Bits & ~(3 << (2 * (int)day))) | ((int)(part & DayPart.Full) << (2 * (int)day)));
}

/// <summary>A week that holds from one day to another. History is never counted anew with today's week.</summary>
/// <param name="From">First day of validity; null holds since ever.</param>
/// <param name="To">Last day of validity; null holds until further notice.</param>
public sealed record WorkSchedule(WorkWeek Week, DateOnly? From = null, DateOnly? To = null)
{
    public DateRange Validity => new(From ?? DateOnly.MinValue, To ?? DateOnly.MaxValue);
}

/// <summary>The schedules of one person. Where two hold on a day, the one that began later counts.</summary>
public sealed class WorkSchedules(IEnumerable<WorkSchedule> schedules)
{
    readonly WorkSchedule[] latestFirst = [.. schedules.OrderByDescending(s => s.Validity.From)];

    /// <summary>Last day of which anything is known; <see cref="DateOnly.MinValue"/> without a schedule.</summary>
    public DateOnly LastDay => latestFirst.Length == 0 ? DateOnly.MinValue : latestFirst.Max(s => s.Validity.To);

    /// <summary>The schedule of a day; null when none holds.</summary>
    public WorkSchedule? On(DateOnly day) => Array.Find(latestFirst, s => s.Validity.Contains(day));

    /// <summary>The part worked; a day outside every schedule is not worked.</summary>
    public DayPart PartOn(DateOnly day) => On(day)?.Week[day.DayOfWeek] ?? DayPart.None;

    /// <summary>True when a schedule holds on at least one of these days.</summary>
    public bool Reach(DateRange range) => Array.Exists(latestFirst, s => s.Validity.Overlaps(range));
}
