using System.Runtime.InteropServices;

namespace Portal.Common;

/// <summary>Calendar days from the first to the last, both included. Reversed ends make an empty range.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct DateRange(DateOnly From, DateOnly To)
{
    /// <summary>No day at all.</summary>
    public static DateRange None { get; } = new(DateOnly.MaxValue, DateOnly.MinValue);

    public bool IsEmpty => From > To;

    /// <summary>Number of calendar days; 0 when empty.</summary>
    public int Length => IsEmpty ? 0 : To.DayNumber - From.DayNumber + 1;

    /// <summary>The calendar year.</summary>
    public static DateRange OfYear(int year) => new(new DateOnly(year, 1, 1), new DateOnly(year, 12, 31));

    public bool Contains(DateOnly day) => From <= day && day <= To;

    public bool Overlaps(DateRange other) => !Common(other).IsEmpty;

    /// <summary>The days in both; empty when there are none.</summary>
    public DateRange Common(DateRange other) => new(From > other.From ? From : other.From, To < other.To ? To : other.To);

    /// <summary>True when no day lies between the two.</summary>
    public bool Touches(DateRange other) => From.DayNumber <= other.To.DayNumber + 1 && other.From.DayNumber <= To.DayNumber + 1;

    public IEnumerable<DateOnly> Days()
    {
        for (var number = From.DayNumber; number <= To.DayNumber; number++) yield return DateOnly.FromDayNumber(number);
    }
}
