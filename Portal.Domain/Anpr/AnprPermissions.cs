namespace Portal.Anpr;

/// <summary>What a role may do with hits, hotlists and sources; each is the name of a policy.</summary>
public static class AnprPermissions
{
    public const string ReadHits = "anpr.hits.read";

    /// <summary>Confirm or reject a hit, and correct one's own decision for a short while.</summary>
    public const string DecideHits = "anpr.hits.decide";

    /// <summary>Reopen a hit that anybody decided.</summary>
    public const string CorrectDecisions = "anpr.hits.correct";

    public const string ReadHotlists = "anpr.hotlists.read";

    /// <summary>Add, change and expire single entries.</summary>
    public const string EditEntries = "anpr.entries.edit";

    /// <summary>Make lists, change their rules, import files.</summary>
    public const string ManageHotlists = "anpr.hotlists.manage";

    /// <summary>See what cameras sent that could not be used.</summary>
    public const string ReadQuarantine = "anpr.quarantine.read";

    /// <summary>Make, disable and rotate the sources through which cameras send.</summary>
    public const string ManageSources = "anpr.sources.manage";
}
