namespace Portal.Leave;

/// <summary>Whether sickness stands.</summary>
public enum SickNoteState
{
    Active = 0,
    Cancelled = 1,
}

/// <summary>Sickness and leave on the same days.</summary>
public static class SickLeave
{
    /// <summary>True while it stands in the way of other absences.</summary>
    public static bool Blocks(this SickNoteState state) => state == SickNoteState.Active;

    /// <summary>What leave costs no longer because the person fell sick during it, given back to the balance; in halves.</summary>
    public static decimal GivenBack(LeaveSpan leave, LeaveSpan sick, WorkCalendar calendar, bool countsHolidays = false) =>
        leave.Range.Common(sick.Range).Days().Sum(d => calendar.CostOn(d, leave.PartOn(d) & sick.PartOn(d), countsHolidays).InDays());

    /// <summary>Days of sickness that are worked days, in halves; what a sick note made into leave costs.</summary>
    public static decimal WorkedDays(LeaveSpan sick, WorkCalendar calendar) => calendar.Count(sick);
}

/// <summary>How much somebody sees of another's absence.</summary>
public enum AbsenceView
{
    /// <summary>That the person is absent, and when.</summary>
    Absent = 0,

    /// <summary>The kind of leave as well.</summary>
    Kind = 1,

    /// <summary>Kind, reason, certificate.</summary>
    All = 2,
}

/// <summary>Who sees what of an absence. Sickness is never told to colleagues and approvers.</summary>
public static class AbsenceViews
{
    /// <param name="viewer">Who looks, as the absence sees them.</param>
    /// <param name="sickness">It is sickness.</param>
    /// <param name="kindIsPublic">Colleagues may see this kind of leave.</param>
    public static AbsenceView Of(LeaveActor viewer, bool sickness, bool kindIsPublic) =>
        viewer.IsApplicant || viewer.IsStaffOffice ? AbsenceView.All
        : sickness ? AbsenceView.Absent
        : viewer.Decides || kindIsPublic ? AbsenceView.Kind
        : AbsenceView.Absent;
}
