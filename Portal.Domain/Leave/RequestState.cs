namespace Portal.Leave;

/// <summary>Where a request stands.</summary>
public enum RequestState
{
    /// <summary>Being written; nobody has seen it.</summary>
    New = 0,

    /// <summary>Asked, nobody has decided.</summary>
    Waiting = 1,

    /// <summary>The first of two stages has approved.</summary>
    FirstStageApproved = 2,

    Approved = 3,

    /// <summary>Approved, and the person asks to take it back; holds until that is decided.</summary>
    CancellationRequested = 4,

    Rejected = 5,

    /// <summary>Withdrawn before anybody decided.</summary>
    Revoked = 6,

    /// <summary>Approved once and taken back.</summary>
    Cancelled = 7,
}

/// <summary>What a state means for balance and calendar.</summary>
public static class RequestStates
{
    /// <summary>True while it takes days from the balance and blocks its days: what waits reserves.</summary>
    public static bool Reserves(this RequestState state) =>
        state is RequestState.Waiting or RequestState.FirstStageApproved or RequestState.Approved or RequestState.CancellationRequested;

    /// <summary>True while an approver is asked for a decision on the leave itself.</summary>
    public static bool AwaitsDecision(this RequestState state) => state is RequestState.Waiting or RequestState.FirstStageApproved;

    /// <summary>True when nothing more can happen to it.</summary>
    public static bool HasEnded(this RequestState state) => state is RequestState.Rejected or RequestState.Revoked or RequestState.Cancelled;
}
