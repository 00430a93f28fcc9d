using Portal.Tenants;

namespace Portal.Reports;

/// <summary>Who issues a report, by its names in the language of the report.</summary>
public sealed record ReportedZone(string Code, string Name, TenantKind Kind = TenantKind.Zone, string? LongName = null)
{
    public static ReportedZone Of(TenantInfo zone, string language) => new(zone.Code, zone.NameIn(language), zone.Kind, zone.LongNameIn(language));
}
