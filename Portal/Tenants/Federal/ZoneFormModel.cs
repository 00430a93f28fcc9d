using System.Globalization;
using Portal.Common;

namespace Portal.Tenants.Federal;

/// <summary>A municipality in the form, as typed.</summary>
public sealed class MunicipalityModel
{
    public string? Nis { get; set; }

    public string? Name { get; set; }
}

/// <summary>What stands in the fields of a zone's form, as typed.</summary>
public sealed class ZoneFormModel
{
    public string? Kind { get; set; } = nameof(TenantKind.Zone);

    public string? Code { get; set; }

    /// <summary>By language, long and short.</summary>
    public IDictionary<string, string?> LongNames { get; } = new Dictionary<string, string?>();

    public IDictionary<string, string?> ShortNames { get; } = new Dictionary<string, string?>();

    public string? Province { get; set; } = "";

    public ISet<string> Languages { get; } = new HashSet<string>();

    public string? DefaultLanguage { get; set; } = "nl";

    public PortalModules Modules { get; set; } = PortalModules.All;

    public string? ReadsKept { get; set; } = ZoneFacts.UsualReadsKeptDays.ToString(CultureInfo.InvariantCulture);

    public string? HitsKept { get; set; } = TenantInfo.MaxReadsKeptDays.ToString(CultureInfo.InvariantCulture);

    public string? Predecessors { get; set; }

    public string? Successor { get; set; }

    public IList<MunicipalityModel> Municipalities { get; } = [];

    public bool IsOrganisation => Kind == nameof(TenantKind.Organisation);

    public static ZoneFormModel Of(ZoneDetail zone)
    {
        var f = zone.Zone.Facts;
        var model = new ZoneFormModel
        {
            Kind = zone.Zone.Kind.ToString(),
            Code = zone.Zone.Code,
            Province = f.ProvinceNis ?? "",
            DefaultLanguage = f.DefaultLanguage,
            Modules = f.Modules,
            ReadsKept = f.ReadsKeptDays.ToString(CultureInfo.InvariantCulture),
            HitsKept = f.ConfirmedHitsKeptDays.ToString(CultureInfo.InvariantCulture),
            Predecessors = f.PredecessorCodes,
            Successor = f.SuccessorCode,
        };
        (model.LongNames["nl"], model.LongNames["fr"], model.LongNames["de"]) = (f.NameNl, f.NameFr, f.NameDe);
        (model.ShortNames["nl"], model.ShortNames["fr"], model.ShortNames["de"]) = (f.ShortNl, f.ShortFr, f.ShortDe);
        model.Languages.UnionWith(f.DocumentLanguages.Split(' '));
        foreach (var one in zone.Municipalities) model.Municipalities.Add(new() { Nis = one.NisCode, Name = one.Name });
        return model;
    }

    /// <summary>A number that cannot be read becomes one that the rules refuse. A form without the parts of zones keeps what the zone has.</summary>
    public ZoneFacts ToFacts() => new(
        Name(LongNames, "nl"), Name(LongNames, "fr"), Name(LongNames, "de"), Name(ShortNames, "nl"), Name(ShortNames, "fr"), Name(ShortNames, "de"),
        Province, string.Join(' ', ZoneFacts.Languages.Where(Languages.Contains).OrderByDescending(l => l == DefaultLanguage)), DefaultLanguage,
        IsOrganisation ? PortalModules.Directory : Modules, Days(ReadsKept), Days(HitsKept), Predecessors, Successor);

    public IReadOnlyList<MunicipalityInput> ToMunicipalities() =>
        [.. Municipalities.Where(m => !string.IsNullOrWhiteSpace(m.Nis + m.Name)).Select(m => new MunicipalityInput(m.Nis?.Trim(), m.Name?.Trim()))];

    static string? Name(IDictionary<string, string?> names, string language) => names.TryGetValue(language, out var name) ? name : null;

    static int Days(string? typed) => int.TryParse(typed, NumberStyles.None, CultureInfo.InvariantCulture, out var days) ? days : -1;

    /// <summary>The field that an error is about.</summary>
    public static string FieldOf(Error error) => error.Code switch
    {
        "zones.code_invalid" or "zones.code_taken" => "code",
        "zones.name_missing" or "zones.name_too_long" => "long-nl",
        "zones.province_unknown" => "province",
        "zones.languages_invalid" => "language-nl",
        "zones.default_language_invalid" => "default-language",
        "zones.reads_kept_invalid" => "reads-kept",
        "zones.hits_kept_invalid" => "hits-kept",
        "zones.link_invalid" => "predecessors",
        "zones.municipality_invalid" or "zones.municipality_twice" => "add-municipality",
        _ => "",
    };

    public static IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string>
    {
        ["code"] = FederalText.Code,
        ["long-nl"] = FederalText.Names,
        ["province"] = FederalText.Province,
        ["language-nl"] = FederalText.DocumentLanguages,
        ["default-language"] = FederalText.DefaultLanguage,
        ["reads-kept"] = FederalText.ReadsKept,
        ["hits-kept"] = FederalText.HitsKept,
        ["predecessors"] = FederalText.Links,
        ["add-municipality"] = FederalText.Municipalities,
    };
}
