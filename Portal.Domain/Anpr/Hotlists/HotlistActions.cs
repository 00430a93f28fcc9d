namespace Portal.Anpr.Hotlists;

/// <summary>What the audit calls the things done to lists.</summary>
public static class HotlistActions
{
    public const string Created = "hotlist.created";
    public const string Described = "hotlist.described";

    /// <summary>A file was taken over; one line an import, with its counts.</summary>
    public const string Imported = "hotlist.imported";

    /// <summary>A fault stopped an import; what was taken over before stays.</summary>
    public const string ImportFailed = "hotlist.import_failed";
    public const string ImportDiscarded = "hotlist.import_discarded";

    /// <summary>Entries left the portal as a file.</summary>
    public const string Exported = "hotlist.exported";
}
