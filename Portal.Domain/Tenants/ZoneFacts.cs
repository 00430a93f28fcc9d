namespace Portal.Tenants;

/// <summary>What a person tells of a tenant; blanks around texts do not count and an empty text is none.</summary>
/// <param name="DocumentLanguages">Codes separated by blanks, the first one first.</param>
/// <param name="PredecessorCodes">Codes separated by blanks.</param>
public sealed record ZoneFacts(
    string? NameNl = null, string? NameFr = null, string? NameDe = null, string? ShortNl = null, string? ShortFr = null, string? ShortDe = null, string? ProvinceNis = null,
    string DocumentLanguages = "nl", string? DefaultLanguage = null, PortalModules Modules = PortalModules.All, int ReadsKeptDays = ZoneFacts.UsualReadsKeptDays,
    int ConfirmedHitsKeptDays = TenantInfo.MaxReadsKeptDays, string? PredecessorCodes = null, string? SuccessorCode = null)
{
    public const int UsualReadsKeptDays = 30;

    /// <summary>Languages in which a zone may write documents.</summary>
    public static IReadOnlyList<string> Languages { get; } = ["nl", "fr", "de"];

    /// <summary>The same facts without blanks around texts, with codes in order and once.</summary>
    public ZoneFacts Tidy() => this with
    {
        NameNl = Text(NameNl),
        NameFr = Text(NameFr),
        NameDe = Text(NameDe),
        ShortNl = Text(ShortNl),
        ShortFr = Text(ShortFr),
        ShortDe = Text(ShortDe),
        ProvinceNis = Text(ProvinceNis),
        DocumentLanguages = string.Join(' ', Words(DocumentLanguages)),
        DefaultLanguage = Text(DefaultLanguage) ?? Words(DocumentLanguages).FirstOrDefault(),
        PredecessorCodes = Text(string.Join(' ', Words(PredecessorCodes).Order(StringComparer.Ordinal))),
        SuccessorCode = Text(SuccessorCode),
    };

    static IEnumerable<string> Words(string? text) => (text ?? "").Split([' ', ',', ';'], StringSplitOptions.RemoveEmptyEntries).Distinct(StringComparer.Ordinal);

    static string? Text(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim();
}
