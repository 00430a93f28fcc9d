using Portal.Contacts;

namespace Portal.Leave;

/// <summary>Why somebody may use carried-over days longer than the others.</summary>
public enum CarryOverGround
{
    /// <summary>The leave was asked for in time and refused for the service.</summary>
    Refused = 0,

    /// <summary>Sick in the carry-over period.</summary>
    Sickness = 1,

    /// <summary>On maternity leave in the carry-over period.</summary>
    Maternity = 2,

    /// <summary>Another ground, named in words.</summary>
    Other = 3,
}

/// <summary>Until when leave of a year can be taken in a following one. Set by statute or yearly circular: data.</summary>
/// <param name="FromLeaveYear">The first leave year for which it holds; the next rule ends it.</param>
/// <param name="Month">Month of the last day, 1 to 12.</param>
/// <param name="Day">Day of the month of the last day.</param>
/// <param name="Statute">Whom it concerns; null is everybody without a rule of their own.</param>
/// <param name="Source">The act or circular.</param>
public sealed record CarryOverRule(int FromLeaveYear, int Month, int Day, Statute? Statute = null, string Source = "")
{
    /// <summary>Of the statute of the police (RD 30 March 2001, art. VIII.III.2, as it stood; since 2023 RD 13 December 2022). Where a zone starts from; it changes its own table.</summary>
    public static IReadOnlyList<CarryOverRule> Police { get; } =
    [
        new(2001, 3, 31, Source: "RD 30 March 2001, art. VIII.III.2"),
        new(2018, 12, 31, Source: "Yearly circular GPI"),
        new(2023, 5, 31, Source: "RD 13 December 2022"),
    ];
}

/// <summary>Carried-over days of a leave year that one person may use longer.</summary>
/// <param name="Until">Last day; null is one year after the day that holds for the others.</param>
public sealed record CarryOverExtension(int LeaveYear, CarryOverGround Ground, DateOnly? Until = null);

/// <summary>The rules by leave year and statute.</summary>
public sealed class CarryOverTable(IEnumerable<CarryOverRule> rules)
{
    readonly CarryOverRule[] latestFirst = [.. rules.OrderByDescending(r => r.FromLeaveYear)];

    /// <summary>The last day, included, on which leave of this year can be taken; null when no rule tells.</summary>
    public DateOnly? LastDay(int leaveYear, Statute? statute = null, CarryOverExtension? extension = null)
    {
        var rule = Array.Find(latestFirst, r => r.FromLeaveYear <= leaveYear && r.Statute is not null && r.Statute == statute)
            ?? Array.Find(latestFirst, r => r.FromLeaveYear <= leaveYear && r.Statute is null);
        if (rule is null) return null;
        var day = new DateOnly(leaveYear + 1, rule.Month, Math.Min(rule.Day, DateTime.DaysInMonth(leaveYear + 1, rule.Month)));
        if (extension?.LeaveYear != leaveYear) return day;
        var later = extension.Until ?? day.AddYears(1);
        return later > day ? later : day;
    }

    /// <summary>The first day on which days carried over into this year are lost; null when they are not.</summary>
    public DateOnly? ExpiresOn(int year, Statute? statute = null, CarryOverExtension? extension = null) => LastDay(year - 1, statute, extension)?.AddDays(1);
}
