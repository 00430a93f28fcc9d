using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Portal.Anpr.Hotlists;
using Portal.Anpr.Pictures;
using Portal.Anpr.Plates;

namespace Portal.Anpr.Ingest;

/// <summary>What a sender is told.</summary>
public enum IngestStatus
{
    /// <summary>Everything usable is committed.</summary>
    Stored,

    /// <summary>No source has this key, or there is no such dialect.</summary>
    UnknownKey,

    Disabled,

    /// <summary>Nothing in it was usable; it lies in quarantine.</summary>
    Unreadable,

    /// <summary>Try again later: too much waits, or the database cannot be reached.</summary>
    Busy,
}

/// <summary>Answer to one post.</summary>
/// <param name="RefusedPictures">Keys of texts that say why a picture was not kept; its read was.</param>
public sealed record IngestAnswer(IngestStatus Status, int Stored = 0, int Duplicates = 0, IReadOnlyList<RefusedItem>? Quarantined = null, IReadOnlyList<string>? RefusedPictures = null);

/// <summary>An item that was put into quarantine.</summary>
/// <param name="Index">Position in the message; null for the message as a whole.</param>
public sealed record RefusedItem(int? Index, UnreadableReason Reason);

/// <summary>A read that waited in quarantine for its camera.</summary>
/// <param name="ReceivedAt">When it first came.</param>
public sealed record WaitingRead(IncomingRead Read, DateTimeOffset ReceivedAt);

/// <summary>Takes a camera's message: reads it, ties its reads to cameras, matches and stores them, and answers when that is committed.</summary>
public sealed class IngestService(SourceIndex sources, SourceUse use, HotlistIndexes lists, ReadWriter writer, TimeProvider clock, ILogger<IngestService> log)
{
    /// <summary>A camera's clock may be this far ahead of the portal's.</summary>
    public static readonly TimeSpan ClockAhead = TimeSpan.FromMinutes(5);

    static readonly TimeSpan PatienceAtStart = TimeSpan.FromSeconds(10);

    /// <summary>Asked before a message is received.</summary>
    /// <returns>Why this sender is refused whatever it sends; null when it may go on.</returns>
    public async ValueTask<IngestAnswer?> RefusesAsync(string dialect, string key, CancellationToken stop)
    {
        try
        {
            if (IngestDialects.Find(dialect) is null || await sources.FindAsync(key, stop) is not { } source) return new(IngestStatus.UnknownKey);
            if (!source.Enabled) return new(IngestStatus.Disabled);
            use.Note(source.Id);
            return null;
        }
        catch (Exception e) when (!stop.IsCancellationRequested)
        {
            log.LogError(e, "The sources could not be loaded; a sender is told to try again");
            return new(IngestStatus.Busy);
        }
    }

    public async Task<IngestAnswer> TakeAsync(string dialect, string key, ReadOnlyMemory<byte> body, string? contentType, CancellationToken stop)
    {
        try
        {
            if (IngestDialects.Find(dialect) is not { } language || await sources.FindAsync(key, stop) is not { } source) return new(IngestStatus.UnknownKey);
            if (!source.Enabled) return new(IngestStatus.Disabled);
            if (source.Dialect != language.Name) return await RefuseAsync(source, body, new(UnreadableReasons.WrongDialect, source.Dialect));
            if (language.Read(body, contentType, out var message) is { } reason) return await RefuseAsync(source, body, reason);
            await lists.Loaded.WaitAsync(PatienceAtStart, clock, stop);
            return await StoreAsync(source, message, body);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            throw;
        }
        catch (Exception e)
        {
            log.LogError(e, "A message could not be taken; its sender is told to try again");
            return new(IngestStatus.Busy);
        }
    }

    /// <summary>Puts reads of a camera that has become known in their place, as received when they first came. Done twice it changes nothing. A read beyond its zone's limit is not stored any more.</summary>
    /// <returns>False when too much waits: try again later.</returns>
    /// <exception cref="UnstorableException">The database refuses the content of a read, whichever it is.</exception>
    public async Task<bool> ReplayAsync(KnownSource source, IReadOnlyList<WaitingRead> reads, CancellationToken stop = default)
    {
        try
        {
            await lists.Loaded.WaitAsync(PatienceAtStart, clock, stop);
        }
        catch (TimeoutException)
        {
            return false; // without the lists no read would become a hit
        }

        var now = clock.GetUtcNow();
        var placed = reads.Select(r => Place(source, r.Read, source.Cameras[r.Read.CameraCode], r.ReceivedAt, []) with { RecordedAt = Milliseconds(now) })
            .Where(r => r.CapturedAt > now.AddDays(-source.KeptDays)).ToList();
        return placed.Count == 0 || await writer.WriteAsync(new(placed, [])) is not null;
    }

