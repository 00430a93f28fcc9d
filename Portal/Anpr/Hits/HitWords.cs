using System.Globalization;
using Portal.Anpr.Ingest;
using Portal.Anpr.Plates;

namespace Portal.Anpr.Hits;

/// <summary>Words for what a hit holds as codes.</summary>
static class HitWords
{
    public static string Of(HitState? state) => state switch
    {
        HitState.Open => HitsText.Open,
        HitState.Confirmed => HitsText.Confirmed,
        HitState.Rejected => HitsText.Rejected,
        _ => Common.CommonText.All,
    };

    public static string Of(DecisionReason reason) => Key(reason.ToString());

    public static string Of(PlateMatchReason reason) => reason == PlateMatchReason.SamePlate ? HitsText.Exact : Key(reason.ToString());

    public static string Of(TravelDirection direction) => direction switch
    {
        TravelDirection.Approaching => HitsText.Approaching,
        TravelDirection.Departing => HitsText.Departing,
        _ => "",
    };

    public static string Of(ClockTrust trust) => trust switch
    {
        ClockTrust.CameraSynchronised => HitsText.ClockSynchronised,
        ClockTrust.CameraUnsynchronised => HitsText.ClockUnsynchronised,
        ClockTrust.Server => HitsText.ClockServer,
        _ => HitsText.ClockUnknown,
    };

    public static string OfAction(string action) => action switch
    {
        HitActions.Confirmed => HitsText.ActionConfirmed,
        HitActions.Rejected => HitsText.ActionRejected,
        HitActions.Reopened => HitsText.ActionReopened,
        _ => action,
    };

    public static string OfReason(string reason) => Enum.TryParse<DecisionReason>(reason, out var known) ? Of(known) : reason;

    static string Key(string name) => HitsText.ResourceManager.GetString(name, CultureInfo.CurrentUICulture) ?? name;
}
