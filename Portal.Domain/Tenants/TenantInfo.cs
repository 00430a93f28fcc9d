namespace Portal.Tenants;

/// <summary>A tenant as the portal knows it: a police zone, the federal police or an organisation. Federal data: every zone sees every zone's name.</summary>
public sealed class TenantInfo
{
    public const int CodeLength = 4;

    /// <summary>The official name is at most this long (RD 24 October 2001), and optional.</summary>
    public const int ShortNameLength = 24;

    public const int NameLength = 60;

    /// <summary>The federal police's own code in the portal; no zone has it.</summary>
    public const string FederalCode = "0000";

    public const int MaxReadsKeptDays = 365;
    public const int MaxConfirmedHitsKeptDays = 3650;

    TenantInfo() { }

    /// <summary>Four digits, the key; never reused (annex of RD 24 October 2001).</summary>
    public string Code { get; private set; } = null!;

    public TenantKind Kind { get; private set; }

    /// <summary>The long name; null where the zone has none in this language. One of the three is there.</summary>
    public string? NameNl { get; private set; }

    public string? NameFr { get; private set; }

    public string? NameDe { get; private set; }

    /// <summary>The short official name, approved by the minister; null where there is none.</summary>
    public string? ShortNl { get; private set; }

    public string? ShortFr { get; private set; }

    public string? ShortDe { get; private set; }

    /// <summary>NIS code of the province, five digits; null when not known. The Brussels-Capital Region counts as one (04000).</summary>
    public string? ProvinceNis { get; private set; }

    /// <summary>Language of pages for who has not chosen one: <c>nl</c>, <c>fr</c> or <c>de</c>.</summary>
    public string DefaultLanguage { get; private set; } = null!;

    /// <summary>Languages in which this zone writes documents, separated by blanks (laws on language use in administrative matters, 18 July 1966).</summary>
    public string DocumentLanguages { get; private set; } = null!;

    /// <summary>What is switched on.</summary>
    public PortalModules Modules { get; private set; }

    /// <summary>Days after which a read is gone; 1 to 365 (police camera data are kept 12 months at most, Police Function Act).</summary>
    public int ReadsKeptDays { get; private set; }

    /// <summary>Days for which the copy inside a confirmed hit is kept; 1 to 3,650.</summary>
    public int ConfirmedHitsKeptDays { get; private set; }

    /// <summary>The state in force; its dates and reasons stand in <see cref="ZoneStateChange"/>.</summary>
    public ZoneState State { get; private set; }

    /// <summary>The official code was not known when the zone was entered: somebody completed it by hand.</summary>
    public bool IsProvisional { get; private set; }

    /// <summary>Codes of the zones that merged into this one, separated by blanks; null when none did.</summary>
    public string? PredecessorCodes { get; private set; }

    /// <summary>The zone into which this one merged.</summary>
    public string? SuccessorCode { get; private set; }

    /// <summary>Raised by every change.</summary>
    public int Version { get; private set; }

    /// <summary>What the audit calls this tenant: an identifier made of the code.</summary>
    public Guid AuditId => AuditIdOf(Code);

    public static Guid AuditIdOf(string code) => new($"00000000-0000-0000-0000-00000000{code}");

    /// <exception cref="ArgumentException">The code is not four digits or a limit is out of range.</exception>
    public static TenantInfo Create(string code, string? nl, string? fr, string? de, string documentLanguages, int readsKeptDays = 30, int confirmedHitsKeptDays = MaxReadsKeptDays, TenantKind kind = TenantKind.Zone)
    {
        if (!IsCode(code)) throw new ArgumentException("A zone's code has four digits.", nameof(code));
        if (readsKeptDays is < 1 or > MaxReadsKeptDays) throw new ArgumentException("Reads are kept 1 to 365 days.", nameof(readsKeptDays));
        if (confirmedHitsKeptDays is < 1 or > MaxConfirmedHitsKeptDays) throw new ArgumentException("Confirmed hits are kept 1 to 3,650 days.", nameof(confirmedHitsKeptDays));
        return new()
        {
            Code = code,
            Kind = kind,
            NameNl = nl,
            NameFr = fr,
            NameDe = de,
            DocumentLanguages = documentLanguages,
            DefaultLanguage = documentLanguages.Split(' ')[0],
            Modules = kind == TenantKind.Zone ? PortalModules.All : kind == TenantKind.FederalPolice ? PortalModules.Directory : PortalModules.None,
            ReadsKeptDays = readsKeptDays,
            ConfirmedHitsKeptDays = confirmedHitsKeptDays,
        };
    }

    public static bool IsCode(string? text) => text is { Length: CodeLength } && text.All(char.IsAsciiDigit);

    /// <summary>The short name where there is one, else the long one; in the language asked for, else in one that the zone has.</summary>
    public string NameIn(string language) => Pick(language, ShortNl ?? NameNl, ShortFr ?? NameFr, ShortDe ?? NameDe);

    /// <summary>The long name in the language asked for, else in one that the zone has.</summary>
    public string LongNameIn(string language) => Pick(language, NameNl ?? ShortNl, NameFr ?? ShortFr, NameDe ?? ShortDe);

    string Pick(string language, string? nl, string? fr, string? de)
    {
        string? Of(string l) => l switch { "fr" => fr, "de" => de, "nl" => nl, _ => null };
        return Of(language) ?? Of(DefaultLanguage) ?? nl ?? fr ?? de ?? Code;
    }
}
