namespace Portal.Identity.Keys;

/// <summary>Words of keys.</summary>
static class KeyWords
{
    public static string Scope(string scope) => scope switch
    {
        Cameras.CameraPermissions.Read => KeysText.ScopeCameras,
        Contacts.ContactPermissions.ReadDirectory => KeysText.ScopeDirectory,
        Reports.ReportPermissions.Deposit => KeysText.ScopeDeposit,
        _ => scope,
    };

    public static string Overlap(int hours) => hours switch
    {
        1 => KeysText.OneHour,
        24 => KeysText.OneDay,
        _ => Portal.Common.TextFormat.With(KeysText.Days, hours / 24),
    };

    public static IReadOnlyList<(string, string)> Overlaps => [.. KeyOverlap.Hours.Select(h => (h.ToString(System.Globalization.CultureInfo.InvariantCulture), Overlap(h)))];

    public static bool Works(ApiKeyRow key) => key is { RevokedAt: null, Expired: false };
}
