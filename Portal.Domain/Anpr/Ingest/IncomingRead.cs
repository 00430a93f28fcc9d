using System.Text.Json.Serialization;
using Portal.Anpr.Pictures;

namespace Portal.Anpr.Ingest;

/// <summary>One read as a camera's message tells it, before it is tied to a camera of a zone.</summary>
public sealed record IncomingRead
{
    /// <summary>The camera's identifier inside the message; 1 to 100 characters.</summary>
    public required string CameraCode { get; init; }

    /// <summary>The vendor's own key of this read (a UUID, an event number, or what identifies it uniquely); a resent message has the same. 1 to 200 characters.</summary>
    public required string SourceKey { get; init; }

    /// <summary>The plate exactly as sent; empty when the camera saw a vehicle but read no plate. At most 32 characters.</summary>
    public required string PlateRaw { get; init; }

    /// <summary>The country in the sender's own word (B, BE, BEL, …), for the portal to normalise; null when not said. At most 20 characters.</summary>
    public string? Country { get; init; }

    /// <summary>How sure the camera is of the whole plate, 0 to 1; null when not said.</summary>
    public double? Confidence { get; init; }

    /// <summary>How sure it is of each character, 0 to 1, in the order of the plate's letters and digits; empty when not said or of another length.</summary>
    public IReadOnlyList<double> CharacterConfidence { get; init; } = [];

    /// <summary>Other plates that the camera held possible, best first; at most 10.</summary>
    public IReadOnlyList<PlateCandidate> Candidates { get; init; } = [];

    /// <summary>When the camera says it saw the vehicle (UTC); null when it says nothing usable.</summary>
    public DateTimeOffset? CapturedAt { get; init; }

    /// <summary>How far <see cref="CapturedAt"/> can be trusted, as far as the message tells.</summary>
    public ClockTrust ClockTrust { get; init; } = ClockTrust.Unknown;

    /// <summary>The lane in the camera's own word; null when not said. At most 20 characters.</summary>
    public string? Lane { get; init; }

    public TravelDirection Direction { get; init; }

    /// <summary>Kilometres per hour, 0 to 400; null when not measured.</summary>
    public double? SpeedKmh { get; init; }

    public VehicleDescription Vehicle { get; init; } = VehicleDescription.None;

    /// <summary>The camera says it sends this again or late, after a lost connection.</summary>
    public bool Retransmitted { get; init; }

    /// <summary>At most one of each kind. Kept apart from the text of a read that waits in quarantine.</summary>
    [JsonIgnore]
    public IReadOnlyList<IncomingPicture> Pictures { get; init; } = [];
}

/// <summary>Another plate that the camera held possible.</summary>
/// <param name="Plate">As sent, at most 32 characters.</param>
/// <param name="Confidence">0 to 1.</param>
public sealed record PlateCandidate(string Plate, double Confidence);

/// <summary>What the camera saw of the vehicle beside its plate, in the camera's own words; each at most 60 characters, null when not said.</summary>
public sealed record VehicleDescription(string? Make, string? Model, string? Colour, string? Kind)
{
    public static VehicleDescription None { get; } = new(null, null, null, null);
}

/// <summary>Where the vehicle went, seen from the camera.</summary>
public enum TravelDirection
{
    Unknown,
    Approaching,
    Departing,
}

/// <summary>How far a captured-at can be trusted.</summary>
public enum ClockTrust
{
    /// <summary>The camera gave a time and says nothing about its clock.</summary>
    Unknown,

    /// <summary>The camera says its clock is synchronised.</summary>
    CameraSynchronised,

    /// <summary>The camera says its clock is not synchronised, or its time has no zone.</summary>
    CameraUnsynchronised,

    /// <summary>The time is the portal's own: the camera's was missing or outside the kept range.</summary>
    Server,
}
