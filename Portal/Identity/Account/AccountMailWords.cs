using System.Globalization;
using Portal.Shell;

namespace Portal.Identity.Account;

/// <summary>The words of mails about accounts, in the language of who receives them.</summary>
static class AccountMailWords
{
    /// <param name="site">Address of the portal; links begin with it.</param>
    public static ComposeAccountMail ComposerFor(string site) => (kind, language, arguments, link) =>
    {
        var culture = new CultureInfo(Preferences.CultureOf(language));
        string Own(string key, params object[] values) => string.Format(culture, AccountMailText.ResourceManager.GetString(key, culture) ?? key, values);
        var key = kind.Split('.')[^1];
        var body = Own(key + "_Body", [.. arguments]);
        var rest = link is not null ? site + link : Own(nameof(AccountMailText.NotYou), site + "/password/forgotten");
        return new(Own(key + "_Subject"), $"{body}\n\n{rest}\n\n-- \n{Own(nameof(AccountMailText.Footer))}\n");
    };
}
