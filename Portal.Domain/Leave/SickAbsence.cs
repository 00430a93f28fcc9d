using Portal.Common;

namespace Portal.Leave;

/// <summary>Somebody is sick. Colleagues and approvers see that the person is absent, and no more.</summary>
public sealed class SickAbsence : Entity
{
    SickAbsence() { }

    public SickAbsence(string tenant, Guid staffId, LeaveSpan span, Guid? by, DateTimeOffset now) : base(tenant, now)
    {
        (StaffId, NotedBy, NotedAt) = (staffId, by, now);
        (FromOn, FirstPart, ToOn, LastPart) = (span.From, span.FirstPart, span.To, span.LastPart);
    }

    public Guid StaffId { get; private set; }

    public DateOnly FromOn { get; private set; }

    public DayPart FirstPart { get; private set; }

    public DateOnly ToOn { get; private set; }

    public DayPart LastPart { get; private set; }

    public SickNoteState State { get; private set; }

    public Guid? NotedBy { get; private set; }

    public DateTimeOffset NotedAt { get; private set; }

    public LeaveSpan Span => new(FromOn, FirstPart, ToOn, LastPart);

    /// <summary>It was noted by mistake.</summary>
    public void Cancel() => State = SickNoteState.Cancelled;
}
