using System.Globalization;
using Portal.Common;

namespace Portal.Contacts;

/// <summary>Words for what the staff list knows as numbers and keys.</summary>
static class ContactWords
{
    public static string Of(Statute statute) => statute switch
    {
        Statute.Operational => ContactsText.Operational,
        Statute.AdministrativeLogistic => ContactsText.AdministrativeLogistic,
        Statute.Contractual => ContactsText.Contractual,
        _ => ContactsText.External,
    };

    public static string Of(StaffPresence presence) => presence switch
    {
        StaffPresence.Here => ContactsText.PresenceHere,
        StaffPresence.Leaving => ContactsText.PresenceLeaving,
        StaffPresence.Left => ContactsText.PresenceLeft,
        _ => ContactsText.PresenceAll,
    };

    /// <summary>Why somebody decides on another's requests.</summary>
    public static string Of(NamedApprover approver) => approver.Reason switch
    {
        ApproverReason.Chief => ContactsText.BecauseChief,
        ApproverReason.UnitLeader => ContactsText.BecauseLeader.With(approver.Unit),
        ApproverReason.UpperUnitLeader => ContactsText.BecauseUpperLeader.With(approver.Unit),
        ApproverReason.ZoneDefault => ContactsText.BecauseDefault,
        _ => ContactsText.NobodyDecides,
    };

    /// <summary>Languages by name; a dash for none.</summary>
    public static string OfLanguages(string codes) =>
        codes == "" ? "—" : string.Join(", ", codes.Split(' ').Select(Show.LanguageName));

    public static string OfAction(string action) => Portal.Audit.AuditText.ResourceManager.GetString("Action_" + action, CultureInfo.CurrentUICulture) ?? action;
}
