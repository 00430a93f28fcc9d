using Portal.Common;

namespace Portal.Audit;

/// <summary>Who acts, for whom and from where.</summary>
/// <param name="PersonId">Null for the portal's own jobs and for another system.</param>
/// <param name="OnBehalfOf">Who let the person in, when the person acts in a zone that is not the own one.</param>
/// <param name="KeyId">The key of another system.</param>
/// <param name="SupportAccessId">The support access under which it is done.</param>
/// <param name="Address">Internet address that the request came from.</param>
public sealed record AuditActor(Guid? PersonId, Guid? OnBehalfOf = null, Guid? KeyId = null, Guid? SupportAccessId = null, string? Address = null);

/// <summary>Who did what to which thing, and when. Written in the save that does it; never changed (the database grants no update). What it says in words stands in <see cref="AuditContent"/>.</summary>
/// <remarks>Numbered and chained within seconds by the database itself, which alone may write those columns; <see cref="AuditChain"/> tells how.</remarks>
public sealed class AuditLine : Entity
{
    public const int ActionLength = 60;
    public const int KindLength = 40;

    AuditLine() { }

    /// <param name="tenant">Zone in which it was done.</param>
    /// <param name="actor">Who.</param>
    /// <param name="action">A key such as <c>hit.confirmed</c>.</param>
    /// <param name="objectKind">The kind of thing, such as <c>Hit</c>.</param>
    /// <param name="objectId">Its identifier.</param>
    /// <param name="reason">Why, as a key or in the person's words; cut at 500 characters.</param>
    /// <param name="details">Criteria, or before and after, as JSON; or null.</param>
    /// <param name="purpose">For what the person worked at that moment; null when the thing asks for none.</param>
    /// <param name="caseNumber">Of the purpose.</param>
    /// <param name="now">When.</param>
    public AuditLine(
        string tenant, AuditActor actor, string action, string objectKind, Guid objectId, string? reason, string? details, ConsultationPurpose? purpose, string? caseNumber, DateTimeOffset now) : base(tenant, now)
    {
        (PersonId, OnBehalfOf, KeyId, SupportAccessId, Action, ObjectKind, ObjectId, Purpose, DoneAt) = (actor.PersonId, actor.OnBehalfOf, actor.KeyId, actor.SupportAccessId, action, objectKind, objectId, purpose, now);
        Content = new AuditContent(tenant, Id, actor.Address, reason, details, caseNumber);
    }

    public Guid? PersonId { get; private set; }

    /// <summary>Who let the person in; null for who acts in the own zone.</summary>
    public Guid? OnBehalfOf { get; private set; }

    /// <summary>The key of another system; null for people and jobs.</summary>
    public Guid? KeyId { get; private set; }

    public Guid? SupportAccessId { get; private set; }

    public string Action { get; private set; } = null!;

    public string ObjectKind { get; private set; } = null!;

    public Guid ObjectId { get; private set; }

    public ConsultationPurpose? Purpose { get; private set; }

    public DateTimeOffset DoneAt { get; private set; }

    /// <summary>Place in the zone's chain, from 1; null until it is chained.</summary>
    public long? Sequence { get; private set; }

    /// <summary>SHA-256 of the content, which stays when the content goes.</summary>
    public byte[]? ContentHash { get; private set; }

    /// <summary>SHA-256 of the hash before, the number and this line.</summary>
    public byte[]? ChainHash { get; private set; }

    /// <summary>What it says in words; null once that has reached its limit.</summary>
    public AuditContent? Content { get; private set; }

    public string? Reason => Content?.Reason;

    public string? Details => Content?.Details;

    public string? CaseNumber => Content?.CaseNumber;
}