    async Task<IngestAnswer> StoreAsync(KnownSource source, ParsedMessage message, ReadOnlyMemory<byte> body)
    {
        var now = clock.GetUtcNow();
        var reads = new List<ReadToStore>(message.Reads.Count);
        var quarantine = new List<MessageToQuarantine>();
        var refused = new List<RefusedItem>();
        var refusedPictures = new List<string>();
        foreach (var item in message.Unreadable)
        {
            quarantine.Add(Quarantine(source, QuarantineKind.Item, item.Reason, "", item.Body, now));
            refused.Add(new(item.Index, item.Reason));
        }

        foreach (var read in message.Reads)
        {
            if (source.Cameras.TryGetValue(read.CameraCode, out var camera))
            {
                reads.Add(Place(source, read, camera, now, refusedPictures));
                continue;
            }

            var reason = new UnreadableReason(UnreadableReasons.UnknownCamera, read.CameraCode);
            var pictures = JudgedPictures.Of(read.Pictures, withThumbnails: false);
            refusedPictures.AddRange(pictures.Refused);
            quarantine.Add(Quarantine(source, QuarantineKind.UnknownCamera, reason, read.CameraCode, JsonSerializer.SerializeToUtf8Bytes(read), now) with { Pictures = pictures.Kept });
            refused.Add(new(null, reason));
        }

        if (reads.Count + quarantine.Count == 0) return new(IngestStatus.Stored); // a heartbeat
        try
        {
            if (await writer.WriteAsync(new(reads, quarantine)) is not { } stored) return new(IngestStatus.Busy);
            var fresh = stored.New.Count(n => n);
            return new(message.Reads.Count == 0 ? IngestStatus.Unreadable : IngestStatus.Stored, fresh, reads.Count - fresh, refused, refusedPictures);
        }
        catch (UnstorableException e)
        {
            log.LogWarning(e, "A message of source {Source} was refused by the database and put into quarantine", source.Id);
            return await RefuseAsync(source, body, new(UnreadableReasons.NotStorable, ""));
        }
    }

    async Task<IngestAnswer> RefuseAsync(KnownSource source, ReadOnlyMemory<byte> body, UnreadableReason reason)
    {
        var row = Quarantine(source, QuarantineKind.Message, reason, "", body, clock.GetUtcNow());
        return await writer.WriteAsync(new([], [row])) is null ? new(IngestStatus.Busy) : new(IngestStatus.Unreadable, Quarantined: [new(null, reason)]);
    }

    ReadToStore Place(KnownSource source, IncomingRead read, Guid camera, DateTimeOffset now, List<string> refusedPictures)
    {
        // Stored to the millisecond, so that a read and its key compare equal after the database has had them.
        var received = Milliseconds(now);
        var claimed = read.CapturedAt is { } at ? Milliseconds(at.ToUniversalTime()) : (DateTimeOffset?)null;
        var believed = claimed > received.AddDays(-source.KeptDays) && claimed <= received + ClockAhead;
        var captured = believed ? claimed!.Value : received;
        var plate = PlateNumber.NormaliseObserved(read.PlateRaw);
        var country = Country.Normalise(read.Country);
        IReadOnlyList<FoundMatch> matches = plate == "" ? [] : lists.Match(source.Tenant, new(plate, country, captured, read.CharacterConfidence, [.. read.Candidates.Select(c => PlateNumber.NormaliseObserved(c.Plate))]));
        var pictures = JudgedPictures.Of(read.Pictures, withThumbnails: matches.Count > 0);
        refusedPictures.AddRange(pictures.Refused);
        if (pictures.Refused.Count > 0) log.LogInformation("Source {Source} sent a picture that is not kept: {Reason}", source.Id, pictures.Refused[0]);
        return new()
        {
            Tenant = source.Tenant,
            SourceId = source.Id,
            CameraId = camera,
            CapturedAt = captured,
            SourceKey = SHA256.HashData(Encoding.UTF8.GetBytes(read.SourceKey))[..16],
            Plate = plate,
            Country = country,
            ClockTrust = believed ? read.ClockTrust : ClockTrust.Server,
            ClaimedAt = believed ? null : claimed,
            ReceivedAt = received,
            Told = read,
            Matches = matches,
            Pictures = pictures.Kept,
        };
    }

    static DateTimeOffset Milliseconds(DateTimeOffset at) => new(at.Ticks - (at.Ticks % TimeSpan.TicksPerMillisecond), at.Offset);

    static MessageToQuarantine Quarantine(KnownSource source, QuarantineKind kind, UnreadableReason reason, string camera, ReadOnlyMemory<byte> body, DateTimeOffset now) => new(
        source.Tenant, source.Id, kind, reason.Code, Clean(reason.Detail, QuarantinedMessage.DetailLength), Clean(camera, SourceCamera.CodeLength),
        body[..Math.Min(body.Length, QuarantinedMessage.KeptBytes)].ToArray(), body.Length, SHA256.HashData(body.Span), now, []);

    // The database refuses a zero character; a detail may quote the sender.
    static string Clean(string text, int longest) => (text.Length > longest ? text[..longest] : text).Replace("\0", "", StringComparison.Ordinal);
}
