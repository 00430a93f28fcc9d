namespace Portal.Anpr.Ingest;

/// <summary>The keys of <see cref="UnreadableReason.Code"/>. The list is final: each has a text in four languages.</summary>
public static class UnreadableReasons
{
    /// <summary>Nothing was sent.</summary>
    public const string EmptyBody = "ingest.empty_body";

    /// <summary>Bytes that are not text: not UTF-8, or a character set that is not accepted.</summary>
    public const string NotText = "ingest.not_text";

    /// <summary>Not JSON, or nested too deep.</summary>
    public const string NotJson = "ingest.not_json";

    /// <summary>Not XML, with a document type, or nested too deep.</summary>
    public const string NotXml = "ingest.not_xml";

    /// <summary>A form or multipart body that cannot be taken apart.</summary>
    public const string NotMultipart = "ingest.not_multipart";

    /// <summary>A readable message without the part or root that tells the event.</summary>
    public const string NoEventPart = "ingest.no_event_part";

    /// <summary>A list of reads with nothing in it.</summary>
    public const string NoReads = "ingest.no_reads";

    /// <summary>More than <see cref="IngestLimits.Reads"/> reads in one message.</summary>
    public const string TooManyReads = "ingest.too_many_reads";

    /// <summary>A required field is absent or empty.</summary>
    public const string FieldMissing = "ingest.field_missing";

    /// <summary>A field of the wrong type, outside its range, or with control characters.</summary>
    public const string FieldInvalid = "ingest.field_invalid";

    /// <summary>A field is longer than <see cref="IngestLimits"/> allows.</summary>
    public const string FieldTooLong = "ingest.field_too_long";

    /// <summary>A field stands twice in one object, so that it cannot be known which value counts.</summary>
    public const string FieldRepeated = "ingest.field_repeated";

    /// <summary>A time that does not say its offset from UTC.</summary>
    public const string TimeWithoutZone = "ingest.time_without_zone";

    /// <summary>The key belongs to a source that speaks another dialect; the detail names it.</summary>
    public const string WrongDialect = "ingest.wrong_dialect";

    /// <summary>A good read of a camera that the portal does not know; the detail is its identifier.</summary>
    public const string UnknownCamera = "ingest.unknown_camera";

    /// <summary>The database refuses the content.</summary>
    public const string NotStorable = "ingest.not_storable";

    /// <summary>Every key above.</summary>
    public static IReadOnlyList<string> All { get; } =
    [
        EmptyBody, NotText, NotJson, NotXml, NotMultipart, NoEventPart, NoReads, TooManyReads,
        FieldMissing, FieldInvalid, FieldTooLong, FieldRepeated, TimeWithoutZone,
        WrongDialect, UnknownCamera, NotStorable,
    ];
}
