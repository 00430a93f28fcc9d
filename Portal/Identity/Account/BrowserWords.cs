namespace Portal.Identity.Account;

/// <summary>Words for sessions.</summary>
static class BrowserWords
{
    // The first that fits: every browser claims to be its forerunners too.
    static readonly (string Mark, string Name)[] Browsers =
        [("Edg/", "Edge"), ("OPR/", "Opera"), ("SamsungBrowser/", "Samsung Internet"), ("Firefox/", "Firefox"), ("FxiOS/", "Firefox"), ("CriOS/", "Chrome"), ("HeadlessChrome/", "Chrome"), ("Chrome/", "Chrome"), ("Safari/", "Safari")];

    static readonly (string Mark, string Name)[] Systems = [("iPhone", "iPhone"), ("iPad", "iPad"), ("Android", "Android"), ("Windows", "Windows"), ("Mac OS X", "macOS"), ("CrOS", "ChromeOS"), ("Linux", "Linux")];

    /// <summary>Such as <c>Firefox, Windows</c>.</summary>
    public static string Of(string? says)
    {
        var known = new[] { Browsers, Systems }.Select(set => set.FirstOrDefault(b => says?.Contains(b.Mark, StringComparison.Ordinal) == true).Name).OfType<string>().ToList();
        return known.Count == 0 ? AccountText.UnknownBrowser : string.Join(", ", known);
    }

    public static string Of(SignInMethod method) => method switch
    {
        SignInMethod.Passkey => AccountText.MethodPasskey,
        SignInMethod.PasswordAndCode => AccountText.MethodCode,
        SignInMethod.PasswordAndRecoveryCode => AccountText.MethodRecovery,
        _ => AccountText.MethodPassword,
    };
}
