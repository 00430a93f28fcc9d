namespace Portal.Anpr.Ingest;

/// <summary>What people do to sources and to their quarantine, as the audit names it.</summary>
public static class SourceActions
{
    public const string Created = "source.created";

    /// <summary>What a source brought within an hour: the audit's line of its reads, which have none of their own.</summary>
    public const string Received = "source.received";

    public const string Enabled = "source.enabled";
    public const string Disabled = "source.disabled";
    public const string KeyReplaced = "source.key_replaced";
    public const string Described = "source.described";
    public const string CodeAssigned = "source.code_assigned";
    public const string CodeRemoved = "source.code_removed";

    /// <summary>Somebody took the bytes of a quarantined message out of the portal.</summary>
    public const string MessageDownloaded = "source.message_downloaded";

    public const string MessagesDeleted = "source.messages_deleted";

    /// <summary>Every key above; each has a text in four languages.</summary>
    public static IReadOnlyList<string> All { get; } = [Created, Enabled, Disabled, KeyReplaced, Described, CodeAssigned, CodeRemoved, MessageDownloaded, MessagesDeleted];
}
