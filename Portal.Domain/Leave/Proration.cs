namespace Portal.Leave;

/// <summary>To what the days of a part of a year are rounded.</summary>
public enum ProrationRounding
{
    /// <summary>To whole days, a half upwards.</summary>
    WholeDays = 0,

    /// <summary>To half days, a quarter upwards.</summary>
    HalfDays = 1,
}

/// <summary>The days of somebody who is not there all year: whole months, those of entry and of leaving included, out of twelve.</summary>
public static class Proration
{
    /// <param name="fullYear">Days of a full year, 0 or more.</param>
    /// <param name="year">The leave year.</param>
    /// <param name="entersOn">First day of service; null or earlier than the year counts from January.</param>
    /// <param name="leavesOn">Last day of service; null or later than the year counts to December.</param>
    public static decimal Days(decimal fullYear, int year, DateOnly? entersOn, DateOnly? leavesOn = null, ProrationRounding rounding = ProrationRounding.WholeDays)
    {
        if (entersOn?.Year > year || leavesOn?.Year < year || entersOn > leavesOn) return 0;
        var first = entersOn?.Year == year ? entersOn.Value.Month : 1;
        var last = leavesOn?.Year == year ? leavesOn.Value.Month : 12;
        var days = fullYear * (last - first + 1) / 12;
        return rounding == ProrationRounding.WholeDays ? Math.Round(days, MidpointRounding.AwayFromZero) : Math.Round(days * 2, MidpointRounding.AwayFromZero) / 2;
    }
}
