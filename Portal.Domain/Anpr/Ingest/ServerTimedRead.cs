using Portal.Common;

namespace Portal.Anpr.Ingest;

/// <summary>The key of a read that carries the portal's time, so that the same message sent again is known.</summary>
public sealed class ServerTimedRead : ITenantOwned
{
    ServerTimedRead() { }

    public string Tenant { get; private set; } = null!;

    public Guid CameraId { get; private set; }

    public byte[] SourceKey { get; private set; } = [];

    /// <summary>The time under which the read is stored.</summary>
    public DateTimeOffset CapturedAt { get; private set; }
}
