using Portal.Common;

namespace Portal.Retention;

/// <summary>What can be wrong with a number of days or a legal hold.</summary>
public static class RetentionErrors
{
    public static Error KindUnknown { get; } = Error.Invalid("retention.kind_unknown");

    /// <summary>The law or somebody else decides.</summary>
    public static Error NotASetting { get; } = Error.Invalid("retention.not_a_setting");

    public static Error OutOfBounds(int least, int most) => Error.Invalid("retention.out_of_bounds", least, most);

    /// <summary>One thing can be held only when it is said of what kind it is.</summary>
    public static Error ObjectWithoutKind { get; } = Error.Invalid("retention.object_without_kind");

    public static Error ObjectUnreadable { get; } = Error.Invalid("retention.object_unreadable");

    public static Error ReasonMissing { get; } = Error.Invalid("retention.reason_missing", LegalHold.ReasonLength);

    public static Error ReferenceTooLong { get; } = Error.Invalid("retention.reference_too_long", LegalHold.ReferenceLength);

    public static Error AlreadyLifted { get; } = Error.Conflict("retention.already_lifted");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What the audit calls what is decided about how long data stay.</summary>
public static class RetentionActions
{
    public const string DaysChanged = "retention.days_changed";
    public const string HoldPlaced = "retention.hold_placed";
    public const string HoldLifted = "retention.hold_lifted";
    public const string Exported = "retention.exported";
}
