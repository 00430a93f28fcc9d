using Portal.Anpr;
using Portal.Audit;
using Portal.Cameras;
using Portal.Contacts;
using Portal.Reports;
using Portal.Retention;

namespace Portal.Tenants;

/// <summary>What is true of permissions of all modules.</summary>
public static class Permissions
{
    static readonly HashSet<string> Reading =
    [
        TenantPermissions.Enter, AnprPermissions.ReadHits, AnprPermissions.ReadHotlists, AnprPermissions.ReadQuarantine, CameraPermissions.Read, ReportPermissions.Read, AuditPermissions.Read,
        AuditPermissions.ChoosePurpose, ContactPermissions.ReadDirectory, ContactPermissions.ReadStaff, FederalPermissions.ReadZones, FederalPermissions.ReadFigures, FederalPermissions.ReadAudit,
        AuditPermissions.ReadOwn, AuditPermissions.ReadUnusual, AuditPermissions.Inspect, RetentionPermissions.Read,
    ];

    /// <summary>True when who has it changes nothing but the trace of the own reading.</summary>
    public static bool OnlyReads(string permission) => Reading.Contains(permission);

    /// <summary>May a role that a zone makes itself contain it? Not what makes an administrator: the last one could not be told.</summary>
    public static bool IsForCustomRoles(string permission) =>
        !FederalPermissions.Is(permission) && permission is not (TenantPermissions.ManagePolicy or TenantPermissions.ManageGrants or TenantPermissions.AnswerSupport or TenantPermissions.ManageBreakGlass or Identity.IdentityPermissions.ManageRoles);
}
