using Portal.Anpr.Hotlists;
using Portal.Anpr.Pictures;
using Portal.Anpr.Plates;

namespace Portal.Anpr.Ingest;

/// <summary>A read that is tied to a camera of a zone and ready to be stored.</summary>
public sealed record ReadToStore
{
    public required string Tenant { get; init; }

    public required Guid SourceId { get; init; }

    public required Guid CameraId { get; init; }

    public required DateTimeOffset CapturedAt { get; init; }

    /// <summary>16 bytes.</summary>
    public required byte[] SourceKey { get; init; }

    /// <summary>Normalised.</summary>
    public required string Plate { get; init; }

    public required string? Country { get; init; }

    public required ClockTrust ClockTrust { get; init; }

    /// <summary>The camera's own time when it was not believed.</summary>
    public DateTimeOffset? ClaimedAt { get; init; }

    public required DateTimeOffset ReceivedAt { get; init; }

    /// <summary>When a hit of it comes to light: at receipt, or when it leaves quarantine.</summary>
    public DateTimeOffset RecordedAt { get => field == default ? ReceivedAt : field; init; }

    /// <summary>The rest as the camera told it.</summary>
    public required IncomingRead Told { get; init; }

    /// <summary>Entries that it matches; they become hits if the read is new.</summary>
    public IReadOnlyList<FoundMatch> Matches { get; init; } = [];

    public IReadOnlyList<PictureToStore> Pictures { get; init; } = [];

    /// <summary>What tells this read from every other: the key of its row.</summary>
    public (string, DateTimeOffset, Guid, string) Key => (Tenant, CapturedAt, CameraId, Convert.ToHexString(SourceKey));
}

/// <summary>A match with what the hit takes over from its entry.</summary>
public sealed record FoundMatch(PlateMatch Match, Guid HotlistId, EntryPriority Priority);

/// <summary>Something that was sent and is not a read.</summary>
public sealed record MessageToQuarantine(
    string Tenant, Guid SourceId, QuarantineKind Kind, string Reason, string Detail, string CameraCode, byte[] Body, int BodyLength, byte[] BodyHash, DateTimeOffset ReceivedAt,
    IReadOnlyList<PictureToStore> Pictures);

/// <summary>What waits to be written in one transaction.</summary>
public sealed record ReadBatch(IReadOnlyList<ReadToStore> Reads, IReadOnlyList<MessageToQuarantine> Quarantine)
{
    /// <summary>Of all pictures.</summary>
    public long PictureBytes => Reads.Sum(r => r.Pictures.Sum(p => (long)p.Bytes.Length)) + Quarantine.Sum(q => q.Pictures.Sum(p => (long)p.Bytes.Length));
}

/// <summary>What became of a batch.</summary>
/// <param name="New">For each read, in order: stored now (true), or known already (false).</param>
/// <param name="NewHits">Hits that the batch made.</param>
public sealed record StoredBatch(IReadOnlyList<bool> New, int NewHits);

/// <summary>Where reads are stored: one transaction a batch; what it returns is durable.</summary>
public interface IReadStore
{
    /// <exception cref="UnstorableException">The database refuses the content of a row, whichever it is.</exception>
    Task<StoredBatch> StoreAsync(ReadBatch batch, CancellationToken stop);

    /// <summary>Sources and cameras of all zones.</summary>
    Task<IReadOnlyList<KnownSource>> SourcesAsync(CancellationToken stop);

    /// <summary>Writes down that these sources have sent something.</summary>
    Task NoteUseAsync(IReadOnlyCollection<Guid> sources, DateTimeOffset at, CancellationToken stop);

    /// <summary>Zones that have a hotlist entry.</summary>
    Task<IReadOnlyList<string>> ZonesWithEntriesAsync(CancellationToken stop);

    /// <summary>Entries of one zone that still make hits.</summary>
    Task<IReadOnlyList<ActiveEntry>> ActiveEntriesAsync(string zone, DateTimeOffset since, CancellationToken stop);
}

/// <summary>A source as the ingest needs it.</summary>
/// <param name="Enabled">And its zone takes reads.</param>
/// <param name="KeptDays">For so many days its zone keeps reads.</param>
/// <param name="Cameras">Cameras by the identifier that its messages use; capitals and small letters are the same.</param>
public sealed record KnownSource(string Tenant, Guid Id, string Dialect, byte[] KeyHash, bool Enabled, int KeptDays, IReadOnlyDictionary<string, Guid> Cameras, DateTimeOffset? KeyEndsAt = null);

/// <summary>An entry as matching needs it.</summary>
public sealed record ActiveEntry(IndexedEntry Entry, Guid HotlistId, EntryPriority Priority);

/// <summary>The database refuses the content of a row.</summary>
public sealed class UnstorableException(string message, Exception inner) : Exception(message, inner);
