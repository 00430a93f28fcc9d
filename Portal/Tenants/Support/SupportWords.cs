using System.Globalization;

namespace Portal.Tenants.Support;

/// <summary>Words for support accesses, in the user's language.</summary>
static class SupportWords
{
    public static string Of(SupportScope scope) => Text("Scope_" + scope);

    public static string Of(SupportState state) => Text("State_" + state);

    public static string ToneOf(SupportState state) => state switch { SupportState.Open => "danger", SupportState.Waiting => "warning", _ => "quiet" };

    public static string IconOf(SupportState state) => state switch
    {
        SupportState.Open => "lock_open",
        SupportState.Waiting => "hourglass_top",
        SupportState.Ended => "check_circle",
        SupportState.Refused => "block",
        SupportState.TakenBack => "undo",
        _ => "schedule",
    };

    static string Text(string key) => SupportText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture) ?? key;
}
