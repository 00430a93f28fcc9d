using System.Globalization;
using Portal.Common;

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

    /// <summary>From here on the portal gives codes to organisations; official codes of zones are lower.</summary>
    public const int FirstOrganisationCode = 9000;

    public const int MaxReadsKeptDays = 365;
    public const int MaxConfirmedHitsKeptDays = 3650;
    public const int PredecessorCodesLength = 100;

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
            Modules = kind == TenantKind.Zone ? PortalModules.All : PortalModules.Directory,
            ReadsKeptDays = readsKeptDays,
            ConfirmedHitsKeptDays = confirmedHitsKeptDays,
        };
    }

    /// <summary>Enters a new tenant.</summary>
    /// <param name="provisional">The official code is not known: this one was completed by hand.</param>
    public static Result<TenantInfo> Found(TenantKind kind, string? code, ZoneFacts facts, ZoneState state = ZoneState.Preparing, bool provisional = false)
    {
        code = code?.Trim();
        if (!IsCode(code) || code == FederalCode || (int.Parse(code!, CultureInfo.InvariantCulture) >= FirstOrganisationCode) != (kind == TenantKind.Organisation)) return ZoneErrors.CodeInvalid;
        var zone = new TenantInfo { Code = code!, Kind = kind, State = state, IsProvisional = provisional };
        if (zone.Describe(facts) is { Succeeded: false } refused) return refused.Error;
        zone.Version = 0;
        return zone;
    }

    /// <summary>What may be told of it, as it is now.</summary>
    public ZoneFacts Facts => new(NameNl, NameFr, NameDe, ShortNl, ShortFr, ShortDe, ProvinceNis, DocumentLanguages, DefaultLanguage, Modules, ReadsKeptDays, ConfirmedHitsKeptDays, PredecessorCodes, SuccessorCode);

    /// <summary>Replaces all facts, or none.</summary>
    public Result Describe(ZoneFacts facts)
    {
        var told = facts.Tidy();
        if (State == ZoneState.Erased) return ZoneErrors.IsErased;
        if (Check(told, Code) is { } wrong) return wrong;
        (NameNl, NameFr, NameDe, ShortNl, ShortFr, ShortDe) = (told.NameNl, told.NameFr, told.NameDe, told.ShortNl, told.ShortFr, told.ShortDe);
        (ProvinceNis, DocumentLanguages, DefaultLanguage) = (told.ProvinceNis, told.DocumentLanguages, told.DefaultLanguage!);
        // Organisations work on nothing of the police; whom to reach there they may know.
        Modules = Kind == TenantKind.Organisation ? PortalModules.Directory : told.Modules & PortalModules.All;
        (ReadsKeptDays, ConfirmedHitsKeptDays, PredecessorCodes, SuccessorCode) = (told.ReadsKeptDays, told.ConfirmedHitsKeptDays, told.PredecessorCodes, told.SuccessorCode);
        Version++;
        return Result.Ok;
    }

    /// <summary>The first rule that these facts break; null when none.</summary>
    static Error? Check(ZoneFacts told, string code)
    {
        if (told is { NameNl: null, NameFr: null, NameDe: null }) return ZoneErrors.NameMissing;
        if (new[] { told.NameNl, told.NameFr, told.NameDe }.Any(n => n?.Length > NameLength)) return ZoneErrors.NameTooLong(NameLength);
        if (new[] { told.ShortNl, told.ShortFr, told.ShortDe }.Any(n => n?.Length > ShortNameLength)) return ZoneErrors.NameTooLong(ShortNameLength);
        if (told.ProvinceNis is not null && Province.Find(told.ProvinceNis) is null) return ZoneErrors.ProvinceUnknown;
        if (told.DocumentLanguages == "" || told.DocumentLanguages.Split(' ').Except(ZoneFacts.Languages).Any()) return ZoneErrors.LanguagesInvalid;
        if (!ZoneFacts.Languages.Contains(told.DefaultLanguage)) return ZoneErrors.DefaultLanguageInvalid;
        if (told.ReadsKeptDays is < 1 or > MaxReadsKeptDays) return ZoneErrors.ReadsKeptInvalid;
        if (told.ConfirmedHitsKeptDays is < 1 or > MaxConfirmedHitsKeptDays) return ZoneErrors.HitsKeptInvalid;
        var links = (told.PredecessorCodes?.Split(' ') ?? []).Append(told.SuccessorCode ?? "").Where(c => c != "").ToList();
        return links.Any(c => !IsCode(c) || c == code) || told.PredecessorCodes?.Length > PredecessorCodesLength ? ZoneErrors.LinkInvalid : null;
    }

    /// <summary>Something that belongs to it changed: its municipalities, its outline, a decision about its state.</summary>
    public void Touch() => Version++;

    /// <summary>The official code is known now and is this one.</summary>
    public void ConfirmCode() => (IsProvisional, Version) = (false, Version + 1);

    /// <summary>Begins a state that may follow the one in force.</summary>
    public Result MoveTo(ZoneState state)
    {
        if (!ZoneStates.After(State).Contains(state)) return ZoneErrors.StateNotAllowed;
        (State, Version) = (state, Version + 1);
        return Result.Ok;
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
