namespace Portal.Identity.Account;

/// <summary>What people do to their own accounts, as the audit of the federal tenant names it.</summary>
public static class AccountActions
{
    public const string SignedIn = "account.signed_in";

    /// <summary>A wrong password, code or e-mail address; the line names the account where there is one, and nobody as the doer.</summary>
    public const string SignInFailed = "account.sign_in_failed";

    /// <summary>Signed out, or sessions ended by the person.</summary>
    public const string SignedOut = "account.signed_out";

    /// <summary>In the audit of the zone: a sign-in came into it for the first time.</summary>
    public const string ZoneEntered = "account.zone_entered";

    public const string PasswordChanged = "account.password_changed";

    /// <summary>By a link that was mailed.</summary>
    public const string PasswordReset = "account.password_reset";

    public const string PasskeyAdded = "account.passkey_added";
    public const string PasskeyRemoved = "account.passkey_removed";
    public const string AuthenticatorOn = "account.authenticator_on";
    public const string AuthenticatorOff = "account.authenticator_off";
    public const string CodesMade = "account.codes_made";
    public const string CodeUsed = "account.code_used";

    public static IReadOnlyList<string> All { get; } = [SignedIn, SignInFailed, SignedOut, ZoneEntered, PasswordChanged, PasswordReset, PasskeyAdded, PasskeyRemoved, AuthenticatorOn, AuthenticatorOff, CodesMade, CodeUsed];
}
