namespace Portal.Anpr.Hotlists;

/// <summary>Filters of entries as addresses carry them.</summary>
static class EntryQuery
{
    public static EntryState StateOf(string? word) => word switch { "ended" => EntryState.Ended, "all" => EntryState.All, _ => EntryState.Active };

    /// <summary>Null for what needs no word.</summary>
    public static string? WordOf(EntryState state) => state switch { EntryState.Ended => "ended", EntryState.All => "all", _ => null };
}
