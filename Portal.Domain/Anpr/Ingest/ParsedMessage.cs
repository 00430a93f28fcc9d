namespace Portal.Anpr.Ingest;

/// <summary>A camera's message after reading: what is usable and what is not. A heartbeat has neither.</summary>
public sealed record ParsedMessage(IReadOnlyList<IncomingRead> Reads, IReadOnlyList<UnreadableItem> Unreadable)
{
    /// <summary>A heartbeat, and what comes with a reason.</summary>
    public static ParsedMessage Nothing { get; } = new([], []);
}

/// <summary>An item of an otherwise readable message that breaks a rule.</summary>
/// <param name="Index">Position in the message, from 0.</param>
/// <param name="Reason">Why, as a key with arguments.</param>
/// <param name="Body">The item as sent, cut off after 64 KB.</param>
public sealed record UnreadableItem(int Index, UnreadableReason Reason, byte[] Body);

/// <summary>Why a message or an item cannot be read.</summary>
/// <param name="Code">Key of the text, such as <c>ingest.field_missing</c>.</param>
/// <param name="Detail">The field, position or value concerned, at most 200 characters; for people, never for programs.</param>
public sealed record UnreadableReason(string Code, string Detail);

/// <summary>One vendor's way of telling reads.</summary>
public interface IIngestDialect
{
    /// <summary>The word in the ingest address, lower case: <c>portal</c>, <c>hikvision</c>, <c>platerecognizer</c>.</summary>
    string Name { get; }

    /// <summary>Reads a message. Never throws for what a sender can send: malformed, huge, deep or hostile input gives a reason.</summary>
    /// <param name="body">The whole body, within the size limit.</param>
    /// <param name="contentType">The Content-Type header, or null.</param>
    /// <param name="message">What was read, when the result is null; else <see cref="ParsedMessage.Nothing"/>.</param>
    /// <returns>Null when the message could be read; else why not.</returns>
    UnreadableReason? Read(ReadOnlyMemory<byte> body, string? contentType, out ParsedMessage message);
}
