using Portal.Common;

namespace Portal.Leave;

/// <summary>The days somebody asks for, with the part of the first and of the last one; what lies between is asked in full unless said otherwise.</summary>
/// <param name="FirstPart">Part of the first day. On a span of one day this part alone counts.</param>
/// <param name="LastPart">Part of the last day, when it is another day than the first.</param>
/// <param name="MiddlePart">Part of each day between the two.</param>
public sealed record LeaveSpan(DateOnly From, DayPart FirstPart, DateOnly To, DayPart LastPart, DayPart MiddlePart = DayPart.Full)
{
    public DateRange Range => new(From, To);

    /// <summary>The same part of each day.</summary>
    public static LeaveSpan Each(DateOnly from, DateOnly to, DayPart part = DayPart.Full) => new(from, part, to, part, part);

    /// <summary>The asked part of a day; none outside the span.</summary>
    public DayPart PartOn(DateOnly day) =>
        !Range.Contains(day) ? DayPart.None : day == From ? FirstPart : day == To ? LastPart : MiddlePart;

    /// <summary>Day by day what is asked.</summary>
    public IEnumerable<(DateOnly Day, DayPart Part)> Split() => Range.Days().Select(d => (d, PartOn(d)));

    /// <summary>True when some half of some day is in both.</summary>
    public bool Overlaps(LeaveSpan other) => Range.Common(other.Range).Days().Any(d => (PartOn(d) & other.PartOn(d)) != DayPart.None);
}
