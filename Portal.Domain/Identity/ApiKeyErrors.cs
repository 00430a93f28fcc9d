using Portal.Common;

namespace Portal.Identity;

/// <summary>What can be wrong with a key for another system.</summary>
public static class ApiKeyErrors
{
    public static Error NameInvalid { get; } = Error.Invalid("keys.name_invalid", ApiKey.NameLength);

    public static Error NameTaken { get; } = Error.Conflict("keys.name_taken");

    public static Error PurposeInvalid { get; } = Error.Invalid("keys.purpose_invalid", ApiKey.PurposeLength);

    public static Error ScopeUnknown { get; } = Error.Invalid("keys.scope_unknown");

    public static Error ExpiryInvalid { get; } = Error.Invalid("keys.expiry_invalid", ApiKey.MaxDays);

    public static Error OverlapInvalid { get; } = Error.Invalid("keys.overlap_invalid");

    public static Error Revoked { get; } = Error.Conflict("keys.revoked");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What happens to keys for other systems, as the audit names it.</summary>
public static class ApiKeyActions
{
    public const string Created = "apikey.created";
    public const string Rotated = "apikey.rotated";
    public const string Revoked = "apikey.revoked";

    /// <summary>By another system; written at most every five minutes.</summary>
    public const string Used = "apikey.used";

    /// <summary>Administrators were told that it, or a source's key, expires soon.</summary>
    public const string ExpiryTold = "apikey.expiry_told";

    public static IReadOnlyList<string> All { get; } = [Created, Rotated, Revoked, Used, ExpiryTold];
}
