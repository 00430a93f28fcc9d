namespace Portal.Leave;

/// <summary>What a free day for all stands on.</summary>
public enum HolidayGround
{
    /// <summary>One of the ten legal holidays (law of 4 January 1974; Royal Decree of 18 April 1974).</summary>
    Legal = 0,

    /// <summary>Regulatory holiday of the public service, such as 2 and 15 November or 26 December.</summary>
    Regulatory = 1,

    /// <summary>Stands for a holiday that falls on a Saturday or Sunday; the yearly circular says when.</summary>
    Substitution = 2,

    /// <summary>Bridge day of the yearly circular.</summary>
    Bridge = 3,

    /// <summary>Granted by the zone itself.</summary>
    Zone = 4,
}

/// <summary>A day, or half of one, that is free for all. Yearly data, never code.</summary>
/// <param name="Off">The part that is free.</param>
public sealed record Holiday(DateOnly Day, DayPart Off = DayPart.Full, HolidayGround Ground = HolidayGround.Legal);
