using System.Globalization;
using System.Text;
using Portal.Common;

namespace Portal.Cameras;

/// <summary>The list of cameras as a file for a spreadsheet: semicolons and a byte order mark, as Excel expects them in Belgium.</summary>
static class CameraCsv
{
    public static byte[] Of(IEnumerable<CameraRow> cameras)
    {
        var csv = new StringBuilder();
        Add(csv, CamerasText.Name, CamerasText.Place, CamerasText.State, CamerasText.RetiredSince, CamerasText.Feeds, CamerasText.ReadsLastHour, CamerasText.LastRead + " (UTC)", CamerasText.Delay + " (s)");
        foreach (var c in cameras)
        {
            Add(csv, c.Name, c.Place, c.RetiredAt is null ? CamerasText.InService : CamerasText.Retired, c.RetiredAt is { } retired ? Show.Utc(retired) : "",
                string.Join(", ", c.Feeds.Select(f => $"{f.Source}: {f.Code}")), c.Activity.ReadsLastHour.ToString(CultureInfo.InvariantCulture),
                c.Activity.LastReadAt is { } last ? Show.Utc(last) : "", c.Activity.DelaySeconds?.ToString("0.0", CultureInfo.CurrentCulture) ?? "");
        }

        return [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(csv.ToString())];
    }

    static void Add(StringBuilder csv, params string[] cells) => csv.AppendJoin(';', cells.Select(Cell)).Append("\r\n");

    /// <summary>Quoted, and never a formula: a cell that a spreadsheet would calculate gets an apostrophe in front; a number stays one.</summary>
    internal static string Cell(string text)
    {
        if (text is ['=' or '+' or '-' or '@' or '\t' or '\r' or '\n', ..] && !double.TryParse(text, NumberStyles.Float, CultureInfo.CurrentCulture, out _)) text = "'" + text;
        return "\"" + text.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"";
    }
}
