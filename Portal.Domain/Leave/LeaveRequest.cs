using Portal.Common;

namespace Portal.Leave;

/// <summary>What somebody asks.</summary>
/// <param name="StaffId">Who is to be absent.</param>
/// <param name="Days">What it costs, in halves.</param>
/// <param name="ReplacementId">Colleague who stands in.</param>
/// <param name="AskedBy">Account of who asks; null when it came from a file.</param>
public sealed record LeaveAsk(
    string Tenant, Guid StaffId, Guid KindId, LeaveSpan Span, decimal Days, string? Reason = null, Guid? ReplacementId = null, Guid? AskedBy = null, TimeOnly? StartsAtTime = null, TimeOnly? EndsAtTime = null,
    int? Minutes = null, Guid? ImportId = null);

/// <summary>Leave that somebody asks for, from asking to taking back. Each verb says who is told, or why it may not be.</summary>
public sealed class LeaveRequest : Entity
{
    /// <summary>Days after asking, or after the last reminder never on the same day, before the approvers may be reminded.</summary>
    public const int DaysBeforeReminder = 2;

    public const int ReasonLength = 500;

    LeaveRequest() { }

    LeaveRequest(LeaveAsk ask, bool twoStage, RequestState state, DateTimeOffset now) : base(ask.Tenant, now)
    {
        (StaffId, KindId, Days, Reason, ReplacementId, AskedBy, ImportId) = (ask.StaffId, ask.KindId, ask.Days, Tidy(ask.Reason), ask.ReplacementId, ask.AskedBy, ask.ImportId);
        (FromOn, FirstPart, ToOn, LastPart) = (ask.Span.From, ask.Span.FirstPart, ask.Span.To, ask.Span.LastPart);
        (StartsAtTime, EndsAtTime, Minutes, TwoStage, State, AskedAt) = (ask.StartsAtTime, ask.EndsAtTime, ask.Minutes, twoStage, state, now);
    }

    public Guid StaffId { get; private set; }

    public Guid KindId { get; private set; }

    public DateOnly FromOn { get; private set; }

    public DayPart FirstPart { get; private set; }

    public DateOnly ToOn { get; private set; }

    public DayPart LastPart { get; private set; }

    /// <summary>Time of day in Belgium, for who leaves or comes back during the day.</summary>
    public TimeOnly? StartsAtTime { get; private set; }

    public TimeOnly? EndsAtTime { get; private set; }

    /// <summary>Of a kind that is counted in hours.</summary>
    public int? Minutes { get; private set; }

    /// <summary>What it cost when it was asked, in halves.</summary>
    public decimal Days { get; private set; }

    public RequestState State { get; private set; }

    /// <summary>A second stage has to approve what a head approves.</summary>
    public bool TwoStage { get; private set; }

    public string? Reason { get; private set; }

    /// <summary>A colleague who stands in and is told once the leave is final.</summary>
    public Guid? ReplacementId { get; private set; }

