using Portal.Common;

namespace Portal.Retention;

/// <summary>Nothing of this kind, or nothing at all, is removed while it stands: data that an inquiry or a court may want.</summary>
public sealed class LegalHold : Entity
{
    public const int ReasonLength = 500;
    public const int ReferenceLength = 60;

    LegalHold() { }

    public LegalHold(string tenant, string? kind, Guid? objectId, string reason, string? reference, Guid by, DateTimeOffset now) : base(tenant, now) =>
        (Kind, ObjectId, Reason, Reference, PlacedBy, PlacedAt) = (kind, objectId, reason, reference, by, now);

    /// <summary>Key of a <see cref="RetentionKind"/>; null holds everything of the zone.</summary>
    public string? Kind { get; private set; }

    /// <summary>One thing of the kind; null holds the whole kind.</summary>
    public Guid? ObjectId { get; private set; }

    public string Reason { get; private set; } = null!;

    /// <summary>Number of the file that asks for it.</summary>
    public string? Reference { get; private set; }

    public Guid PlacedBy { get; private set; }

    public DateTimeOffset PlacedAt { get; private set; }

    public Guid? LiftedBy { get; private set; }

    public DateTimeOffset? LiftedAt { get; private set; }

    /// <param name="kind">Key of a kind; null for everything of the zone.</param>
    /// <param name="objectId">One thing of the kind; null for all of it. Lines of the audit go in whole days only, so that one of them cannot be held.</param>
    public static Result<LegalHold> Place(string tenant, string? kind, Guid? objectId, string? reason, string? reference, Guid by, DateTimeOffset now)
    {
        (reason, reference) = (reason?.Trim(), string.IsNullOrWhiteSpace(reference) ? null : reference.Trim());
        if (kind is not null && !RetentionKinds.Holdable.Any(k => k.Key == kind)) return RetentionErrors.KindUnknown;
        if (objectId is not null && (kind is null || kind == RetentionKinds.Audit.Key)) return RetentionErrors.ObjectWithoutKind;
        if (string.IsNullOrEmpty(reason) || reason.Length > ReasonLength) return RetentionErrors.ReasonMissing;
        if (reference is { Length: > ReferenceLength }) return RetentionErrors.ReferenceTooLong;
        return new LegalHold(tenant, kind, objectId, reason, reference, by, now);
    }

    public Result Lift(Guid by, DateTimeOffset now)
    {
        if (LiftedAt is not null) return RetentionErrors.AlreadyLifted;
        (LiftedBy, LiftedAt) = (by, now);
        return Result.Ok;
    }
}
