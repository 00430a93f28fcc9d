using Portal.Anpr;
using Portal.Audit;
using Portal.Cameras;
using Portal.Reports;

namespace Portal.Tenants;

/// <summary>What a person is in a zone. A person may be several; rights add up.</summary>
public enum ZoneRole
{
    Member,
    AnprOperator,
    AnprSupervisor,
    ZoneAdministrator,
}

/// <summary>The permissions of each role: the one place that says who may do what.</summary>
public static class ZoneRoles
{
    static readonly Dictionary<ZoneRole, HashSet<string>> Sets = new()
    {
        [ZoneRole.Member] = [TenantPermissions.Enter],
        [ZoneRole.AnprOperator] =
        [
            TenantPermissions.Enter, AnprPermissions.ReadHits, AnprPermissions.DecideHits, AnprPermissions.ReadHotlists, AnprPermissions.EditEntries, CameraPermissions.Read,
            ReportPermissions.Read, ReportPermissions.Write, AuditPermissions.ChoosePurpose,
        ],
        [ZoneRole.AnprSupervisor] =
        [
            TenantPermissions.Enter, AnprPermissions.ReadHits, AnprPermissions.DecideHits, AnprPermissions.CorrectDecisions, AnprPermissions.ReadHotlists, AnprPermissions.EditEntries,
            AnprPermissions.ManageHotlists, AnprPermissions.ReadQuarantine, CameraPermissions.Read, ReportPermissions.Read, ReportPermissions.Write, AuditPermissions.Read, AuditPermissions.ChoosePurpose,
        ],
        [ZoneRole.ZoneAdministrator] =
        [
            TenantPermissions.Enter, CameraPermissions.Read, CameraPermissions.Manage, AnprPermissions.ManageSources, AnprPermissions.ReadQuarantine, ReportPermissions.ManageSeal,
        ],
    };

    public static IReadOnlySet<string> PermissionsOf(ZoneRole role) => Sets[role];

    public static IReadOnlySet<string> PermissionsOf(IEnumerable<ZoneRole> roles) => roles.SelectMany(r => Sets[r]).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every permission that some role has; each is the name of a policy.</summary>
    public static IReadOnlySet<string> AllPermissions { get; } = PermissionsOf(Sets.Keys);
}
