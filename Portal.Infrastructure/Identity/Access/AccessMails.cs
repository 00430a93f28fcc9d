using Portal.Common.Notices;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary>Writes the mail that lets in; the portal's texts stand behind it.</summary>
/// <param name="language">Of the mail.</param>
/// <param name="zone">Where to.</param>
/// <param name="name">Of who is invited.</param>
/// <param name="code">The word of the link; it stands in the body alone.</param>
/// <param name="expiresAt">Until when the link works.</param>
public delegate MailText WriteInvitation(string language, TenantInfo zone, string name, InvitationCode code, DateTimeOffset expiresAt);

/// <summary>Writes the mail that says no.</summary>
/// <param name="language">Of the mail.</param>
/// <param name="zone">Which zone.</param>
/// <param name="name">Of who asked.</param>
/// <param name="reason">Why, in the words of who decided.</param>
public delegate MailText WriteRefusal(string language, TenantInfo zone, string name, string reason);

/// <summary>Kinds of mail to people who may have no account.</summary>
public static class AccessMailKinds
{
    public const string Invitation = "invitation";
    public const string Refusal = "access_refused";
}
