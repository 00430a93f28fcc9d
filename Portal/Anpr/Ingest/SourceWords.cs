namespace Portal.Anpr.Ingest;

/// <summary>Words and addresses of sources.</summary>
static class SourceWords
{
    public const string KeyPlaceholder = "KEY";

    public static string Dialect(string dialect) => dialect switch
    {
        "portal" => SourcesText.DialectPortal,
        "hikvision" => SourcesText.DialectHikvision,
        "platerecognizer" => SourcesText.DialectPlateRecognizer,
        _ => dialect,
    };

    public static string HowTo(string dialect) => dialect switch
    {
        "portal" => SourcesText.HowToPortal,
        "hikvision" => SourcesText.HowToHikvision,
        "platerecognizer" => SourcesText.HowToPlateRecognizer,
        _ => "",
    };

    /// <param name="portal">The portal's own address, with a slash at the end.</param>
    public static string Address(string portal, string dialect, string key = KeyPlaceholder) => $"{portal}api/v1/anpr/ingest/{dialect}/{key}";

    /// <summary>A command that sends one invented read.</summary>
    public static string Example(string portal, string code) => $$"""
        curl -X POST '{{Address(portal, "portal")}}' -H 'Content-Type: application/json' \
          -d '{"id":"test-1","camera":"{{(code.All(c => char.IsAsciiLetterOrDigit(c) || c is '-' or '_' or ':' or '.' or '/') ? code : "CODE")}}","plate":"1ABC123","country":"B","capturedAt":"2026-01-31T14:03:27+01:00"}'
        """;
}
