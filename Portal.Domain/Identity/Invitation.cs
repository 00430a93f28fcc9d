using Portal.Common;

namespace Portal.Identity;

/// <summary>A link that lets one person in, once, until a moment. The link's word is kept as its hash alone.</summary>
public sealed class Invitation : Entity
{
    public const int NameLength = 121;
    public const int RolesLength = 400;

    /// <summary>How long a link works after it was sent.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromDays(7);

    Invitation() { }

    public Invitation(
        string tenant, string email, string name, string language, string roles, Guid? staffId, Guid? requestId, byte[] tokenHash, Guid? invitedBy, DateTimeOffset now) : base(tenant, now) =>
        (Email, Name, Language, Roles, StaffId, RequestId, TokenHash, InvitedBy, CreatedAt, SentAt, SentCount, ExpiresAt) =
        (email, name, language, roles, staffId, requestId, tokenHash, invitedBy, now, now, 1, now + Lifetime);

    public string Email { get; private set; } = null!;

    public string Name { get; private set; } = null!;

    /// <summary>Language of the mail.</summary>
    public string Language { get; private set; } = null!;

    /// <summary>Names of built-in roles, and identifiers of the zone's own, separated by blanks.</summary>
    public string Roles { get; private set; } = null!;

    /// <summary>The staff member who is to have the account.</summary>
    public Guid? StaffId { get; private set; }

    /// <summary>The request that this answers.</summary>
    public Guid? RequestId { get; private set; }

    /// <summary>SHA-256.</summary>
    public byte[] TokenHash { get; private set; } = [];

    /// <summary>Null for the portal itself.</summary>
    public Guid? InvitedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    /// <summary>Last time.</summary>
    public DateTimeOffset SentAt { get; private set; }

    public int SentCount { get; private set; }

    public DateTimeOffset ExpiresAt { get; private set; }

    public DateTimeOffset? AcceptedAt { get; private set; }

    public Guid? AcceptedBy { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }
}
