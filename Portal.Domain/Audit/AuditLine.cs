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
    /// <param name="purpose">For what the person worked at that moment; null when the thing asks for none.</param>
    /// <param name="caseNumber">Of the purpose.</param>
    /// <param name="now">When.</param>
    public AuditLine(
        string tenant, Guid? personId, string action, string objectKind, Guid objectId, string? reason, string? details, ConsultationPurpose? purpose, string? caseNumber, DateTimeOffset now) : base(tenant, now) =>
        (PersonId, Action, ObjectKind, ObjectId, Reason, Details, Purpose, CaseNumber, DoneAt) =
        (personId, action, objectKind, objectId, reason is { Length: > ReasonLength } ? reason[..ReasonLength] : reason, details, purpose, caseNumber, now);

    public Guid? PersonId { get; private set; }

    public string Action { get; private set; } = null!;

    public string ObjectKind { get; private set; } = null!;

    public Guid ObjectId { get; private set; }

    public string? Reason { get; private set; }

    public string? Details { get; private set; }

    public ConsultationPurpose? Purpose { get; private set; }

    public string? CaseNumber { get; private set; }

    public DateTimeOffset DoneAt { get; private set; }
}
