namespace Portal.Leave;

/// <summary>Which halves of a calendar day. Halves combine, so part-time mornings and half holidays need no special cases.</summary>
[Flags]
public enum DayPart
{
    None = 0,
    Morning = 1,
    Afternoon = 2,
    Full = Morning | Afternoon,
}

/// <summary>What a part of a day is worth.</summary>
public static class DayParts
{
    /// <summary>The smallest unit in which days are counted.</summary>
    public const decimal Half = 0.5m;

    /// <summary>0, 0.5 or 1 day.</summary>
    public static decimal InDays(this DayPart part) => int.PopCount((int)(part & DayPart.Full)) * Half;

    public static bool IsHalf(this DayPart part) => part is DayPart.Morning or DayPart.Afternoon;
}
