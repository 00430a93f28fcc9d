using System.Globalization;

namespace Portal.Audit;

/// <summary>Words for purposes, in the user's language.</summary>
static class PurposeWords
{
    public static string Of(ConsultationPurpose purpose) => Key(purpose.ToString());

    /// <summary>What the law means by it.</summary>
    public static string HelpOf(ConsultationPurpose purpose) => Key(purpose + "Help");

    static string Key(string name) => PurposeText.ResourceManager.GetString(name, CultureInfo.CurrentUICulture) ?? name;
}
