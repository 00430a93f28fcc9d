using Portal.Common;

namespace Portal.Identity.Reviews;

/// <summary>What is to be done about a review on a day.</summary>
public enum ReviewStep
{
    None = 0,
    FirstWarning = 1,
    SecondWarning = 2,
    AskDeputies = 3,

    /// <summary>Suspend what nobody confirmed.</summary>
    Close = 4,
}

/// <summary>When a review opens, and what follows silence. Each step waits for the one before: a portal that stood still warns twice and asks the deputies before it suspends anything.</summary>
public static class ReviewCalendar
{
    /// <summary>Days from the opening to the last day to confirm [G].</summary>
    public const int DueDays = 28;

    /// <summary>Days before the last day on which silence is warned for the first time [G].</summary>
    public const int FirstWarningDays = 14;

    /// <summary>The same, for the second time [G].</summary>
    public const int SecondWarningDays = 7;

    /// <summary>Days before the last day on which the deputies are asked [G].</summary>
    public const int DeputyDays = 3;

    /// <summary>A review that could not be opened on the first day of its quarter is opened within so many days, or not at all [G].</summary>
    public const int OpeningDays = 14;

    /// <summary>First day of the quarter.</summary>
    public static DateOnly QuarterOf(DateOnly day) => new(day.Year, ((day.Month - 1) / 3 * 3) + 1, 1);

    /// <param name="today">The day in Belgium.</param>
    /// <param name="activeSince">The day on which the zone became active; null for one that always was.</param>
    public static bool MayOpen(DateOnly today, DateOnly? activeSince) => today < QuarterOf(today).AddDays(OpeningDays) && !(activeSince >= QuarterOf(today));

    /// <summary>The one step that is due.</summary>
    /// <param name="today">The day in Belgium.</param>
    public static ReviewStep NextStep(RightsReview review, DateOnly today)
    {
        if (review.ClosedAt is not null) return ReviewStep.None;
        if (review.FirstWarningAt is not { } first) return today >= review.DueOn.AddDays(-FirstWarningDays) ? ReviewStep.FirstWarning : ReviewStep.None;
        if (review.SecondWarningAt is not { } second) return today >= After(review.DueOn.AddDays(-SecondWarningDays), first, FirstWarningDays - SecondWarningDays) ? ReviewStep.SecondWarning : ReviewStep.None;
        if (review.DeputiesAskedAt is not { } deputies) return today >= After(review.DueOn.AddDays(-DeputyDays), second, SecondWarningDays - DeputyDays) ? ReviewStep.AskDeputies : ReviewStep.None;
        return today >= After(review.DueOn.AddDays(1), deputies, DeputyDays + 1) ? ReviewStep.Close : ReviewStep.None;
    }

    static DateOnly After(DateOnly planned, DateTimeOffset before, int days) => Brussels.DayOf(before).AddDays(days) is var earliest && earliest > planned ? earliest : planned;
}
