using Portal.Anpr.Hotlists;
using Portal.Anpr.Plates;
using Portal.Common;

namespace Portal.Anpr.Hits;

/// <summary>A read that agrees with a hotlist entry and waits for a person's judgement, or has had it.</summary>
/// <remarks>Made by the ingest in the transaction of its read; only the decision is made here.</remarks>
public sealed class Hit : Entity
{
    public const int NoteLength = 500;

    /// <summary>Reads of one entry at one camera that lie at most this far apart are one passage and one hit.</summary>
    public static readonly TimeSpan PassageGap = TimeSpan.FromSeconds(10);

    /// <summary>For so long may who decided take the decision back; afterwards only who may correct decisions.</summary>
    public static readonly TimeSpan OwnCorrection = TimeSpan.FromMinutes(15);

    Hit() { }

    public Guid CameraId { get; private set; }

    public Guid HotlistId { get; private set; }

    public Guid EntryId { get; private set; }

    /// <summary>First read of the passage (UTC); with camera and source key it finds the read.</summary>
    public DateTimeOffset CapturedAt { get; private set; }

    public byte[] SourceKey { get; private set; } = [];

    public DateTimeOffset LastCapturedAt { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public DateTimeOffset RecordedAt { get; private set; }

    /// <summary>Reads of this passage.</summary>
    public int ReadCount { get; private set; }

    /// <summary>Normalised plate as read.</summary>
    public string ObservedPlate { get; private set; } = null!;

    /// <summary>Normalised plate of the entry.</summary>
    public string MatchedPlate { get; private set; } = null!;

    public MatchKind Kind { get; private set; }

    public PlateMatchReason MatchReason { get; private set; }

    /// <summary>Several entries agree equally well: never an alarm.</summary>
    public bool Ambiguous { get; private set; }

    /// <summary>The entry's, at the moment of the match; orders the queue.</summary>
    public EntryPriority Priority { get; private set; }

    public HitState State { get; private set; }

    public DecisionReason? Reason { get; private set; }

    public string? Note { get; private set; }

    public DateTimeOffset? DecidedAt { get; private set; }

    public Guid? DecidedBy { get; private set; }

    /// <summary>Copy of read and entry (<see cref="HitEvidence"/> as JSON), taken at confirmation so that it outlives both.</summary>
    public string? Evidence { get; private set; }

    /// <summary>Last day on which a confirmed hit is kept; null while its life is that of its read.</summary>
    public DateOnly? KeptUntilOn { get; private set; }

    /// <summary>Sound and mark: an alarm entry, exactly matched.</summary>
    public bool IsAlarm => Priority == EntryPriority.Alarm && Kind == MatchKind.Exact && !Ambiguous;

    /// <param name="evidence">Copy of read and entry as JSON.</param>
    /// <param name="keptUntilOn">By the zone's setting.</param>
    public Result Confirm(DecisionReason reason, string? note, Guid by, DateTimeOffset now, string evidence, DateOnly keptUntilOn)
    {
        if (Decide(HitState.Confirmed, reason, note, by, now) is { Succeeded: false } refused) return refused;
        (Evidence, KeptUntilOn) = (evidence, keptUntilOn);
        return Result.Ok;
    }

    public Result Reject(DecisionReason reason, string? note, Guid by, DateTimeOffset now) => Decide(HitState.Rejected, reason, note, by, now);

    /// <summary>Takes a decision back; the copies made by it go.</summary>
    /// <param name="mayCorrectAny">The person may correct anybody's decision at any time.</param>
    public Result Reopen(Guid by, DateTimeOffset now, bool mayCorrectAny)
    {
        if (State == HitState.Open) return HitErrors.NotDecided;
        if (!mayCorrectAny && (DecidedBy != by || now - DecidedAt > OwnCorrection)) return HitErrors.CorrectionTooLate((int)OwnCorrection.TotalMinutes);
        (State, Reason, Note, DecidedAt, DecidedBy, Evidence, KeptUntilOn) = (HitState.Open, null, null, null, null, null, null);
        return Result.Ok;
    }

    Result Decide(HitState state, DecisionReason reason, string? note, Guid by, DateTimeOffset now)
    {
        if (State != HitState.Open) return HitErrors.AlreadyDecided;
        if (!DecisionReasons.For(state).Contains(reason)) return HitErrors.ReasonMissing;
        if (note is { Length: > NoteLength }) return HitErrors.NoteTooLong;
        (State, Reason, Note, DecidedAt, DecidedBy) = (state, reason, string.IsNullOrWhiteSpace(note) ? null : note.Trim(), now, by);
        return Result.Ok;
    }
}
