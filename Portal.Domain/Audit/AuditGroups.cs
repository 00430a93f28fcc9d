using Portal.Anpr.Hits;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Cameras;
using Portal.Common.Notices;
using Portal.Contacts;
using Portal.Identity;
using Portal.Identity.Account;
using Portal.Identity.Reviews;
using Portal.Leave;
using Portal.Reports;
using Portal.Retention;
using Portal.Tenants;
using Portal.Tenants.Support;

namespace Portal.Audit;

/// <summary>Of what sort an action is: what the reader of the audit chooses by.</summary>
public enum AuditGroup
{
    /// <summary>Somebody saw, or took along, what the zone holds.</summary>
    Consultation = 1,

    /// <summary>Somebody judged a hit, or took that back.</summary>
    Decision = 2,

    /// <summary>Lists, cameras, sources, reports and seals came about or changed.</summary>
    Change = 3,

    /// <summary>Somebody chose or ended a purpose.</summary>
    Purpose = 4,

    /// <summary>Staff, accounts, roles, keys and what zones let each other read.</summary>
    People = 5,
}

/// <summary>The one place that says of what sort each action is.</summary>
public static class AuditGroups
{
    static readonly Dictionary<AuditGroup, IReadOnlyList<string>> Sets = new()
    {
        [AuditGroup.Consultation] =
        [
            HitActions.Viewed, HitActions.PictureViewed, HitActions.Listed, ReportActions.Opened, ReportActions.Checked, ReportActions.Exported, ReportActions.ReleasedListed, ReportActions.TakenByJustice, DraftActions.Listed, DraftActions.Viewed, HotlistActions.Exported, SourceActions.MessageDownloaded,
            AuditActions.Searched, AuditActions.Exported, AuditActions.Verified, AuditActions.ProofExported, ControlActions.Searched, ControlActions.Exported, StaffActions.Exported, GrantActions.Read, RetentionActions.Exported,
            .. ConsultationActions.All, UnusualUseActions.Listed, UnusualUseActions.Found, InspectionActions.Viewed, InspectionActions.Exported, LeaveActions.Waiting, LeaveActions.Viewed, LeaveActions.CalendarViewed,
        ],
        [AuditGroup.Decision] = [HitActions.Confirmed, HitActions.Rejected, HitActions.Reopened, .. UnusualUseActions.Decisions],
        [AuditGroup.Change] =
        [
            EntryActions.Added, EntryActions.Revived, EntryActions.Changed, EntryActions.Ended, EntryActions.EndUndone,
            HotlistActions.Created, HotlistActions.Described, HotlistActions.Imported, HotlistActions.ImportFailed, HotlistActions.ImportDiscarded,
            CameraActions.Registered, CameraActions.Changed, CameraActions.Retired, CameraActions.Reinstated, CameraActions.CodeAssigned, CameraActions.CodeRemoved, CameraActions.TakenOver,
            SourceActions.Received, SourceActions.Created, SourceActions.Enabled, SourceActions.Disabled, SourceActions.KeyReplaced, SourceActions.Described, SourceActions.CodeAssigned, SourceActions.CodeRemoved, SourceActions.MessagesDeleted,
            ReportActions.Ordered, ReportActions.OrderTriedAgain, ReportActions.Sealed, ReportActions.Withdrawn, ReportActions.Released, ReportActions.Deposited, ReportActions.SealKeyAdded, ReportActions.SealEnds,
            .. DraftActions.Changes,
            ZoneActions.Created, ZoneActions.Changed, ZoneActions.Imported, ZoneActions.CodeConfirmed, ZoneActions.OutlineReplaced, ZoneActions.OutlineRemoved,
            ZoneActions.StateDecided, ZoneActions.StateWithdrawn, ZoneActions.StateApplied, ZoneActions.StateNotApplied, JobActions.RunAgain, InspectionActions.Answered, StatementActions.Changed,
            RetentionActions.DaysChanged, RetentionActions.HoldPlaced, RetentionActions.HoldLifted,
        ],
        [AuditGroup.Purpose] = [PurposeActions.Chosen, PurposeActions.Ended],
        [AuditGroup.People] =
        [
            StaffActions.Added, StaffActions.Changed, StaffActions.Leaving, StaffActions.CameBack, StaffActions.Imported, UnitActions.Added, UnitActions.Changed, UnitActions.Moved, UnitActions.Removed,
            RoleActions.Given, RoleActions.EndChanged, RoleActions.Taken, RoleActions.Created, RoleActions.Changed, RoleActions.Removed,
            GrantActions.Offered, GrantActions.Accepted, GrantActions.Refused, GrantActions.Withdrawn, PolicyActions.Changed,
            InvitationActions.Sent, InvitationActions.Resent, InvitationActions.Revoked, InvitationActions.Accepted, InvitationActions.AdministratorInvited,
            AccessActions.Approved, AccessActions.Refused, AccessActions.RunStarted, AccessActions.RunStopped, AccessActions.RunFinished,
            LeaveActions.Asked, LeaveActions.FirstApproved, LeaveActions.Approved, LeaveActions.Refused, LeaveActions.Withdrawn, LeaveActions.CancellationAsked, LeaveActions.Cancelled, LeaveActions.Kept,
            LeaveActions.Prepared, LeaveActions.DeputyNamed, LeaveActions.DeputyRemoved,
            MailActions.SentAgain, MailActions.AddressCorrected, MailActions.Discarded,
            .. AccountActions.All, .. ApiKeyActions.All, .. SupportActions.All, .. BreakGlassActions.All, .. ReviewActions.All,
        ],
    };

    /// <summary>Keys of the actions of this sort.</summary>
    public static IReadOnlyList<string> ActionsOf(AuditGroup group) => Sets[group];
}
