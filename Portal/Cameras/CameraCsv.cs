using Portal.Common;

namespace Portal.Cameras;

/// <summary>The list of cameras as a file for a spreadsheet.</summary>
static class CameraCsv
{
    public static byte[] Of(IEnumerable<CameraRow> cameras) => CsvText.File(
    [
        CsvText.Line([CamerasText.Name, CamerasText.Place, CamerasText.State, CamerasText.RetiredSince, CamerasText.Feeds, CamerasText.ReadsLastHour, CamerasText.LastRead + " (UTC)", CamerasText.Delay + " (s)"]),
        .. cameras.Select(c => CsvText.Line(
        [
            c.Name, c.Place, c.RetiredAt is null ? CamerasText.InService : CamerasText.Retired, c.RetiredAt is { } retired ? Show.Utc(retired) : "", string.Join(", ", c.Feeds.Select(f => $"{f.Source}: {f.Code}")),
            c.Activity.ReadsLastHour, c.Activity.LastReadAt is { } last ? Show.Utc(last) : "", c.Activity.DelaySeconds is { } delay ? Math.Round(delay, 1) : null,
        ])),
    ]);
}
