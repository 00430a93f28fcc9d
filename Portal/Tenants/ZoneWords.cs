using Portal.Common;

namespace Portal.Tenants;

/// <summary>Words for what a zone is and shares.</summary>
static class ZoneWords
{
    public static string Of(ZoneState state) => state switch
    {
        ZoneState.Active => ZoneText.StateActive,
        ZoneState.Preparing => ZoneText.StatePreparing,
        ZoneState.ReadOnly => ZoneText.StateReadOnly,
        ZoneState.Closed => ZoneText.StateClosed,
        ZoneState.LegalHold => ZoneText.StateLegalHold,
        _ => ZoneText.StateErased,
    };

    public static string Of(GrantState state) => state switch
    {
        GrantState.Offered => ZoneText.GrantWaits,
        GrantState.Coming => ZoneText.GrantComing,
        GrantState.InForce => ZoneText.GrantInForce,
        GrantState.Ended => ZoneText.GrantEnded,
        GrantState.Refused => ZoneText.GrantRefused,
        _ => ZoneText.GrantWithdrawn,
    };

    /// <summary>Class of the badge.</summary>
    public static string ToneOf(GrantState state) => state switch
    {
        GrantState.InForce => "ok",
        GrantState.Offered or GrantState.Coming => "warning",
        _ => "quiet",
    };

    public static string IconOf(GrantState state) => state switch
    {
        GrantState.InForce => "check_circle",
        GrantState.Offered or GrantState.Coming => "schedule",
        GrantState.Refused => "block",
        _ => "do_not_disturb_on",
    };

    public static string OfSubject(string subject) => subject == SharedSubjects.Cameras ? ZoneText.SubjectCameras : subject == SharedSubjects.Staff ? ZoneText.SubjectStaff : subject;

    /// <summary>Code and name.</summary>
    public static string Of(string code, IReadOnlyDictionary<string, TenantInfo> zones, string language) => zones.TryGetValue(code, out var zone) ? $"{code} {zone.NameIn(language)}" : code;

    /// <summary>From a day to a day.</summary>
    public static string Days(DateOnly first, DateOnly last) => $"{Show.Day(first)} – {Show.Day(last)}";
}
