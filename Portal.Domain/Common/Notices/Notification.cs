namespace Portal.Common.Notices;

/// <summary>Something that a person should know, shown in the portal in the language of who reads it.</summary>
public sealed class Notification : Entity
{
    public const int KindLength = 40;
    public const int ArgumentsLength = 1000;
    public const int LinkLength = 300;

    /// <summary>What was read is forgotten after this many days.</summary>
    public const int KeptDays = 90;

    Notification() { }

    /// <param name="kind">One of <see cref="NoticeKinds"/>.</param>
    /// <param name="arguments">Values of the text's placeholders, as a JSON list of texts.</param>
    /// <param name="link">Address in the portal, or null.</param>
    public Notification(string tenant, Guid personId, string kind, string arguments, string? link, DateTimeOffset now) : base(tenant, now) =>
        (PersonId, Kind, Arguments, Link, CreatedAt) = (personId, kind, arguments, link, now);

    public Guid PersonId { get; private set; }

    public string Kind { get; private set; } = null!;

    public string Arguments { get; private set; } = null!;

    public string? Link { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    public void Read(DateTimeOffset now) => ReadAt ??= now;
}

/// <summary>How a person wants to hear of a kind of thing; without a row it is shown in the portal and, where the kind says so, mailed.</summary>
public sealed class NotificationChoice : ITenantOwned
{
    NotificationChoice() { }

    public NotificationChoice(string tenant, Guid personId, string kind, bool inPortal, bool byMail) => (Tenant, PersonId, Kind, InPortal, ByMail) = (tenant, personId, kind, inPortal, byMail);

    public string Tenant { get; private set; } = null!;

    public Guid PersonId { get; private set; }

    public string Kind { get; private set; } = null!;

    public bool InPortal { get; private set; }

    public bool ByMail { get; private set; }

    public void Choose(bool inPortal, bool byMail) => (InPortal, ByMail) = (inPortal, byMail);
}

/// <summary>Kinds of notification: each has words for a title and a text in four languages, and can be switched by the person.</summary>
public static class NoticeKinds
{
    /// <summary>Somebody asked for access; for who decides. {0} name.</summary>
    public const string AccessRequested = "access_requested";

    /// <summary>A bulk decision is done. {0} decided, {1} left out.</summary>
    public const string AccessRunFinished = "access_run_finished";

    /// <summary>Somebody accepted an invitation; for who invited. {0} name.</summary>
    public const string InvitationAccepted = "invitation_accepted";

    /// <summary>The own roles changed. {0} who changed them.</summary>
    public const string RolesChanged = "roles_changed";

    /// <summary>Another zone offers or ends reading. {0} code and name of the zone.</summary>
    public const string GrantOffered = "grant_offered";

    public const string GrantAnswered = "grant_answered";

    /// <summary>A key expires within 30 days. {0} name, {1} day.</summary>
    public const string KeyExpires = "key_expires";

    /// <summary>The zone's state changes. {0} day.</summary>
    public const string ZoneStateChanges = "zone_state_changes";

    /// <summary>A mail could not be delivered; for administrators. {0} how many wait.</summary>
    public const string MailUndeliverable = "mail_undeliverable";

    /// <summary>A day of the audit was closed; for the data protection officer, by mail alone, and not to be switched off. {0} code of the zone, {1} day, {2} statement and signature.</summary>
    public const string AuditAnchored = "audit_anchored";

    /// <summary>Somebody's consultations stand out; for the data protection officer. {0} how many, {1} day.</summary>
    public const string UnusualUse = "unusual_use";

    /// <summary>The federal police ask to come in to help; for who answers. {0} who asks, {1} reason.</summary>
    public const string SupportAsked = "support_asked";

    /// <summary>The zone lets in; for who asked. {0} zone.</summary>
    public const string SupportLetIn = "support_let_in";

    public const string SupportRefused = "support_refused";

    /// <summary>A support access is over. {0} the zone, for who was in; else who was in.</summary>
    public const string SupportEnded = "support_ended";

