using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;

namespace Portal.Anpr.Hits;

/// <summary>What a confirmed hit keeps of its read and its entry, as they were at the decision.</summary>
public sealed record HitEvidence(ReadCopy Read, EntryCopy Entry, string CameraName, string CameraPlace, string HotlistName);

/// <summary>The read; its pictures are rows of their own.</summary>
public sealed record ReadCopy(
    string PlateRaw, string Plate, string? Country, double? Confidence, DateTimeOffset CapturedAt, DateTimeOffset? ClaimedAt, ClockTrust ClockTrust, DateTimeOffset ReceivedAt,
    string? Lane, TravelDirection Direction, double? SpeedKmh, VehicleDescription Vehicle, string Candidates, bool Retransmitted);

/// <summary>The entry.</summary>
public sealed record EntryCopy(
    string Plate, string Country, string Reason, string Action, EntryPriority Priority, string Owner, DateOnly ValidUntilOn, DateTimeOffset CreatedAt);
