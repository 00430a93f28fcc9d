using Portal.Common;

namespace Portal.Identity.Reviews;

/// <summary>What stands in the way of a decision in a review of rights.</summary>
public static class ReviewErrors
{
    /// <summary>Somebody decided already, or it was suspended.</summary>
    public static Error AlreadyDecided { get; } = Error.Conflict("review.already_decided");

    /// <summary>Nobody reviews the own rights.</summary>
    public static Error OwnRights { get; } = Error.Conflict("review.own_rights");

    public static Error NotSuspended { get; } = Error.Conflict("review.not_suspended");

    /// <summary>The days for giving back with one click have passed.</summary>
    public static Error TooLate { get; } = Error.Conflict("review.too_late", RightsReviewItem.RestoreDays);

    /// <summary>The right was given again, or taken away for good, since.</summary>
    public static Error ChangedSince { get; } = Error.Conflict("review.changed_since");

    public static Error NothingChosen { get; } = Error.Invalid("review.nothing_chosen");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What the audit calls what happens in a review of rights.</summary>
public static class ReviewActions
{
    public const string Opened = "review.opened";
    public const string Warned = "review.warned";
    public const string DeputiesAsked = "review.deputies_asked";
    public const string Confirmed = "review.confirmed";
    public const string Withdrawn = "review.withdrawn";
    public const string Suspended = "review.suspended";
    public const string Spared = "review.spared";
    public const string Restored = "review.restored";
    public const string Closed = "review.closed";

    public static IReadOnlyList<string> All { get; } = [Opened, Warned, DeputiesAsked, Confirmed, Withdrawn, Suspended, Spared, Restored, Closed];
}
