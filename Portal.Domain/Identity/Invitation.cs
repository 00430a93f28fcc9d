using Portal.Common;

namespace Portal.Identity;

/// <summary>Where an invitation stands.</summary>
public enum InvitationState
{
    Open = 0,
    Accepted = 1,
    Expired = 2,
    Revoked = 3,
}

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
        (email, name.Length > NameLength ? name[..NameLength] : name, language, roles, staffId, requestId, tokenHash, invitedBy, now, now, 1, now + Lifetime);

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

    public InvitationState StateAt(DateTimeOffset now) =>
        AcceptedAt is not null ? InvitationState.Accepted : RevokedAt is not null ? InvitationState.Revoked : now < ExpiresAt ? InvitationState.Open : InvitationState.Expired;

    /// <summary>A new link; the old one dies.</summary>
    public Result Resend(byte[] tokenHash, DateTimeOffset now)
    {
        if (AcceptedAt is not null || RevokedAt is not null) return InvitationErrors.Over;
        (TokenHash, SentAt, ExpiresAt, SentCount) = (tokenHash, now, now + Lifetime, SentCount + 1);
        return Result.Ok;
    }

    public Result Revoke(DateTimeOffset now)
    {
        if (AcceptedAt is not null || RevokedAt is not null) return InvitationErrors.Over;
        RevokedAt = now;
        return Result.Ok;
    }

    public Result Accept(Guid personId, DateTimeOffset now)
    {
        if (StateAt(now) != InvitationState.Open) return InvitationErrors.LinkUnusable;
        (AcceptedAt, AcceptedBy) = (now, personId);
        return Result.Ok;
    }
}

/// <summary>What can be wrong with an invitation.</summary>
public static class InvitationErrors
{
    public static Error NameMissing { get; } = Error.Invalid("access.name_missing", Invitation.NameLength);

    public static Error LanguageUnknown { get; } = Error.Invalid("access.language_unknown");

    public static Error Over { get; } = Error.Conflict("access.invitation_over");

    /// <summary>Unknown, expired, used and revoked alike: the answer tells nothing.</summary>
    public static Error LinkUnusable { get; } = new("access.link_unusable", ErrorKind.NotFound);

    public static Error AlreadyInvited { get; } = Error.Conflict("access.already_invited");

    public static Error AlreadyMember { get; } = Error.Conflict("access.already_member");

    public static Error StaffHasAccount { get; } = Error.Conflict("access.staff_has_account");

    public static Error StaffWithoutEmail { get; } = Error.Invalid("access.staff_without_email");

    public static Error StaffLeft { get; } = Error.Conflict("access.staff_left");

    public static Error RolesMissing { get; } = Error.Invalid("access.roles_missing");

    public static Error RoleUnknown { get; } = Error.Invalid("access.role_unknown");

    /// <summary>Whoever may not give roles as such does not make others mightier than themselves.</summary>
    public static Error RoleTooHigh { get; } = new("access.role_too_high", ErrorKind.Forbidden);

    public static Error RoleNeedsEnd { get; } = Error.Invalid("access.role_needs_end");

    public static Error RolesConflict { get; } = Error.Conflict("access.roles_conflict");

    public static Error SignedInAsAnother { get; } = Error.Conflict("access.signed_in_as_another");

    public static Error HasAccount { get; } = Error.Conflict("access.has_account");

    public static Error PasswordTooShort(int least) => Error.Invalid("access.password_too_short", least);

    public static Error PasswordTooSimple { get; } = Error.Invalid("access.password_too_simple");

    public static Error HasAdministrator { get; } = Error.Conflict("access.has_administrator");
}

/// <summary>What the audit calls what is done to invitations.</summary>
public static class InvitationActions
{
    public const string Sent = "invitation.sent";
    public const string Resent = "invitation.resent";
    public const string Revoked = "invitation.revoked";
    public const string Accepted = "invitation.accepted";

    /// <summary>In the federal police's own audit.</summary>
    public const string AdministratorInvited = "invitation.administrator_invited";
}
