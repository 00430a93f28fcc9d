using System.Globalization;
using Portal.Anpr.Ingest;
using Portal.Common;

namespace Portal.Cameras;

/// <summary>Words for what cameras and their reads tell.</summary>
static class CameraWords
{
    public static string Of(ClockTrust trust) => trust switch
    {
        ClockTrust.CameraSynchronised => CamerasText.TrustSynchronised,
        ClockTrust.CameraUnsynchronised => CamerasText.TrustUnsynchronised,
        ClockTrust.Server => CamerasText.TrustServer,
        _ => CamerasText.TrustUnknown,
    };

    /// <summary><c>3 min behind</c>, <c>1.2 s ahead</c></summary>
    public static string Delay(TimeSpan delay) =>
        string.Format(CultureInfo.CurrentCulture, delay < TimeSpan.Zero ? CamerasText.Ahead : CamerasText.Behind, Show.Duration(delay.Duration()));

    /// <summary>Words for an audit action.</summary>
    public static string Of(string action) => CamerasText.ResourceManager.GetString("Action_" + action, CultureInfo.CurrentUICulture) ?? action;
}
