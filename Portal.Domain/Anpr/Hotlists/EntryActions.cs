namespace Portal.Anpr.Hotlists;

/// <summary>What the audit calls the things done to entries.</summary>
public static class EntryActions
{
    public const string Added = "entry.added";

    /// <summary>An entry that had ended makes hits again, with new details.</summary>
    public const string Revived = "entry.revived";
    public const string Changed = "entry.changed";
    public const string Ended = "entry.ended";

    /// <summary>The end was taken back.</summary>
    public const string EndUndone = "entry.end_undone";
}
