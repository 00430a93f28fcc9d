namespace Portal.Audit;

/// <summary>What the audit calls looking at lists and records that ask for no purpose. Looking at hits, pictures and reports has names of its own.</summary>
public static class ConsultationActions
{
    public const string CamerasListed = "camera.listed";
    public const string CameraViewed = "camera.viewed";

    /// <summary>The last reads of a camera, with their plates.</summary>
    public const string CameraReadsViewed = "camera.reads_viewed";

    public const string HotlistsListed = "hotlist.listed";
    public const string EntriesListed = "hotlist.entries_listed";
    public const string QuarantineListed = "quarantine.listed";
    public const string QuarantineViewed = "quarantine.viewed";
    public const string ReportsListed = "report.listed";
    public const string StaffListed = "staff.listed";
    public const string StaffViewed = "staff.viewed";

    /// <summary>Names of staff offered while somebody types one.</summary>
    public const string StaffOffered = "staff.offered";

    public const string DirectorySearched = "directory.searched";
    public const string UnitsListed = "unit.listed";
    public const string RequestsListed = "access.listed";
    public const string RequestViewed = "access.viewed";
    public const string InvitationsListed = "invitation.listed";
    public const string RolesListed = "role.listed";
    public const string MailsListed = "mail.listed";

    public static IReadOnlyList<string> All { get; } =
    [
        CamerasListed, CameraViewed, CameraReadsViewed, HotlistsListed, EntriesListed, QuarantineListed, QuarantineViewed, ReportsListed, StaffListed, StaffViewed, StaffOffered, DirectorySearched,
        UnitsListed, RequestsListed, RequestViewed, InvitationsListed, RolesListed, MailsListed,
    ];
}
