using System.Globalization;
using Portal.Common;
using Portal.Common.Notices;
using Portal.Identity.Roles;
using Portal.Shell;

namespace Portal.Identity.Access;

/// <summary>Words for invitations and requests, in the user's language; and those of their mails, in the receiver's.</summary>
static class AccessWords
{
    public static string Of(InvitationState state) => state switch
    {
        InvitationState.Open => AccessText.StateOpen,
        InvitationState.Accepted => AccessText.StateAccepted,
        InvitationState.Expired => AccessText.StateExpired,
        _ => AccessText.StateRevoked,
    };

    public static (string Tone, string Icon) LookOf(InvitationState state) => state switch
    {
        InvitationState.Open => ("", "schedule"),
        InvitationState.Accepted => ("ok", "check_circle"),
        InvitationState.Expired => ("warning", "timer_off"),
        _ => ("quiet", "block"),
    };

    public static string Of(AccessRequestState state) => state switch
    {
        AccessRequestState.Waiting => AccessText.RequestWaiting,
        AccessRequestState.Approved => AccessText.RequestApproved,
        _ => AccessText.RequestRefused,
    };

    public static (string Tone, string Icon) LookOf(AccessRequestState state) => state switch
    {
        AccessRequestState.Waiting => ("", "schedule"),
        AccessRequestState.Approved => ("ok", "check_circle"),
        _ => ("quiet", "block"),
    };

    public static string Of(StaffMatch match) => match switch
    {
        StaffMatch.Certain => AccessText.MatchCertain,
        StaffMatch.Doubtful => AccessText.MatchDoubtful,
        _ => AccessText.MatchNone,
    };

    public static (string Tone, string Icon) LookOf(StaffMatch match) => match switch
    {
        StaffMatch.Certain => ("ok", "verified"),
        StaffMatch.Doubtful => ("warning", "help"),
        _ => ("quiet", "person_off"),
    };

    public static string OfRoles(string roles, IReadOnlyDictionary<Guid, string> own) => string.Join(", ", RoleRef.Parse(roles).Select(r => RoleWords.Of(r, own)));

    /// <param name="site">Address of the portal; the link begins with it.</param>
    public static WriteInvitation InvitationsFor(string site) => (language, zone, name, code, expiresAt) =>
    {
        var culture = new CultureInfo(Preferences.CultureOf(language));
        return Mail(culture, nameof(AccessText.MailInvitationSubject), [zone.Code, zone.NameIn(language)], nameof(AccessText.MailInvitationBody),
            [name, zone.Code, zone.NameIn(language), $"{site}/invitation/{code}", Brussels.At(expiresAt).ToString("dddd d MMMM yyyy H:mm", culture)]);
    };

    public static MailText WriteRefusal(string language, Tenants.TenantInfo zone, string name, string reason) =>
        Mail(new CultureInfo(Preferences.CultureOf(language)), nameof(AccessText.MailRefusalSubject), [zone.Code, zone.NameIn(language)],
            nameof(AccessText.MailRefusalBody), [name, zone.Code, zone.NameIn(language), reason]);

    static MailText Mail(CultureInfo culture, string subject, object[] subjectValues, string body, object[] bodyValues)
    {
        string Say(string key, params object[] values) => string.Format(culture, AccessText.ResourceManager.GetString(key, culture)!, values);
        // The tables of texts hold one line each: two bars stand for an empty line. Filled in afterwards, so that a name with bars stays a name.
        var text = string.Format(culture, AccessText.ResourceManager.GetString(body, culture)!.Replace("||", "\n\n", StringComparison.Ordinal), bodyValues);
        return new(Say(subject, subjectValues), $"{text}\n\n-- \n{Say(nameof(AccessText.MailFooter))}\n");
    }
}
