using Portal.Common;

namespace Portal.Tenants.Support;

/// <summary>What stands in the way of letting the federal police in to help.</summary>
public static class SupportErrors
{
    /// <summary>No such zone, no zone of the local police, or nobody enters it now.</summary>
    public static Error ZoneMissing { get; } = Error.Invalid("support.zone_missing");

    public static Error ReasonMissing { get; } = Error.Invalid("support.reason_missing");

    public static Error ReasonTooLong { get; } = Error.Invalid("support.reason_too_long", SupportAccess.ReasonLength);

    public static Error ScopeMissing { get; } = Error.Invalid("support.scope_missing");

    public static Error MinutesInvalid { get; } = Error.Invalid("support.minutes_invalid", SupportAccess.MaxMinutes);

    /// <summary>The same person asks this zone already, or is in.</summary>
    public static Error Exists { get; } = Error.Conflict("support.exists");

    /// <summary>Who has a role in the zone needs no help to get in.</summary>
    public static Error HasRole { get; } = Error.Conflict("support.has_role");

    /// <summary>Nobody answers the own request.</summary>
    public static Error OwnRequest { get; } = Error.Conflict("support.own_request");

    public static Error AlreadyAnswered { get; } = Error.Conflict("support.already_answered");

    public static Error AlreadyOver { get; } = Error.Conflict("support.already_over");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What the audit of both sides calls what happens to a support access.</summary>
public static class SupportActions
{
    public const string Asked = "support.asked";
    public const string LetIn = "support.let_in";
    public const string Refused = "support.refused";
    public const string TakenBack = "support.taken_back";
    public const string Ended = "support.ended";

    /// <summary>The page of the zone was opened under it.</summary>
    public const string Entered = "support.entered";

    /// <summary>Nobody answered in time.</summary>
    public const string Unanswered = "support.unanswered";

    /// <summary>Somebody of the zone looked at what was done under it.</summary>
    public const string Looked = "support.looked";

    public static IReadOnlyList<string> All { get; } = [Asked, LetIn, Refused, TakenBack, Ended, Entered, Unanswered, Looked];
}
