using Portal.Anpr;
using Portal.Audit;
using Portal.Cameras;
using Portal.Contacts;
using Portal.Identity;
using Portal.Leave;
using Portal.Reports;
using Portal.Retention;
using Portal.Tenants;

namespace Portal.Shell;

/// <summary>A module's entry in the navigation.</summary>
/// <param name="Path">Below the zone's address; with a slash in front, of its own.</param>
/// <param name="Icon">Name of a Material symbol.</param>
public sealed record NavigationItem(string Path, string Icon, Func<string> Text, Func<string> Purpose, string Permission)
{
    public string AddressIn(string zone) => Path[0] == '/' ? Path : $"/zones/{zone}/{Path}";
}

public static class NavigationItems
{
    public static IReadOnlyList<NavigationItem> All { get; } =
    [
        new("/federal", "monitoring", () => Tenants.Federal.FederalText.NavOverview, () => Tenants.Federal.FederalText.CardOverview, FederalPermissions.ReadFigures),
        new("/federal/zones", "location_city", () => Tenants.Federal.FederalText.Zones, () => Tenants.Federal.FederalText.CardZones, FederalPermissions.ReadZones),
        new("/federal/jobs", "schedule", () => Tenants.Federal.FederalText.NavJobs, () => Tenants.Federal.FederalText.CardJobs, FederalPermissions.ManageJobs),
        new("/federal/audit", "gavel", () => Tenants.Federal.FederalText.NavControl, () => Tenants.Federal.FederalText.CardControl, FederalPermissions.ReadAudit),
        new("/federal/justice", "balance", () => JusticeText.Title, () => JusticeText.Card, ReportPermissions.ReadReleased),
        new("/federal/support", "support_agent", () => Tenants.Support.SupportText.Nav, () => Tenants.Support.SupportText.FederalCard, FederalPermissions.AskSupport),
        new("anpr/hits", "notifications_active", () => ShellText.Hits, () => Tenants.TenantsText.HitsCard, AnprPermissions.ReadHits),
        new("anpr/hotlists", "list_alt", () => ShellText.Hotlists, () => Tenants.TenantsText.HotlistsCard, AnprPermissions.ReadHotlists),
        new("cameras", "videocam", () => ShellText.Cameras, () => Tenants.TenantsText.CamerasCard, CameraPermissions.Read),
        new("anpr/sources", "cable", () => ShellText.Sources, () => Tenants.TenantsText.SourcesCard, AnprPermissions.ManageSources),
        new("anpr/quarantine", "inventory_2", () => ShellText.Quarantine, () => Tenants.TenantsText.QuarantineCard, AnprPermissions.ReadQuarantine),
        new("reports", "description", () => ShellText.Reports, () => Tenants.TenantsText.ReportsCard, ReportPermissions.Read),
        new("reports/seal", "verified", () => ShellText.Seal, () => Tenants.TenantsText.SealCard, ReportPermissions.ManageSeal),
        new("leave", "beach_access", () => Portal.Leave.LeaveText.MyLeave, () => Portal.Leave.LeaveText.Card, LeavePermissions.Ask),
        new("directory", "contacts", () => ContactsText.Directory, () => ZoneText.DirectoryCard, ContactPermissions.ReadDirectory),
        new("staff", "groups", () => ContactsText.Staff, () => ZoneText.StaffCard, ContactPermissions.ReadStaff),
        new("access-requests", "how_to_reg", () => ShellText.AccessRequests, () => Tenants.TenantsText.AccessRequestsCard, IdentityPermissions.ManageAccess),
        new("invitations", "person_add", () => ShellText.Invitations, () => Tenants.TenantsText.InvitationsCard, IdentityPermissions.ManageAccess),
        new("roles", "admin_panel_settings", () => Portal.Identity.Roles.RolesText.Roles, () => ZoneText.RolesCard, IdentityPermissions.ManageRoles),
        new("grants", "handshake", () => ZoneText.GrantsNav, () => ZoneText.GrantsCard, TenantPermissions.ManageGrants),
        new("settings", "settings", () => ZoneText.SettingsNav, () => ZoneText.SettingsCard, TenantPermissions.ManagePolicy),
        new("public-pages", "public", () => Tenants.Public.PublicText.Pages, () => Tenants.Public.PublicText.Card, TenantPermissions.ManagePolicy),
        new("mail", "outgoing_mail", () => ShellText.Mail, () => Tenants.TenantsText.MailCard, TenantPermissions.ManageMail),
        new("keys", "vpn_key", () => ShellText.Keys, () => Tenants.TenantsText.KeysCard, IdentityPermissions.ManageKeys),
        new("my-data", "visibility", () => Portal.Audit.Watch.WatchText.MyNav, () => Portal.Audit.Watch.WatchText.MyCard, AuditPermissions.ReadOwn),
        new("audit/unusual", "person_alert", () => Portal.Audit.Watch.WatchText.Title, () => Portal.Audit.Watch.WatchText.Intro, AuditPermissions.ReadUnusual),
        new("inspection", "checklist", () => Portal.Audit.Inspection.InspectionText.Title, () => Portal.Audit.Inspection.InspectionText.Card, AuditPermissions.Inspect),
        new("rights-review", "fact_check", () => Portal.Identity.Reviews.ReviewText.Nav, () => Portal.Identity.Reviews.ReviewText.Card, IdentityPermissions.ReviewRights),
        new("support", "support_agent", () => Tenants.Support.SupportText.Nav, () => Tenants.Support.SupportText.Card, TenantPermissions.AnswerSupport),
        new("break-glass", "emergency", () => Tenants.Support.SupportText.GlassNav, () => Tenants.Support.SupportText.GlassCard, TenantPermissions.ManageBreakGlass),
        new("retention", "auto_delete", () => Portal.Retention.RetentionText.Title, () => Portal.Retention.RetentionText.Card, RetentionPermissions.Read),
        new("audit", "policy", () => ShellText.Audit, () => Tenants.TenantsText.AuditCard, AuditPermissions.Read),
    ];
}
