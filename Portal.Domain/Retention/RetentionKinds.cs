using Portal.Anpr.Hotlists;
using Portal.Common.Notices;
using Portal.Identity;
using Portal.Tenants;

namespace Portal.Retention;

/// <summary>The register: every kind of data, how long it is kept and within which bounds. Grounds stand beside the keys in the portal's texts.</summary>
public static class RetentionKinds
{
    const int Year = 365;

    /// <summary>Police camera data, 12 months at most (Police Function Act art. 25/6 and 44/11/3decies).</summary>
    public static readonly RetentionKind Reads = new("reads", RetentionStart.Made, 30, 1, TenantInfo.MaxReadsKeptDays);

    /// <summary>Pictures of reads.</summary>
    public static readonly RetentionKind Pictures = new("pictures", RetentionStart.WithOther, With: "reads");

    /// <summary>Hits without a decision to keep them, and rejected ones: as long as their read.</summary>
    public static readonly RetentionKind Hits = new("hits", RetentionStart.WithOther, With: "reads");

    /// <summary>The copy of a read and its pictures inside a confirmed hit.</summary>
    public static readonly RetentionKind HitCopies = new("hit-copies", RetentionStart.Made, Year, 1, TenantInfo.MaxConfirmedHitsKeptDays);

    /// <summary>Messages that could not be placed, with their pictures: as long as the reads they would have become.</summary>
    public static readonly RetentionKind Quarantine = new("quarantine", RetentionStart.WithOther, With: "reads");

    public static readonly RetentionKind HotlistEntries = new("hotlist-entries", RetentionStart.Ended, Year, 30, 10 * Year);
    public static readonly RetentionKind HotlistImports = new("hotlist-imports", RetentionStart.Made, 90, 30, Year);

    /// <summary>Drafts: files of imports and previews that nobody took over. They lie in the rows of the imports.</summary>
    public static readonly RetentionKind Drafts = new("drafts", RetentionStart.Made, HotlistImport.FileKeptDays, 1, 30, Inside: "hotlist-imports");

    /// <summary>Reports of hits: each to the last day that it says, and never longer than this after it was sealed.</summary>
    public static readonly RetentionKind Reports = new("reports", RetentionStart.Made, 10 * Year, Year, 10 * Year);

    /// <summary>Reports that people wrote. They lie among the reports, as do the next two.</summary>
    public static readonly RetentionKind FreeReports = new("reports-free", RetentionStart.Made, 10 * Year, Year, 30 * Year, Inside: "reports");

    /// <summary>Reports for who controls the zone: inspections and proofs of the audit.</summary>
    public static readonly RetentionKind ControlReports = new("reports-control", RetentionStart.Made, 10 * Year, Year, 30 * Year, Inside: "reports");

    /// <summary>What other police applications deposited.</summary>
    public static readonly RetentionKind DepositedReports = new("reports-deposited", RetentionStart.Made, 10 * Year, Year, 30 * Year, Inside: "reports");

    /// <summary>Orders of reports: how far the sealing was, and until then what the report is made of.</summary>
    public static readonly RetentionKind ReportOrders = new("report-orders", RetentionStart.Ended, 30, 7, Year);

    /// <summary>Drafts of reports, counted from the last change.</summary>
    public static readonly RetentionKind ReportDrafts = new("report-drafts", RetentionStart.Made, 90, 30, Year);

    public static readonly RetentionKind Cameras = new("cameras", RetentionStart.Ended, 5 * Year, Year, 10 * Year);

    /// <summary>Staff who have left.</summary>
    public static readonly RetentionKind Staff = new("staff", RetentionStart.Ended, 5 * Year, Year, 10 * Year);

    /// <summary>Published cards: as long as the staff member is here.</summary>
    public static readonly RetentionKind DirectoryCards = new("directory-cards", RetentionStart.WithOther, With: "staff");

    /// <summary>Rights that have ended.</summary>
    public static readonly RetentionKind Rights = new("rights", RetentionStart.Ended, 5 * Year, Year, 10 * Year);

    public static readonly RetentionKind Invitations = new("invitations", RetentionStart.Ended, Year, 30, 5 * Year);
    public static readonly RetentionKind AccessRequests = new("access-requests", RetentionStart.Ended, AccessRequest.DecidedDays, 30, 5 * Year);

    /// <summary>Requests that nobody decided. They lie among the decided ones.</summary>
    public static readonly RetentionKind WaitingRequests = new("waiting-requests", RetentionStart.Made, AccessRequest.WaitingDays, 30, Year, Inside: "access-requests");

    public static readonly RetentionKind ApiKeys = new("api-keys", RetentionStart.Ended, Year, 30, 5 * Year);
    public static readonly RetentionKind Mails = new("mails", RetentionStart.Ended, OutboxMail.KeptDays, 7, Year);

    /// <summary>Counted from when they were read; a year after they came about also those that nobody read.</summary>
    public static readonly RetentionKind Notifications = new("notifications", RetentionStart.Ended, Notification.KeptDays, 7, Year);

