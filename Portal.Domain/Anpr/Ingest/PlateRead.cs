using Portal.Anpr.Hits;
using Portal.Common;

namespace Portal.Anpr.Ingest;

/// <summary>A stored read. Written by the ingest, many at once; never changed; gone with its day.</summary>
public sealed class PlateRead : ITenantOwned
{
    public const int PlateLength = 32;
    public const int TextLength = 60;

    PlateRead() { }

    public string Tenant { get; private set; } = null!;

    /// <summary>UTC. The camera's time when it lies within the kept range, else the time of receipt.</summary>
    public DateTimeOffset CapturedAt { get; private set; }

    public Guid CameraId { get; private set; }

    /// <summary>First 16 bytes of SHA-256 of the vendor's own key: a message sent again is stored once.</summary>
    public byte[] SourceKey { get; private set; } = [];

    public Guid SourceId { get; private set; }

    public string PlateRaw { get; private set; } = null!;

    /// <summary>Normalised; empty when no plate was read.</summary>
    public string Plate { get; private set; } = null!;

    public string? Country { get; private set; }

    /// <summary>0 to 1.</summary>
    public float? Confidence { get; private set; }

    /// <summary>One byte a character, 0 to 100.</summary>
    public byte[]? CharacterConfidence { get; private set; }

    /// <summary>Other plates held possible, <c>PLATE:0.90</c> separated by blanks.</summary>
    public string Candidates { get; private set; } = "";

    public ClockTrust ClockTrust { get; private set; }

    /// <summary>What the camera's clock said, when it was not believed.</summary>
    public DateTimeOffset? ClaimedAt { get; private set; }

    public DateTimeOffset ReceivedAt { get; private set; }

    public string? Lane { get; private set; }

    public TravelDirection Direction { get; private set; }

    public float? SpeedKmh { get; private set; }

    public string? VehicleMake { get; private set; }

    public string? VehicleModel { get; private set; }

    public string? VehicleColour { get; private set; }

    public string? VehicleKind { get; private set; }

    public bool Retransmitted { get; private set; }

    /// <summary>What a confirmed hit keeps of it.</summary>
    public ReadCopy ToCopy() => new(
        PlateRaw, Plate, Country, Confidence, CapturedAt, ClaimedAt, ClockTrust, ReceivedAt, Lane, Direction, SpeedKmh, new(VehicleMake, VehicleModel, VehicleColour, VehicleKind), Candidates, Retransmitted);
}
