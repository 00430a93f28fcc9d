using System.Globalization;
using System.Text;

namespace Portal.Reports;

/// <summary>Which report a file says it is: the identifier in its metadata, which stands in its first revision and so survives cutting back. It proves nothing by itself.</summary>
/// <param name="Zone">Code.</param>
public sealed record ReportMark(string Zone, int Year, int Number)
{
    const int Longest = 40;

    public string Reference => Report.ReferenceOf(Zone, Year, Number);

    /// <summary>Null when it says nothing of the kind. The file is searched, not read: it may be damaged.</summary>
    public static ReportMark? In(ReadOnlySpan<byte> file)
    {
        var start = file.IndexOf("<dc:identifier>"u8);
        if (start < 0) return null;
        var rest = file[(start + "<dc:identifier>"u8.Length)..];
        var end = rest[..Math.Min(rest.Length, Longest)].IndexOf((byte)'<');
        return end < 0 ? null : Read(Encoding.Latin1.GetString(rest[..end]));
    }

    /// <summary>Reads <c>5340/2026/17</c>, also with hyphens or blanks.</summary>
    public static ReportMark? Read(string? reference)
    {
        if (reference is null or { Length: > Longest }) return null;
        return reference.Split(['/', '-', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) is [{ Length: 4 } zone, { Length: 4 } year, { Length: <= 9 } number]
            && zone.All(char.IsAsciiDigit) && int.TryParse(year, NumberStyles.None, CultureInfo.InvariantCulture, out var y) && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var n) ? new(zone, y, n) : null;
    }
}