    /// <summary>Account; null when it came from a file.</summary>
    public Guid? AskedBy { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Day in Belgium of the last reminder.</summary>
    public DateOnly? RemindedOn { get; private set; }

    /// <summary>Account of who decided the first of two stages.</summary>
    public Guid? FirstDecidedBy { get; private set; }

    /// <summary>Staff member for whom the deputy decided.</summary>
    public Guid? FirstDecidedForId { get; private set; }

    public DateTimeOffset? FirstDecidedAt { get; private set; }

    public Guid? DecidedBy { get; private set; }

    public Guid? DecidedForId { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    /// <summary>Why it was refused, or why the cancellation was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Why it was approved although too few people are left.</summary>
    public string? StaffingReason { get; private set; }

    public Guid? ImportId { get; private set; }

    public LeaveSpan Span => new(FromOn, FirstPart, ToOn, LastPart);

    /// <summary>Day in Belgium.</summary>
    public DateOnly AskedOn => Brussels.DayOf(AskedAt);

    /// <summary>Asks; a kind that needs no approval is approved at once.</summary>
    public static LeaveRequest Ask(LeaveAsk ask, bool needsApproval, bool twoStage, DateTimeOffset now) =>
        new(ask, twoStage, needsApproval ? RequestState.Waiting : RequestState.Approved, now);

    /// <summary>The staff office makes leave out of days of sickness: approved at once.</summary>
    public static Result<LeaveRequest> FromSickNote(LeaveActor actor, LeaveAsk ask, DateTimeOffset now) =>
        actor.IsStaffOffice ? new LeaveRequest(ask, false, RequestState.Approved, now) : LeaveErrors.NotPrivileged;

    /// <summary>In a state that it has had elsewhere.</summary>
    public static LeaveRequest Stored(LeaveAsk ask, bool twoStage, RequestState state, DateOnly? remindedOn, DateTimeOffset askedAt) =>
        new(ask, twoStage, state, askedAt) { RemindedOn = remindedOn };

    /// <summary>Approves; a head's approval is the first stage where there are two.</summary>
    public Result<LeaveOutcome> Approve(LeaveActor actor)
    {
        if (!actor.Decides) return LeaveErrors.NotPrivileged;
        var goal = actor.Effective == LeaveStanding.Head && TwoStage ? RequestState.FirstStageApproved : RequestState.Approved;
        if (State == RequestState.Approved || State == goal) return LeaveOutcome.Unchanged(State);
        if (!State.AwaitsDecision()) return LeaveErrors.NotOpen;
        return goal == RequestState.Approved
            ? Become(goal, LeaveAudience.Applicant | Replacement)
            : Become(goal, LeaveAudience.Applicant | LeaveAudience.SecondStage);
    }

    /// <summary>Refuses, with a reason that the applicant reads.</summary>
    public Result<LeaveOutcome> Reject(LeaveActor actor, string? reason)
    {
        if (!actor.Decides || actor.IsApplicant) return LeaveErrors.NotPrivileged;
        if (State == RequestState.Rejected) return LeaveOutcome.Unchanged(State);
        if (!State.AwaitsDecision()) return LeaveErrors.NotOpen;
        if (Tidy(reason) is not { } text) return LeaveErrors.RefusalNeedsReason;
        Refusal = text;
        return Become(RequestState.Rejected, LeaveAudience.Applicant | Replacement);
    }

    /// <summary>Takes it back: what waits is withdrawn; what is approved becomes a request of its own, unless the staff office does it.</summary>
    public Result<LeaveOutcome> Cancel(LeaveActor actor)
    {
        var grants = actor.IsStaffOffice || (State == RequestState.CancellationRequested && actor is { Decides: true, IsApplicant: false });
        if (!actor.IsApplicant && !grants) return LeaveErrors.NotPrivileged;
        return State switch
        {
            RequestState.New or RequestState.Waiting => Become(RequestState.Revoked, (actor.IsApplicant ? LeaveAudience.Approvers : LeaveAudience.Applicant | LeaveAudience.Approvers) | Replacement),
            RequestState.FirstStageApproved or RequestState.Approved or RequestState.CancellationRequested when grants => Become(RequestState.Cancelled, LeaveAudience.Applicant | Replacement),
            RequestState.FirstStageApproved or RequestState.Approved => Become(RequestState.CancellationRequested, LeaveAudience.Approvers),
            _ => LeaveOutcome.Unchanged(State),
        };
    }

    /// <summary>The leave stays although the person asked to take it back.</summary>
    public Result<LeaveOutcome> KeepApproved(LeaveActor actor, string? reason)
    {
        if (!actor.IsStaffOffice && (!actor.Decides || actor.IsApplicant)) return LeaveErrors.NotPrivileged;
        if (State != RequestState.CancellationRequested) return LeaveErrors.NotOpen;
        if (Tidy(reason) is not { } text) return LeaveErrors.RefusalNeedsReason;
        Refusal = text;
        return Become(RequestState.Approved, LeaveAudience.Applicant);
    }

    /// <summary>Reminds who has to decide, at most once a day and not on the heels of the request.</summary>
    public Result<LeaveOutcome> Remind(DateOnly today)
    {
        if (!State.AwaitsDecision()) return LeaveErrors.NotOpen;
        if (RemindedOn is null && today < AskedOn.AddDays(DaysBeforeReminder)) return LeaveErrors.TooEarly;
        if (RemindedOn == today) return LeaveErrors.AlreadySent;
        RemindedOn = today;
        return new LeaveOutcome(State, true, LeaveAudience.Approvers);
    }

    /// <summary>What it costs, once that is counted.</summary>
    public void Costs(decimal days) => Days = days;

    /// <summary>Who decided what was just decided.</summary>
    /// <param name="person">Account.</param>
    /// <param name="forId">Staff member for whom a deputy decides.</param>
    /// <param name="staffingReason">Why it was approved although too few are left; null when enough are.</param>
    public void Sign(Guid? person, Guid? forId, string? staffingReason, DateTimeOffset now)
    {
        if (State == RequestState.FirstStageApproved) (FirstDecidedBy, FirstDecidedForId, FirstDecidedAt) = (person, forId, now);
        else (DecidedBy, DecidedForId, DecidedAt) = (person, forId, now);
        StaffingReason = Tidy(staffingReason) ?? StaffingReason;
    }

    LeaveAudience Replacement => ReplacementId is not null ? LeaveAudience.Replacement : LeaveAudience.Nobody;

    LeaveOutcome Become(RequestState state, LeaveAudience told)
    {
        State = state;
        return new LeaveOutcome(state, true, told);
    }

    static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var t && t.Length > ReasonLength ? t[..ReasonLength] : t;
}
