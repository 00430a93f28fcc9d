using Portal.Common;

namespace Portal.Tenants;

/// <summary>What can be wrong with what a zone decides for itself.</summary>
public static class PolicyErrors
{
    public static Error SessionHours { get; } = Error.Invalid("zone.session_hours", ZonePolicy.MinSessionHours, ZonePolicy.MaxSessionHours);

    /// <summary>Who switches the second factor on has none.</summary>
    public static Error LocksYouOut { get; } = Error.Conflict("zone.locks_you_out");

    public static Error ApproverUnknown { get; } = Error.Invalid("zone.approver_unknown");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What can be wrong with what zones let each other read.</summary>
public static class GrantErrors
{
    public static Error ZoneMissing { get; } = Error.Invalid("grants.zone_missing");

    public static Error OwnZone { get; } = Error.Invalid("grants.own_zone");

    public static Error SubjectUnknown { get; } = Error.Invalid("grants.subject_unknown");

    public static Error PurposeMissing { get; } = Error.Invalid("grants.purpose_missing");

    public static Error PurposeTooLong { get; } = Error.Invalid("grants.purpose_too_long", ZoneGrant.PurposeLength);

    public static Error DaysMissing { get; } = Error.Invalid("grants.days_missing");

    public static Error DaysReversed { get; } = Error.Invalid("grants.days_reversed");

    public static Error TooLong { get; } = Error.Invalid("grants.too_long", ZoneGrant.MaxDays);

    /// <summary>The same is offered or in force already in these days.</summary>
    public static Error Exists { get; } = Error.Conflict("grants.exists");

    public static Error AlreadyAnswered { get; } = Error.Conflict("grants.already_answered");

    public static Error AlreadyOver { get; } = Error.Conflict("grants.already_over");

    /// <summary>Two people agree, one of each zone.</summary>
    public static Error OwnOffer { get; } = Error.Conflict("grants.own_offer");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What administrators do to the zone's own settings, as the audit names it.</summary>
public static class PolicyActions
{
    public const string Changed = "policy.changed";
}

/// <summary>What zones agree on reading, as the audit of both names it.</summary>
public static class GrantActions
{
    public const string Offered = "grant.offered";
    public const string Accepted = "grant.accepted";
    public const string Refused = "grant.refused";
    public const string Withdrawn = "grant.withdrawn";

    /// <summary>Somebody of the other zone saw what is shared.</summary>
    public const string Read = "grant.read";
}
