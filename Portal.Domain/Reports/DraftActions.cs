namespace Portal.Reports;

/// <summary>What the audit calls the things done to drafts of reports.</summary>
public static class DraftActions
{
    public const string Begun = "report_draft.begun";
    public const string Changed = "report_draft.changed";
    public const string Deleted = "report_draft.deleted";
    public const string FileAdded = "report_draft.file_added";
    public const string FileChanged = "report_draft.file_changed";
    public const string FileRemoved = "report_draft.file_removed";
    public const string Listed = "report_draft.listed";
    public const string Viewed = "report_draft.viewed";

    /// <summary>Those that change something.</summary>
    public static IReadOnlyList<string> Changes { get; } = [Begun, Changed, Deleted, FileAdded, FileChanged, FileRemoved];
}
