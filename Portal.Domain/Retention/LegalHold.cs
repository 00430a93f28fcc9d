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

    public void Lift(Guid by, DateTimeOffset now) => (LiftedBy, LiftedAt) = (by, now);
}
