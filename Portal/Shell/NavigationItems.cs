using Portal.Anpr;
using Portal.Audit;
using Portal.Cameras;
using Portal.Contacts;
using Portal.Identity;
using Portal.Reports;
using Portal.Tenants;

namespace Portal.Shell;

/// <summary>A module's entry in the navigation.</summary>
/// <param name="Path">Below the zone's address.</param>
/// <param name="Icon">Name of a Material symbol.</param>
public sealed record NavigationItem(string Path, string Icon, Func<string> Text, Func<string> Purpose, string Permission);

public static class NavigationItems
{
    public static IReadOnlyList<NavigationItem> All { get; } =
    [
        new("anpr/hits", "notifications_active", () => ShellText.Hits, () => TenantsText.HitsCard, AnprPermissions.ReadHits),
        new("anpr/hotlists", "list_alt", () => ShellText.Hotlists, () => TenantsText.HotlistsCard, AnprPermissions.ReadHotlists),
        new("cameras", "videocam", () => ShellText.Cameras, () => TenantsText.CamerasCard, CameraPermissions.Read),
        new("anpr/sources", "cable", () => ShellText.Sources, () => TenantsText.SourcesCard, AnprPermissions.ManageSources),
        new("anpr/quarantine", "inventory_2", () => ShellText.Quarantine, () => TenantsText.QuarantineCard, AnprPermissions.ReadQuarantine),
        new("directory", "contacts", () => ContactsText.Directory, () => ZoneText.DirectoryCard, ContactPermissions.ReadDirectory),
        new("staff", "groups", () => ContactsText.Staff, () => ZoneText.StaffCard, ContactPermissions.ReadStaff),
        new("roles", "admin_panel_settings", () => Portal.Identity.Roles.RolesText.Roles, () => ZoneText.RolesCard, IdentityPermissions.ManageRoles),
        new("grants", "handshake", () => ZoneText.GrantsNav, () => ZoneText.GrantsCard, TenantPermissions.ManageGrants),
        new("settings", "settings", () => ZoneText.SettingsNav, () => ZoneText.SettingsCard, TenantPermissions.ManagePolicy),
        new("reports", "description", () => ShellText.Reports, () => TenantsText.ReportsCard, ReportPermissions.Read),
        new("reports/seal", "verified", () => ShellText.Seal, () => TenantsText.SealCard, ReportPermissions.ManageSeal),
        new("audit", "policy", () => ShellText.Audit, () => TenantsText.AuditCard, AuditPermissions.Read),
    ];
}
