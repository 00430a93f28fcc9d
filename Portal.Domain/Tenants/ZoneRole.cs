using Portal.Anpr;
using Portal.Audit;
using Portal.Cameras;
using Portal.Contacts;
using Portal.Identity;
using Portal.Leave;
using Portal.Reports;
using Portal.Retention;

namespace Portal.Tenants;

/// <summary>What a person is in a tenant. A person may be several; rights add up. The numbers are stored.</summary>
public enum ZoneRole
{
    Member = 0,
    AnprOperator = 1,
    AnprSupervisor = 2,
    ZoneAdministrator = 3,
    TeamChief = 4,
    StaffOffice = 5,
    CameraManager = 6,

    /// <summary>An official of a municipality: sees the register of cameras and nothing else.</summary>
    CameraController = 7,
    ReportAuthor = 8,
    ReportSupervisor = 9,
    DataProtectionOfficer = 10,

    FederalAdministrator = 30,

    /// <summary>An inspector of the Supervisory Body for Police Information (COC): reads, for a time.</summary>
    FederalAuditor = 31,
    BorderInspector = 32,
    ScreeningOfficer = 33,
    AlertManager = 34,
    PortBanRegistrar = 35,
    Magistrate = 36,
    JusticeReader = 37,

    OrganisationAdministrator = 60,

    /// <summary>ISPS Code part A, 17.</summary>
    PortFacilitySecurityOfficer = 61,
    CardIssuer = 62,
    Declarant = 63,

    /// <summary>A role that the zone made itself; which one stands beside it.</summary>
    Custom = 100,
}

/// <summary>The permissions of each role: the one place that says who may do what. Permissions of modules to come arrive with them.</summary>
public static class ZoneRoles
{
    static readonly string[] Administration =
    [
        TenantPermissions.Enter, TenantPermissions.ManagePolicy, TenantPermissions.ManageGrants, TenantPermissions.ManageMail, ContactPermissions.ReadDirectory, ContactPermissions.ReadStaff,
        ContactPermissions.ManageStaff, IdentityPermissions.ManageAccess, IdentityPermissions.ManageRoles, IdentityPermissions.ManageKeys, IdentityPermissions.ReviewRights, AuditPermissions.ReadOwn,
        RetentionPermissions.Read, RetentionPermissions.Decide, RetentionPermissions.Hold,
    ];

    static readonly Dictionary<ZoneRole, HashSet<string>> Sets = new()
    {
        [ZoneRole.Member] = [TenantPermissions.Enter, ContactPermissions.ReadDirectory, AuditPermissions.ReadOwn, IdentityPermissions.ReviewRights, LeavePermissions.Ask],
        [ZoneRole.TeamChief] =
        [
            TenantPermissions.Enter, ContactPermissions.ReadDirectory, ContactPermissions.ReadStaff, AuditPermissions.ReadOwn, IdentityPermissions.ReviewRights,
            LeavePermissions.Ask,
        ],
        [ZoneRole.StaffOffice] =
        [
            TenantPermissions.Enter, ContactPermissions.ReadDirectory, ContactPermissions.ReadStaff, ContactPermissions.ManageStaff, AuditPermissions.ReadOwn, IdentityPermissions.ReviewRights,
            LeavePermissions.Ask, LeavePermissions.Manage,
        ],
        [ZoneRole.AnprOperator] =
        [
            TenantPermissions.Enter, AnprPermissions.ReadHits, AnprPermissions.DecideHits, AnprPermissions.ReadHotlists, AnprPermissions.EditEntries, CameraPermissions.Read,
            ReportPermissions.Read, ReportPermissions.Write, AuditPermissions.ChoosePurpose,
        ],
        [ZoneRole.AnprSupervisor] =
        [
            TenantPermissions.Enter, AnprPermissions.ReadHits, AnprPermissions.DecideHits, AnprPermissions.CorrectDecisions, AnprPermissions.ReadHotlists, AnprPermissions.EditEntries,
            AnprPermissions.ManageHotlists, AnprPermissions.ReadQuarantine, CameraPermissions.Read, ReportPermissions.Read, ReportPermissions.Write, ReportPermissions.Withdraw, AuditPermissions.Read, AuditPermissions.Inspect, AuditPermissions.ChoosePurpose,
        ],
        [ZoneRole.CameraManager] = [TenantPermissions.Enter, CameraPermissions.Read, CameraPermissions.Manage],
        [ZoneRole.CameraController] = [TenantPermissions.Enter, CameraPermissions.Read],
        [ZoneRole.ReportAuthor] = [TenantPermissions.Enter, ReportPermissions.Read, ReportPermissions.Write, AuditPermissions.ChoosePurpose],
        [ZoneRole.ReportSupervisor] = [TenantPermissions.Enter, ReportPermissions.Read, ReportPermissions.Write, ReportPermissions.Withdraw, AuditPermissions.ChoosePurpose],
        [ZoneRole.DataProtectionOfficer] =
        [
            TenantPermissions.Enter, AuditPermissions.Read, AuditPermissions.ReadUnusual, AuditPermissions.Inspect, AuditPermissions.ReadOwn, AuditPermissions.ChoosePurpose, ContactPermissions.ReadDirectory,
            RetentionPermissions.Read, RetentionPermissions.Hold,
        ],
        [ZoneRole.ZoneAdministrator] =
            [.. Administration, CameraPermissions.Read, CameraPermissions.Manage, AnprPermissions.ManageSources, AnprPermissions.ReadQuarantine, ReportPermissions.ManageSeal, AuditPermissions.Inspect, AuditPermissions.AnswerInspection,
            TenantPermissions.AnswerSupport, TenantPermissions.ManageBreakGlass],
        [ZoneRole.FederalAdministrator] =
            [.. Administration, FederalPermissions.ReadZones, FederalPermissions.ManageZones, FederalPermissions.ReadFigures, FederalPermissions.ManageJobs, FederalPermissions.AskSupport,
            ReportPermissions.Read, ReportPermissions.Write, ReportPermissions.Withdraw, ReportPermissions.ManageSeal, AuditPermissions.ChoosePurpose],
        [ZoneRole.FederalAuditor] = [TenantPermissions.Enter, FederalPermissions.ReadZones, FederalPermissions.ReadFigures, FederalPermissions.ReadAudit],
        [ZoneRole.BorderInspector] = [TenantPermissions.Enter, ContactPermissions.ReadDirectory],
        [ZoneRole.ScreeningOfficer] = [TenantPermissions.Enter, ContactPermissions.ReadDirectory],
        [ZoneRole.AlertManager] = [TenantPermissions.Enter, ContactPermissions.ReadDirectory],
        [ZoneRole.PortBanRegistrar] = [TenantPermissions.Enter, ContactPermissions.ReadDirectory],
        [ZoneRole.Magistrate] = [TenantPermissions.Enter],
        [ZoneRole.JusticeReader] = [TenantPermissions.Enter, ReportPermissions.ReadReleased, AuditPermissions.ChoosePurpose],
        [ZoneRole.OrganisationAdministrator] =
        [
            TenantPermissions.Enter, TenantPermissions.ManagePolicy, TenantPermissions.ManageMail, IdentityPermissions.ManageAccess, IdentityPermissions.ManageRoles, IdentityPermissions.ManageKeys,
            RetentionPermissions.Read, RetentionPermissions.Decide,
        ],
        [ZoneRole.PortFacilitySecurityOfficer] = [TenantPermissions.Enter],
        [ZoneRole.CardIssuer] = [TenantPermissions.Enter],
        [ZoneRole.Declarant] = [TenantPermissions.Enter],
    };

