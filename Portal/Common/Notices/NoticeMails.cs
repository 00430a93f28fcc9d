using System.Globalization;
using Portal.Shell;

namespace Portal.Common.Notices;

/// <summary>The words of notifications: a title and a text for each kind, in the language of who reads.</summary>
static class NoticeMails
{
    public static string Title(string kind, IReadOnlyList<string> arguments, CultureInfo? culture = null) => Words(kind + "_Title", arguments, culture);

    public static string Body(string kind, IReadOnlyList<string> arguments, CultureInfo? culture = null) => Words(kind + "_Body", arguments, culture);

    /// <param name="site">Address of the portal, such as <c>https://portal.example</c>; links in mails begin with it.</param>
    public static ComposeMail ComposerFor(string site) => (kind, language, arguments, link) =>
    {
        var culture = new CultureInfo(Preferences.CultureOf(language));
        string Own(string key, params object[] values) => string.Format(culture, NoticeText.ResourceManager.GetString(key, culture)!, values);
        var open = link is null ? "" : Own(nameof(NoticeText.OpenInPortal), site + link) + "\n\n";
        return new(Title(kind, arguments, culture), $"{Body(kind, arguments, culture)}\n\n{open}-- \n{Own(nameof(NoticeText.Greeting))}\n{Own(nameof(NoticeText.Footer))}\n");
    };

    static string Words(string key, IReadOnlyList<string> arguments, CultureInfo? culture) =>
        string.Format(culture ?? CultureInfo.CurrentUICulture, NoticeText.ResourceManager.GetString(key, culture ?? CultureInfo.CurrentUICulture) ?? key, [.. arguments, "", "", "", ""]); // a line of an older version may have fewer values than the words of today
}
