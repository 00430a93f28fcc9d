using Portal.Anpr.Pictures;

namespace Portal.Anpr.Ingest;

/// <summary>
/// Hikvision's HTTP host notification: multipart with an XML part (<c>anpr.xml</c> by name or XML by type) and pictures, or
/// the XML alone, in either of its namespaces or none.
/// </summary>
/// <remarks>
/// <para>Camera: <c>macAddress</c> in lower case (<c>deviceID</c> without one), with <c>/channelID</c> behind it when that is not 1.</para>
/// <para>Events other than ANPR (heartbeats, <c>videoloss</c>, motion) give neither a read nor a reason. A message tells one event, so its pictures belong to each read of it.</para>
/// <para>A plate that the camera calls <c>unknown</c> is passed on as that.</para>
/// </remarks>
public sealed class HikvisionDialect : IIngestDialect
{
    public string Name => "hikvision";

    public UnreadableReason? Read(ReadOnlyMemory<byte> body, string? contentType, out ParsedMessage message)
    {
        message = ParsedMessage.Nothing;
        if (MessageParts.Read(body, contentType, out var parts) is { } broken)
            return broken;
        var events = MessageParts.IsMultipart(contentType) ? [.. parts.Where(IsEvent)] : parts;
        if (events.Count == 0)
            return new(UnreadableReasons.NoEventPart, "XML");

        var reads = new List<IncomingRead>();
        var unreadable = new List<UnreadableItem>();
        foreach (var (index, part) in events.Index())
        {
            if (Event(part, out var read) is { } reason)
            {
                // Nothing but this event, and not even an event: the whole message is what cannot be read.
                if (events.Count == 1 && read is null && IsShapeless(reason))
                    return reason;
                unreadable.Add(new(index, reason, FieldText.Body(part.Body.Span)));
            }
            else if (read is not null)
            {
                reads.Add(read);
            }
        }
        var pictures = Pictures(parts);
        message = new([.. reads.Select(read => read with { Pictures = pictures })], unreadable);
        return null;
    }

    /// <summary>The cut-out plate by its part's name (<c>licensePlatePicture.jpg</c>); of the others the first (<c>detectionPicture.jpg</c>).</summary>
    static IReadOnlyList<IncomingPicture> Pictures(IReadOnlyList<MessagePart> parts) =>
    [
        .. parts.Where(part => part.IsPicture)
            .Select(part => new IncomingPicture((part.Name + part.FileName).Contains("plate", StringComparison.OrdinalIgnoreCase) ? PictureKind.Plate : PictureKind.Scene, part.Body))
            .DistinctBy(picture => picture.Kind),
    ];

    static UnreadableReason? Event(MessagePart part, out IncomingRead? read)
    {
        read = null;
        if (FlatXml.Open(part, out var document) is { } reason)
            return reason;
        if (document is not { Root: "EventNotificationAlert" } xml)
            return FieldText.Reason(UnreadableReasons.NoEventPart, $"<{FieldText.Excerpt(document?.Root ?? "")}>");
        var isPlateEvent = xml.Has("ANPR");
        if (xml["eventType"] is { Length: > 0 } type)
            if (!string.Equals(type, "ANPR", StringComparison.OrdinalIgnoreCase))
                return null;
            else if (!isPlateEvent)
                return new(UnreadableReasons.FieldMissing, "ANPR");
        if (!isPlateEvent)
            return new(UnreadableReasons.FieldMissing, "eventType");
        return HikvisionEvent.Read(xml, out read);
    }

    static bool IsEvent(MessagePart part) =>
        !part.IsPicture && IsXml(part);

    static bool IsXml(MessagePart part) =>
        part.MediaType is "application/xml" or "text/xml"
        || part.MediaType.EndsWith("+xml", StringComparison.Ordinal)
        || part.Name.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
        || part.FileName.EndsWith(".xml", StringComparison.OrdinalIgnoreCase)
        || part.Body.Span.TrimStart(" \t\r\n"u8).StartsWith("<"u8);

    static bool IsShapeless(UnreadableReason reason) =>
        reason.Code is UnreadableReasons.NotXml or UnreadableReasons.NotText or UnreadableReasons.EmptyBody or UnreadableReasons.NoEventPart;
}