    static readonly ZoneRole[] OfFederalPoliceToo = [ZoneRole.Member, ZoneRole.TeamChief, ZoneRole.StaffOffice, ZoneRole.DataProtectionOfficer];

    /// <summary>Whoever keeps an eye on the others does not also do the work (GDPR art. 38(6)).</summary>
    static readonly (ZoneRole, ZoneRole)[] Apart =
    [
        (ZoneRole.DataProtectionOfficer, ZoneRole.ZoneAdministrator), (ZoneRole.DataProtectionOfficer, ZoneRole.AnprOperator), (ZoneRole.DataProtectionOfficer, ZoneRole.AnprSupervisor),
        (ZoneRole.DataProtectionOfficer, ZoneRole.FederalAdministrator), (ZoneRole.FederalAuditor, ZoneRole.FederalAdministrator),
    ];

    /// <summary>The permissions of a built-in role; none for <see cref="ZoneRole.Custom"/>, whose permissions stand in the role itself.</summary>
    public static IReadOnlySet<string> PermissionsOf(ZoneRole role) => Sets.GetValueOrDefault(role) ?? [];

    public static IReadOnlySet<string> PermissionsOf(IEnumerable<ZoneRole> roles) => roles.SelectMany(PermissionsOf).ToHashSet(StringComparer.Ordinal);

    /// <summary>Every permission that some role has; each is the name of a policy.</summary>
    public static IReadOnlySet<string> AllPermissions { get; } = PermissionsOf(Sets.Keys);

    /// <summary>The built-in roles that somebody may have in such a tenant.</summary>
    public static IReadOnlyList<ZoneRole> In(TenantKind kind) => [.. Sets.Keys.Where(r => KindOf(r) == kind || (kind == TenantKind.FederalPolice && OfFederalPoliceToo.Contains(r)))];

    /// <summary>The role of which the last holder cannot be removed.</summary>
    public static ZoneRole AdministratorOf(TenantKind kind) => kind switch
    {
        TenantKind.FederalPolice => ZoneRole.FederalAdministrator,
        TenantKind.Organisation => ZoneRole.OrganisationAdministrator,
        _ => ZoneRole.ZoneAdministrator,
    };

    /// <summary>Roles that are given until a day, at most a year ahead.</summary>
    public static bool NeedsEnd(ZoneRole role) => role == ZoneRole.FederalAuditor;

    /// <summary>The first two of these roles that one person may not have together; null when there are none.</summary>
    public static (ZoneRole, ZoneRole)? Conflict(IReadOnlyCollection<ZoneRole> roles) =>
        Apart.Where(a => roles.Contains(a.Item1) && roles.Contains(a.Item2)).Select(a => ((ZoneRole, ZoneRole)?)a).FirstOrDefault();

    /// <summary>True for a role that some other role excludes.</summary>
    public static bool HasConflicts(ZoneRole role) => Apart.Any(a => a.Item1 == role || a.Item2 == role);

    static TenantKind KindOf(ZoneRole role) => (int)role switch { < 30 => TenantKind.Zone, < 60 => TenantKind.FederalPolice, _ => TenantKind.Organisation };
}
