using System.Globalization;

namespace Portal.Common;

/// <summary>How values read on pages, in the user's language and in Brussels time.</summary>
public static class Show
{
    static bool German => CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "de";

    /// <summary><c>di 24/11 14:03</c>, in German <c>Di 24.11. 14:03</c></summary>
    public static string Time(DateTimeOffset at) => Brussels.At(at).ToString(German ? "ddd d.M. HH:mm" : "ddd d/M HH:mm", CultureInfo.CurrentCulture);

    /// <summary><c>14:03</c></summary>
    public static string Clock(DateTimeOffset at) => Brussels.At(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    /// <summary><c>di 24/11/2026 14:03:27</c></summary>
    public static string TimeExactly(DateTimeOffset at) => Brussels.At(at).ToString("ddd d/M/yyyy HH:mm:ss", CultureInfo.CurrentCulture);

    /// <summary><c>24/11/2026</c>, in German <c>24.11.2026</c></summary>
    public static string Day(DateOnly day) => day.ToString(German ? "d.M.yyyy" : "d/M/yyyy", CultureInfo.InvariantCulture);

    /// <summary>UTC, for hover texts and exports.</summary>
    public static string Utc(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    /// <summary><c>1,2 s</c>, <c>4 min</c>, <c>7 h 36</c>, <c>3 d</c></summary>
    public static string Duration(TimeSpan length) => length switch
    {
        { Ticks: < 0 } => "0 s",
        { TotalSeconds: < 10 } => length.TotalSeconds.ToString("0.#", CultureInfo.CurrentCulture) + " s",
        { TotalSeconds: < 120 } => Math.Floor(length.TotalSeconds).ToString(CultureInfo.CurrentCulture) + " s",
        { TotalMinutes: < 120 } => Math.Floor(length.TotalMinutes).ToString(CultureInfo.CurrentCulture) + " min",
        { TotalHours: < 48 } => FormattableString.Invariant($"{Math.Floor(length.TotalHours)} h {length.Minutes:00}"),
        _ => Math.Floor(length.TotalDays).ToString(CultureInfo.CurrentCulture) + " d",
    };

    /// <summary>The language of this code, in the user's own.</summary>
    public static string LanguageName(string code) => CultureInfo.GetCultureInfo(code).DisplayName;

    /// <summary><c>640 B</c>, <c>84 kB</c>, <c>1,2 MB</c>; in French with octets.</summary>
    public static string Size(long bytes)
    {
        var unit = CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "fr" ? "o" : "B";
        return bytes switch
        {
            < 1000 => bytes.ToString(CultureInfo.CurrentCulture) + " " + unit,
            < 1_000_000 => (bytes / 1000.0).ToString("0", CultureInfo.CurrentCulture) + " k" + unit,
            _ => (bytes / 1_000_000.0).ToString("0.#", CultureInfo.CurrentCulture) + " M" + unit,
        };
    }

    public static string Count(int count) => count.ToString("N0", CultureInfo.CurrentCulture);
}
