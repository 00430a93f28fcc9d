namespace Portal.Anpr.Ingest;

/// <summary>How much a camera's message may hold. Lengths are in UTF-16 units, as SQL Server counts; PostgreSQL never counts more.</summary>
public static class IngestLimits
{
    /// <summary>Reads in one message.</summary>
    public const int Reads = 1_000;

    /// <summary><see cref="IncomingRead.CameraCode"/>.</summary>
    public const int CameraCode = 100;

    /// <summary><see cref="IncomingRead.SourceKey"/>.</summary>
    public const int SourceKey = 200;

    /// <summary><see cref="IncomingRead.PlateRaw"/> and <see cref="PlateCandidate.Plate"/>.</summary>
    public const int Plate = 32;

    /// <summary><see cref="IncomingRead.Country"/>.</summary>
    public const int Country = 20;

    /// <summary><see cref="IncomingRead.Lane"/>.</summary>
    public const int Lane = 20;

    /// <summary><see cref="IncomingRead.Candidates"/>.</summary>
    public const int Candidates = 10;

    /// <summary>Each text of <see cref="VehicleDescription"/>.</summary>
    public const int VehicleText = 60;

    /// <summary><see cref="IncomingRead.SpeedKmh"/>.</summary>
    public const double SpeedKmh = 400;

    /// <summary>Bytes kept of an <see cref="UnreadableItem.Body"/>; the rest is cut off.</summary>
    public const int UnreadableBody = 64 * 1024;

    /// <summary><see cref="UnreadableReason.Detail"/>.</summary>
    public const int Detail = 200;

    /// <summary>Characters of an offending value that a detail may quote.</summary>
    public const int Excerpt = 40;
}
