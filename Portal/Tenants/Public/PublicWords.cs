using System.Globalization;
using Portal.Common;

namespace Portal.Tenants.Public;

/// <summary>The portal's own public texts, in the user's language.</summary>
public static class PublicWords
{
    const int AccessibilityParts = 5;
    const int PrivacyParts = 8;

    static string Language => CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;

    public static string Of(PublicStatementKind kind) => kind == PublicStatementKind.Accessibility ? PublicText.Accessibility : PublicText.Privacy;

    /// <summary>The last part of the address.</summary>
    public static string PathOf(PublicStatementKind kind) => kind == PublicStatementKind.Accessibility ? "accessibility" : "privacy";

    /// <summary>The tenant within a sentence.</summary>
    public static string NameOf(TenantInfo tenant) => tenant.Kind == TenantKind.Zone ? PublicText.ZoneName.With(tenant.LongNameIn(Language)) : tenant.LongNameIn(Language);

    /// <summary>What stands where the tenant has no words of its own.</summary>
    public static IReadOnlyList<(string Heading, string Text)> BuiltIn(PublicStatementKind kind, TenantInfo tenant) => kind == PublicStatementKind.Accessibility
        ? [.. Enumerable.Range(1, AccessibilityParts).Select(n => (Text("AccessHead_", n), Text("AccessBody_", n).With(NameOf(tenant))))]
        : [(Text("PrivacyHead_", 1), ControllerOf(tenant)), .. Enumerable.Range(2, PrivacyParts - 1).Select(n => (Text("PrivacyHead_", n), Text("PrivacyBody_", n)))];

    static string ControllerOf(TenantInfo tenant) => (tenant.Kind == TenantKind.Zone ? PublicText.ControllerZone : PublicText.ControllerOther).With(tenant.LongNameIn(Language));

    /// <summary>Paragraphs of plain text: an empty line begins one.</summary>
    public static IReadOnlyList<string> Paragraphs(string text) =>
        text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    static string Text(string key, int number) => PublicText.ResourceManager.GetString(key + number.ToString(CultureInfo.InvariantCulture), CultureInfo.CurrentUICulture)!;
}