    public static readonly RetentionKind Grants = new("grants", RetentionStart.Ended, 5 * Year, Year, 10 * Year);
    public static readonly RetentionKind Purposes = new("purposes", RetentionStart.Ended, Year, 90, 5 * Year);

    /// <summary>Who did what, without what was said: longer than the data that it is about (law of 30 July 2018, art. 56).</summary>
    public static readonly RetentionKind Audit = new("audit", RetentionStart.Made, 10 * Year, 5 * Year, 30 * Year, SurvivesErasure: true);

    /// <summary>Criteria, reasons, addresses and before and after of the audit, query logs with them. Their going leaves the chain verifiable.</summary>
    public static readonly RetentionKind AuditContents = new("audit-contents", RetentionStart.Made, 10 * Year, 3 * Year, 30 * Year, SurvivesErasure: true);

    /// <summary>Anchors of the audit and records of purges.</summary>
    public static readonly RetentionKind Proofs = new("proofs", RetentionStart.Never, SurvivesErasure: true);

    public static readonly RetentionKind LegalHolds = new("legal-holds", RetentionStart.Ended, 10 * Year, 5 * Year, 30 * Year);
    public static readonly RetentionKind SupportAccess = new("support-access", RetentionStart.Ended, 5 * Year, Year, 10 * Year);
    public static readonly RetentionKind RightsReviews = new("rights-reviews", RetentionStart.Ended, 5 * Year, Year, 10 * Year);
    public static readonly RetentionKind UnusualUse = new("unusual-use", RetentionStart.Made, 3 * Year, Year, 10 * Year);

    /// <summary>Sign-ins, by person and not by zone.</summary>
    public static readonly RetentionKind Sessions = new("sessions", RetentionStart.Ended, 90, 90, 90, PortalWide: true);

    /// <summary>Accounts of people who have no right anywhere any more, once nothing names them either: neither the audit nor a decision.</summary>
    public static readonly RetentionKind Accounts = new("accounts", RetentionStart.Ended, Year, Year, Year, PortalWide: true);

    /// <summary>Requests, balances and their ledger, counted from the last day of the leave or the end of the leave year.</summary>
    public static readonly RetentionKind Leave = new("leave", RetentionStart.Ended, 5 * Year, 2 * Year, 10 * Year);

    /// <summary>Days of sickness, without any diagnosis: the portal has no place for one.</summary>
    public static readonly RetentionKind Sickness = new("sickness", RetentionStart.Ended, 3 * Year, Year, 5 * Year);

    /// <summary>Files added to leave, certificates among them.</summary>
    public static readonly RetentionKind Attachments = new("attachments", RetentionStart.Made, Year, 30, 3 * Year);

    /// <summary>Schedules, deputies and what else leave needs to know of a staff member: as long as the staff member is here.</summary>
    public static readonly RetentionKind LeaveFile = new("leave-file", RetentionStart.WithOther, With: "staff");

    /// <summary>Runs of the jobs, kept by the scheduler for 30 days.</summary>
    public static readonly RetentionKind JobHistory = new("job-history", RetentionStart.Elsewhere);

    /// <summary>Copies of the database and of the pictures, made and overwritten by who runs the servers.</summary>
    public static readonly RetentionKind Backups = new("backups", RetentionStart.Elsewhere);

    /// <summary>What a zone decided for itself: units, own roles, policy, settings.</summary>
    public static readonly RetentionKind Zone = new("zone", RetentionStart.WithZone);

    /// <summary>What the portal itself needs: names of zones, keys of protection, counters.</summary>
    public static readonly RetentionKind Portal = new("portal", RetentionStart.Never);

    /// <summary>Every kind, in the order of the register.</summary>
    public static IReadOnlyList<RetentionKind> All { get; } =
    [
        Reads, Pictures, Hits, HitCopies, Quarantine, HotlistEntries, HotlistImports, Drafts, Reports, FreeReports, ControlReports, DepositedReports, ReportOrders, ReportDrafts, Cameras, Staff, DirectoryCards, Leave, Sickness, LeaveFile, Rights, Invitations, AccessRequests, WaitingRequests, ApiKeys,
        Mails, Notifications, Attachments, Grants, Purposes, Audit, AuditContents, Proofs, LegalHolds, SupportAccess, RightsReviews, UnusualUse, Sessions, Accounts, Zone, Portal, JobHistory, Backups,
    ];

    /// <summary>Kinds that a legal hold can name: those of which something goes by itself.</summary>
    public static IReadOnlyList<RetentionKind> Holdable { get; } = [.. All.Where(k => k.HasLimit || k.Start == RetentionStart.WithOther)];

    /// <summary>Kinds that have a step and a job of their own. Pictures go in the step of their reads.</summary>
    public static IReadOnlyList<RetentionKind> Removed { get; } = [.. Holdable.Where(k => k != Pictures).OrderBy(k => k.With is null)];

    /// <summary>The kind whose days decide: its own, or those of the kind it goes with.</summary>
    public static RetentionKind Deciding(RetentionKind kind) => kind.With is { } other ? Find(other)! : kind;

    public static RetentionKind? Find(string? key) => All.FirstOrDefault(k => k.Key == key);
}
