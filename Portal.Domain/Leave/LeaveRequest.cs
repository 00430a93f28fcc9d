using Portal.Common;

namespace Portal.Leave;

/// <summary>Leave that somebody asks for, from asking to taking back. Each verb says who is told, or why it may not be.</summary>
public sealed class LeaveRequest
{
    /// <summary>Days after asking, or after the last reminder never on the same day, before the approvers may be reminded.</summary>
    public const int DaysBeforeReminder = 2;

    public const int ReasonLength = 500;

    LeaveRequest(LeaveSpan span, bool twoStage, bool hasReplacement, DateOnly askedOn, RequestState state) =>
        (Span, TwoStage, HasReplacement, AskedOn, State) = (span, twoStage, hasReplacement, askedOn, state);

    public LeaveSpan Span { get; }

    /// <summary>A second stage has to approve what a head approves.</summary>
    public bool TwoStage { get; }

    /// <summary>A colleague stands in and is told once the leave is final.</summary>
    public bool HasReplacement { get; }

    /// <summary>Day in Belgium.</summary>
    public DateOnly AskedOn { get; }

    public RequestState State { get; private set; }

    /// <summary>Day in Belgium of the last reminder.</summary>
    public DateOnly? RemindedOn { get; private set; }

    /// <summary>Why it was refused, or why the cancellation was.</summary>
    public string? Refusal { get; private set; }

    /// <summary>Asks; a kind that needs no approval is approved at once.</summary>
    public static LeaveRequest Ask(LeaveSpan span, bool needsApproval, bool twoStage, bool hasReplacement, DateOnly today) =>
        new(span, twoStage, hasReplacement, today, needsApproval ? RequestState.Waiting : RequestState.Approved);

    /// <summary>The staff office makes leave out of days of sickness: approved at once.</summary>
    public static Result<LeaveRequest> FromSickNote(LeaveActor actor, LeaveSpan span, DateOnly today) =>
        actor.IsStaffOffice ? new LeaveRequest(span, false, false, today, RequestState.Approved) : LeaveErrors.NotPrivileged;

    /// <summary>As it was stored.</summary>
    public static LeaveRequest Stored(LeaveSpan span, bool twoStage, bool hasReplacement, DateOnly askedOn, RequestState state, DateOnly? remindedOn) =>
        new(span, twoStage, hasReplacement, askedOn, state) { RemindedOn = remindedOn };

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

    LeaveAudience Replacement => HasReplacement ? LeaveAudience.Replacement : LeaveAudience.Nobody;

    LeaveOutcome Become(RequestState state, LeaveAudience told)
    {
        State = state;
        return new LeaveOutcome(state, true, told);
    }

    static string? Tidy(string? text) => string.IsNullOrWhiteSpace(text) ? null : text.Trim() is var t && t.Length > ReasonLength ? t[..ReasonLength] : t;
}
