using System.Globalization;
using Portal.Identity.Roles;
using Portal.Tenants;

namespace Portal.Identity.Reviews;

/// <summary>Words for reviews of rights, in the user's language.</summary>
static class ReviewWords
{
    public static string Of(ReviewDecision decision) => ReviewText.ResourceManager.GetString("Decision_" + decision, CultureInfo.CurrentUICulture) ?? decision.ToString();

    public static string Of(ReviewRow row) => row.Role.Role == ZoneRole.Custom ? row.RoleName ?? RoleWords.Of(ZoneRole.Custom) : RoleWords.Of(row.Role.Role);

    public static string ToneOf(ReviewDecision decision) => decision switch
    {
        ReviewDecision.Open => "warning",
        ReviewDecision.Confirmed or ReviewDecision.Restored => "ok",
        ReviewDecision.Suspended => "danger",
        _ => "quiet",
    };

    public static string IconOf(ReviewDecision decision) => decision switch
    {
        ReviewDecision.Open => "hourglass_top",
        ReviewDecision.Confirmed => "check_circle",
        ReviewDecision.Restored => "undo",
        ReviewDecision.Suspended => "block",
        ReviewDecision.Withdrawn => "person_remove",
        _ => "shield_person",
    };
}
