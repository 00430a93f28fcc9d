using Portal.Tenants;

namespace Portal.Reports;

/// <summary>Who issues a report, by its name in the language of the report.</summary>
public sealed record ReportedZone(string Code, string Name, TenantKind Kind = TenantKind.Zone)
{
    public static ReportedZone Of(TenantInfo zone, string language) => new(zone.Code, zone.Kind == TenantKind.Zone ? zone.NameIn(language) : zone.LongNameIn(language), zone.Kind);
}
