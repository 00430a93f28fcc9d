using System.Globalization;

namespace Portal.Common;

/// <summary>Reads dates as people in Belgium type them and as files have them.</summary>
public static class DateInput
{
    // Day before month always: nobody here writes the month first.
    static readonly string[] Forms =
    [
        "d/M/yyyy", "d-M-yyyy", "d.M.yyyy", "d M yyyy", "d/M/yy", "d-M-yy", "d.M.yy", "d M yy", "ddMMyyyy", "yyyy-MM-dd", "yyyy/MM/dd", "yyyyMMdd",
    ];

    static readonly CultureInfo Plain = MakeCulture();

    /// <returns>The day, in the years 1900 to 2199; null when it cannot be read. Two digits of a year mean 2000 to 2099.</returns>
    public static DateOnly? Parse(string? text) =>
        text is { Length: <= 20 } && DateOnly.TryParseExact(text.Trim(), Forms, Plain, DateTimeStyles.AllowWhiteSpaces, out var day) && day.Year is >= 1900 and < 2200 ? day : null;

    static CultureInfo MakeCulture()
    {
        var culture = (CultureInfo)CultureInfo.InvariantCulture.Clone();
        culture.Calendar.TwoDigitYearMax = 2099;
        return culture;
    }
}
