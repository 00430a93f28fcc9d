using Portal.Common;

namespace Portal.Tenants.Support;

/// <summary>What stands in the way of sealing and using a zone's break-glass account.</summary>
public static class BreakGlassErrors
{
    /// <summary>Wrong zone, wrong code, a code that was used: nobody learns which.</summary>
    public static Error CodeWrong { get; } = Error.Invalid("breakglass.code_wrong");

    public static Error WitnessIsSealer { get; } = Error.Invalid("breakglass.witness_is_sealer");

    /// <summary>Nobody with a role here, or not the right password or code.</summary>
    public static Error WitnessWrong { get; } = Error.Invalid("breakglass.witness_wrong");

    /// <summary>Its last use was not looked into.</summary>
    public static Error ReviewFirst { get; } = Error.Conflict("breakglass.review_first");

    /// <summary>Nobody looks into what was done under the account from within it.</summary>
    public static Error OwnUse { get; } = Error.Conflict("breakglass.own_use");

    public static Error NothingToReview { get; } = Error.Conflict("breakglass.nothing_to_review");

    public static Error NoteMissing { get; } = Error.Invalid("breakglass.note_missing");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What the audit calls what happens to a zone's break-glass account.</summary>
public static class BreakGlassActions
{
    public const string Sealed = "breakglass.sealed";
    public const string Used = "breakglass.used";
    public const string Reviewed = "breakglass.reviewed";

    public static IReadOnlyList<string> All { get; } = [Sealed, Used, Reviewed];
}
