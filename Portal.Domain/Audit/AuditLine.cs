using Portal.Common;

namespace Portal.Audit;

/// <summary>Who did what to which thing, when and why. Written in the save that does it; never changed (the database grants no update).</summary>
public sealed class AuditLine : Entity
{
    public const int ActionLength = 60;
    public const int ReasonLength = 500;
    public const int DetailsLength = 4000;

    AuditLine() { }

    /// <param name="tenant">Zone in which it was done.</param>
    /// <param name="personId">Who; null for the portal's own jobs.</param>
    /// <param name="action">A key such as <c>hit.confirmed</c>.</param>
    /// <param name="objectKind">The kind of thing, such as <c>Hit</c>.</param>
    /// <param name="objectId">Its identifier.</param>
    /// <param name="reason">Why, as a key or in the person's words; cut at 500 characters.</param>
    /// <param name="details">Before and after as JSON, or null.</param>
    /// <param name="now">When.</param>
    public AuditLine(string tenant, Guid? personId, string action, string objectKind, Guid objectId, string? reason, string? details, DateTimeOffset now) : base(tenant, now) =>
        (PersonId, Action, ObjectKind, ObjectId, Reason, Details, DoneAt) = (personId, action, objectKind, objectId, reason is { Length: > ReasonLength } ? reason[..ReasonLength] : reason, details, now);

    public Guid? PersonId { get; private set; }

    public string Action { get; private set; } = null!;

    public string ObjectKind { get; private set; } = null!;

    public Guid ObjectId { get; private set; }

    public string? Reason { get; private set; }

    public string? Details { get; private set; }

    public DateTimeOffset DoneAt { get; private set; }
}
