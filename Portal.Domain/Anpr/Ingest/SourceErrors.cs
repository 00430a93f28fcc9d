using Portal.Common;

namespace Portal.Anpr.Ingest;

/// <summary>What can be wrong with a source or the codes of its cameras.</summary>
public static class SourceErrors
{
    public static Error NameInvalid { get; } = Error.Invalid("sources.name_invalid", ReadSource.NameLength);

    public static Error NameTaken { get; } = Error.Conflict("sources.name_taken");

    public static Error DialectUnknown { get; } = Error.Invalid("sources.dialect_unknown");

    public static Error CodeInvalid { get; } = Error.Invalid("sources.code_invalid", SourceCamera.CodeLength);

    public static Error CodeTaken { get; } = Error.Conflict("sources.code_taken");

    /// <summary>No camera was chosen for a code.</summary>
    public static Error CameraMissing { get; } = Error.Invalid("sources.camera_missing");

    /// <summary>The code belongs to no camera yet, so there is nowhere to take its reads over to.</summary>
    public static Error CodeUnknown { get; } = Error.Conflict("sources.code_unknown");

    /// <summary>The state of the zone lets no read in.</summary>
    public static Error ZoneTakesNoReads { get; } = Error.Conflict("sources.zone_takes_no_reads");

    /// <param name="left">Reads that could not be taken over.</param>
    public static Error SomeLeft(int left) => Error.Conflict("sources.some_left", left);

    public static Error PurposeTooLong { get; } = Error.Invalid("sources.purpose_too_long", ReadSource.PurposeLength);

    public static Error ExpiryInvalid { get; } = Error.Invalid("sources.expiry_invalid");

    public static Error Busy { get; } = Error.Conflict("common.unavailable");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}
