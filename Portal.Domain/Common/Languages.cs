namespace Portal.Common;

/// <summary>The languages of the portal's pages: the three national ones and English.</summary>
public static class Languages
{
    /// <summary>Two-letter codes, in the order in which they are offered.</summary>
    public static IReadOnlyList<string> All { get; } = ["nl", "fr", "de", "en"];

    public static bool Knows(string? code) => code is not null && All.Contains(code);
}
