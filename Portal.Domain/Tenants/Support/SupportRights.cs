using Portal.Anpr;
using Portal.Cameras;
using Portal.Contacts;
using Portal.Reports;

namespace Portal.Tenants.Support;

/// <summary>What somebody may do in a zone that let them in: never more than the zone's administrator, never hits or reports.</summary>
public static class SupportRights
{
    static readonly string[] NeverSeen = [AnprPermissions.ReadHits, AnprPermissions.DecideHits, AnprPermissions.CorrectDecisions, ReportPermissions.Read, ReportPermissions.Write];

    /// <summary>Named one by one, so that a permission to come is not given by itself: no rights, keys, policy, agreements, support, break-glass, retention or audit.</summary>
    static readonly string[] Repairing =
    [
        TenantPermissions.Enter, TenantPermissions.ManageMail, ContactPermissions.ReadDirectory, ContactPermissions.ReadStaff, ContactPermissions.ManageStaff,
        CameraPermissions.Read, CameraPermissions.Manage, AnprPermissions.ManageSources, AnprPermissions.ReadQuarantine,
    ];

    /// <summary>The permissions of a zone's administrator that remain in this scope.</summary>
    public static IReadOnlySet<string> Of(SupportScope scope) => ZoneRoles.PermissionsOf(ZoneRole.ZoneAdministrator).Except(NeverSeen)
        .Where(p => scope == SupportScope.Repair ? Repairing.Contains(p) : scope == SupportScope.Look && Permissions.OnlyReads(p)).ToHashSet(StringComparer.Ordinal);
}
