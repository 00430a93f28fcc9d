using System.Text.RegularExpressions;
using Portal.Common.Notices;

namespace Portal.Tests.Identity.Access;

/// <summary>Mails of a portal that has no server, by whom they are for.</summary>
static partial class TestMails
{
    public static IReadOnlyList<MailFile> Of(PortalServices portal, string recipient) => [.. MailFile.Latest(portal.MailFolder, int.MaxValue).Where(m => m.To == recipient).Reverse()];

    /// <summary>Waits for the mail and gives the word of its link.</summary>
    /// <param name="number">Of this recipient's mails, from 1.</param>
    public static async Task<string> CodeAsync(PortalServices portal, string recipient, int number = 1)
    {
        await Eventually.TrueAsync($"mail {number} to {recipient}", () => Of(portal, recipient).Count >= number);
        return Link().Match(Of(portal, recipient)[number - 1].Body).Groups["code"].Value;
    }

    [GeneratedRegex(@"/invitation/(?<code>\d{4}-[a-z0-9]{32})\b", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Link();
}
