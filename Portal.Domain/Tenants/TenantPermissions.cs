namespace Portal.Tenants;

/// <summary>What every member of a zone may do.</summary>
public static class TenantPermissions
{
    /// <summary>Be in the zone at all: its home page, the own account.</summary>
    public const string Enter = "zone.enter";
}