    /// <summary>Somebody came in with the break-glass code. {0} zone, {1} address.</summary>
    public const string BreakGlassUsed = "break_glass_used";

    /// <summary>The rights of people are to be confirmed. {0} how many, {1} last day.</summary>
    public const string ReviewOpened = "review_opened";

    /// <summary>Rights are still not confirmed. {0} how many, {1} last day.</summary>
    public const string ReviewWarning = "review_warning";

    /// <summary>The person asked stays silent; for the deputy. {0} how many, {1} last day.</summary>
    public const string ReviewDeputy = "review_deputy";

    /// <summary>The own rights are suspended. {0} how many.</summary>
    public const string ReviewSuspended = "review_suspended";

    /// <summary>Rights of others are suspended; for the chief and the administrators. {0} how many, {1} spared.</summary>
    public const string ReviewClosed = "review_closed";

    /// <summary>Data are kept from going, or no longer. {0} who did it.</summary>
    public const string HoldPlaced = "hold_placed";

    public const string HoldLifted = "hold_lifted";

    /// <summary>An ordered report is sealed; for who ordered it. {0} reference.</summary>
    public const string ReportSealed = "report_sealed";

    /// <summary>An ordered report could not be made; for who ordered it. {0} what it is.</summary>
    public const string ReportFailed = "report_failed";

    /// <summary>The zone's seal ends or has ended; for who manages it and for the data protection officer. {0} name, {1} last day.</summary>
    public const string SealExpires = "seal_expires";

    /// <summary>Somebody asked for leave; for who decides. {0} name, {1} first and {2} last day.</summary>
    public const string LeaveAsked = "leave_asked";

    /// <summary>A request was withdrawn; for who would have decided. As above.</summary>
    public const string LeaveWithdrawn = "leave_withdrawn";

    /// <summary>Approved leave is asked to be cancelled; for who decides. As above.</summary>
    public const string LeaveCancellationAsked = "leave_cancellation_asked";

    /// <summary>The own leave is approved. {0} first and {1} last day.</summary>
    public const string LeaveApproved = "leave_approved";

    public const string LeaveRefused = "leave_refused";
    public const string LeaveCancelled = "leave_cancelled";

    /// <summary>The own leave stays although its cancellation was asked.</summary>
    public const string LeaveKept = "leave_kept";

    /// <summary>A colleague named the person as replacement, and the leave is final. {0} name, {1} first and {2} last day.</summary>
    public const string LeaveReplacement = "leave_replacement";

    /// <summary>Those that a person can switch.</summary>
    public static IReadOnlyList<string> All { get; } =
        [AccessRequested, AccessRunFinished, InvitationAccepted, RolesChanged, GrantOffered, GrantAnswered, KeyExpires, ZoneStateChanges, MailUndeliverable, UnusualUse,
        SupportAsked, SupportLetIn, SupportRefused, SupportEnded, ReviewOpened, ReviewWarning, ReviewDeputy, ReviewSuspended, ReviewClosed, HoldPlaced, HoldLifted,
        ReportSealed, ReportFailed, SealExpires, LeaveAsked, LeaveWithdrawn, LeaveCancellationAsked, LeaveApproved, LeaveRefused, LeaveCancelled, LeaveKept, LeaveReplacement];

    /// <summary>Told in the portal and by mail whatever the person chose.</summary>
    public static bool IsAlarm(string kind) => kind is BreakGlassUsed;

    /// <summary>Also by mail unless the person says otherwise.</summary>
    public static bool MailedByDefault(string kind) => IsAlarm(kind) || kind is UnusualUse or SupportAsked or ReviewOpened or ReviewWarning or ReviewDeputy or ReviewSuspended or ReviewClosed or RolesChanged or GrantOffered or KeyExpires or ZoneStateChanges or HoldPlaced or HoldLifted or SealExpires
        or LeaveAsked or LeaveCancellationAsked or LeaveApproved or LeaveRefused or LeaveCancelled or LeaveKept or LeaveReplacement;
}
