using Portal.Common;

namespace Portal.Identity.Reviews;

/// <summary>Each quarter the chiefs of a zone confirm what each person may do.</summary>
public sealed class RightsReview : Entity
{
    RightsReview() { }

    public RightsReview(string tenant, DateOnly quarter, DateOnly dueOn, DateTimeOffset now) : base(tenant, now) => (Quarter, DueOn, OpenedAt) = (quarter, dueOn, now);

    /// <summary>First day of the quarter.</summary>
    public DateOnly Quarter { get; private set; }

    /// <summary>Last day in Belgium to confirm; silence suspends after it.</summary>
    public DateOnly DueOn { get; private set; }

    public DateTimeOffset OpenedAt { get; private set; }

    public DateTimeOffset? FirstWarningAt { get; private set; }

    public DateTimeOffset? SecondWarningAt { get; private set; }

    /// <summary>The deputies were asked in the place of silent chiefs.</summary>
    public DateTimeOffset? DeputiesAskedAt { get; private set; }

    /// <summary>What nobody had confirmed was suspended, and the review is over.</summary>
    public DateTimeOffset? ClosedAt { get; private set; }

    public void WarnFirst(DateTimeOffset now) => FirstWarningAt ??= now;

    public void WarnAgain(DateTimeOffset now) => SecondWarningAt ??= now;

    public void AskDeputies(DateTimeOffset now) => DeputiesAskedAt ??= now;

    public void Close(DateTimeOffset now) => ClosedAt ??= now;
}
