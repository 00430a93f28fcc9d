using Portal.Common;

namespace Portal.Tenants;

/// <summary>A police zone as the portal knows it. Federal data: every zone sees every zone's name.</summary>
public sealed class TenantInfo
{
    public const int CodeLength = 4;

    /// <summary>A zone's official name is at most this long (RD 24 October 2001).</summary>
    public const int NameLength = 60;

    TenantInfo() { }

    /// <summary>Four digits, the key; never reused (annex of RD 24 October 2001).</summary>
    public string Code { get; private set; } = null!;

    public string NameNl { get; private set; } = null!;

    public string NameFr { get; private set; } = null!;

    public string NameDe { get; private set; } = null!;

    /// <summary>Language of pages for who has not chosen one: <c>nl</c>, <c>fr</c> or <c>de</c>.</summary>
    public string DefaultLanguage { get; private set; } = null!;

    /// <summary>Languages in which this zone writes documents, separated by blanks (laws on language use in administrative matters, 18 July 1966).</summary>
    public string DocumentLanguages { get; private set; } = null!;

    /// <summary>Days after which a read is gone; 1 to 365 (police camera data are kept 12 months at most, Police Function Act).</summary>
    public int ReadsKeptDays { get; private set; }

    /// <summary>Days for which the copy inside a confirmed hit is kept; 1 to 3,650.</summary>
    public int ConfirmedHitsKeptDays { get; private set; }

    /// <exception cref="ArgumentException">The code is not four digits or a limit is out of range.</exception>
    public static TenantInfo Create(string code, string nl, string fr, string de, string documentLanguages, int readsKeptDays = 30, int confirmedHitsKeptDays = 365)
    {
        if (!IsCode(code)) throw new ArgumentException("A zone's code has four digits.", nameof(code));
        if (readsKeptDays is < 1 or > 365) throw new ArgumentException("Reads are kept 1 to 365 days.", nameof(readsKeptDays));
        if (confirmedHitsKeptDays is < 1 or > 3650) throw new ArgumentException("Confirmed hits are kept 1 to 3,650 days.", nameof(confirmedHitsKeptDays));
        return new()
        {
            Code = code,
            NameNl = nl,
            NameFr = fr,
            NameDe = de,
            DocumentLanguages = documentLanguages,
            DefaultLanguage = documentLanguages.Split(' ')[0],
            ReadsKeptDays = readsKeptDays,
            ConfirmedHitsKeptDays = confirmedHitsKeptDays,
        };
    }

    public static bool IsCode(string? text) => text is { Length: CodeLength } && text.All(char.IsAsciiDigit);

    /// <summary>The name in a language of the portal; English readers get the zone's first own language.</summary>
    public string NameIn(string language) => (Languages.Knows(language) && language != "en" ? language : DefaultLanguage) switch
    {
        "fr" => NameFr,
        "de" => NameDe,
        _ => NameNl,
    };
}
