using Portal.Common;

namespace Portal.Identity.Account;

/// <summary>What can be wrong with what somebody wants of the own account.</summary>
public static class AccountErrors
{
    public const int ShortestPassword = 12;
    public const int LongestPassword = 256;
    public const int PasskeyNameLength = 60;
    public const int MostPasskeys = 20;

    /// <summary>The password is not right, or the account is locked: who asks is not told which.</summary>
    public static Error PasswordWrong { get; } = Error.Invalid("account.password_wrong");

    public static Error PasswordUnfit { get; } = Error.Invalid("account.password_unfit", ShortestPassword, LongestPassword);

    public static Error PasswordsDiffer { get; } = Error.Invalid("account.passwords_differ");

    public static Error CodeWrong { get; } = Error.Invalid("account.code_wrong");

    /// <summary>Who has a second factor changes factors after having used one.</summary>
    public static Error FactorNotShown { get; } = Error.Invalid("account.factor_not_shown");

    public static Error PasskeyRefused { get; } = Error.Invalid("account.passkey_refused");

    public static Error PasskeyNameInvalid { get; } = Error.Invalid("account.passkey_name_invalid", PasskeyNameLength);

    public static Error PasskeysTooMany { get; } = Error.Conflict("account.passkeys_too_many", MostPasskeys);

    /// <summary>Used, too old, or never sent.</summary>
    public static Error LinkInvalid { get; } = Error.Invalid("account.link_invalid");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}
