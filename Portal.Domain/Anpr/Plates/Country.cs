using System.Collections.Frozen;

namespace Portal.Anpr.Plates;

/// <summary>Countries as plates and cameras name them, brought to the distinguishing sign (B, NL, F, D, L, GB, …).</summary>
/// <remarks>Signs: United Nations list under the Vienna Convention on Road Traffic 1968, annex 3; codes: ISO 3166-1.</remarks>
public static class Country
{
    /// <summary>Belgium's distinguishing sign.</summary>
    public const string Belgium = "B";

    /// <summary>Longest text that can name a country, in UTF-16 units, blanks around it included.</summary>
    const int MaxScanned = 16;

    // Sign, ISO alpha-2, ISO alpha-3, then what else is in use (former signs and codes)
    static readonly FrozenDictionary<string, string> Signs = Spellings(
        "A AT AUT", "AL AL ALB", "AM AM ARM", "AND AD AND", "AZ AZ AZE", "B BE BEL", "BG BG BGR", "BIH BA BIH", "BY BY BLR",
        "CH CH CHE", "CY CY CYP", "CZ CZ CZE", "D DE DEU", "DK DK DNK", "DZ DZ DZA", "E ES ESP", "EST EE EST", "F FR FRA",
        "FIN FI FIN SF", "FL LI LIE", "FO FO FRO", "GB GB GBR UK", "GBG GG GGY", "GBJ JE JEY", "GBM IM IMN", "GBZ GI GIB",
        "GE GE GEO", "GR GR GRC EL", "H HU HUN", "HR HR HRV", "I IT ITA", "IL IL ISR", "IRL IE IRL", "IS IS ISL", "KZ KZ KAZ",
        "L LU LUX", "LT LT LTU", "LV LV LVA", "M MT MLT", "MA MA MAR", "MC MC MCO", "MD MD MDA", "MNE ME MNE", "N NO NOR",
        "NL NL NLD", "NMK MK MKD", "P PT PRT", "PL PL POL", "RKS XK XKX KS", "RO RO ROU ROM", "RSM SM SMR", "RUS RU RUS",
        "S SE SWE", "SK SK SVK", "SLO SI SVN", "SRB RS SRB", "TN TN TUN", "TR TR TUR", "UA UA UKR", "V VA VAT");

    static readonly FrozenDictionary<string, string>.AlternateLookup<ReadOnlySpan<char>> BySpelling =
        Signs.GetAlternateLookup<ReadOnlySpan<char>>();

    /// <summary>The distinguishing sign of a country.</summary>
    /// <param name="raw">A distinguishing sign, ISO alpha-2 or alpha-3 code, in any case, blanks around it allowed; or anything else.</param>
    /// <returns>The sign, 1 to 3 capitals; null when the text is empty, says that the country is not known (<c>NON</c>), or names
    /// none of Europe and its neighbours. Never throws.</returns>
    public static string? Normalise(string? raw) =>
        raw is { Length: > 0 and <= MaxScanned } && BySpelling.TryGetValue(raw.AsSpan().Trim(), out var sign) ? sign : null;

    /// <summary>Both known and not the same; two plates of differing countries are two plates.</summary>
    internal static bool Differ(string? one, string? other) =>
        one is not null && other is not null && !string.Equals(one, other, StringComparison.Ordinal);

    static FrozenDictionary<string, string> Spellings(params string[] countries) => countries
        .Select(country => country.Split(' '))
        .SelectMany(spellings => spellings.Distinct(StringComparer.Ordinal).Select(spelling => (spelling, sign: spellings[0])))
        .ToFrozenDictionary(pair => pair.spelling, pair => pair.sign, StringComparer.OrdinalIgnoreCase);
}
