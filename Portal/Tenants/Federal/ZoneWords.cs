using System.Globalization;

namespace Portal.Tenants.Federal;

/// <summary>Words for what zones hold as codes, in the user's language.</summary>
static class ZoneWords
{
    public static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static string Of(ZoneState state) => FederalText.ResourceManager.GetString("State" + state, CultureInfo.CurrentUICulture) ?? state.ToString();

    public static string Of(TenantKind kind) => FederalText.ResourceManager.GetString("Kind" + kind, CultureInfo.CurrentUICulture) ?? kind.ToString();

    /// <summary>One part of the portal.</summary>
    public static string Of(PortalModules module) => FederalText.ResourceManager.GetString("Module" + module, CultureInfo.CurrentUICulture) ?? module.ToString();

    public static IReadOnlyList<PortalModules> Modules { get; } = [PortalModules.Anpr, PortalModules.Cameras, PortalModules.Reports, PortalModules.Directory];

    public static string All(PortalModules modules) => modules == PortalModules.None ? FederalText.NoModules : string.Join(", ", Modules.Where(m => modules.HasFlag(m)).Select(Of));

    public static string ProvinceOf(string? nis) => nis is null ? FederalText.NoProvince : Province.Find(nis)?.NameIn(Language) ?? nis;

    public static string Languages(string codes) => string.Join(", ", codes.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Common.Show.LanguageName));

    public static string IconOf(ZoneState state) => state switch
    {
        ZoneState.Active => "check_circle",
        ZoneState.Preparing => "construction",
        ZoneState.ReadOnly => "visibility",
        ZoneState.Closed => "lock",
        ZoneState.LegalHold => "gavel",
        _ => "delete_forever",
    };

    /// <summary>Class of the badge.</summary>
    public static string ToneOf(ZoneState state) => state switch
    {
        ZoneState.Active => "ok",
        ZoneState.Preparing => "quiet",
        ZoneState.ReadOnly or ZoneState.LegalHold => "warning",
        _ => "danger",
    };
}
