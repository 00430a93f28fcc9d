namespace Portal.Leave;

/// <summary>What a role may do with leave; each is the name of a policy. Who decides on whose leave follows from the staff list and from who stands in, so that nobody's leave waits for a role.</summary>
public static class LeavePermissions
{
    /// <summary>See the own balance, ask for leave, and decide on the leave of those whose approver or deputy one is.</summary>
    public const string Ask = "leave.ask";

    /// <summary>Keep the zone's leave: staff office.</summary>
    public const string Manage = "leave.manage";
}

/// <summary>What happens to leave, as the audit names it.</summary>
public static class LeaveActions
{
    public const string Asked = "leave.asked";
    public const string FirstApproved = "leave.first_approved";
    public const string Approved = "leave.approved";
    public const string Refused = "leave.refused";
    public const string Withdrawn = "leave.withdrawn";
    public const string CancellationAsked = "leave.cancellation_asked";
    public const string Cancelled = "leave.cancelled";

    /// <summary>The leave stays although the person asked to take it back.</summary>
    public const string Kept = "leave.kept";

    public const string DeputyNamed = "leave.deputy_named";
    public const string DeputyRemoved = "leave.deputy_removed";

    /// <summary>The zone got its kinds of leave, holidays and rules to begin with.</summary>
    public const string Prepared = "leave.prepared";

    /// <summary>Requests that wait for somebody were shown.</summary>
    public const string Waiting = "leave.waiting_listed";

    /// <summary>A request was shown with the team's absences.</summary>
    public const string Viewed = "leave.viewed";

    /// <summary>A month of a unit was shown.</summary>
    public const string CalendarViewed = "leave.calendar_viewed";
}
