using Portal.Persistence;

namespace Portal.Cameras;

/// <summary>What a camera sent lately.</summary>
/// <param name="ReadsLastHour">Reads received in the last hour.</param>
/// <param name="LastReadAt">Latest captured-at of the last day; null when there is none.</param>
/// <param name="DelaySeconds">Median of received-at less the camera's own time, over the reads of the last hour that were not sent late; negative when its clock is ahead.</param>
public sealed record CameraActivity(Guid CameraId, int ReadsLastHour, DateTimeOffset? LastReadAt, double? DelaySeconds)
{
    /// <summary>A clock that is further off than this, either way, is to be looked at.</summary>
    public static readonly TimeSpan DriftLimit = TimeSpan.FromSeconds(2);

    /// <summary>Reads of so long ago still count as the last ones.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromHours(24);

    public bool Drifts => Math.Abs(DelaySeconds ?? 0) > DriftLimit.TotalSeconds;
}

/// <summary>Asks what cameras sent: one question for all cameras of a zone, in the words of one database.</summary>
public interface ICameraActivity
{
    /// <param name="db">A context of the zone: row-level security applies.</param>
    /// <param name="zone">Code of the zone.</param>
    /// <param name="now">UTC.</param>
    Task<IReadOnlyDictionary<Guid, CameraActivity>> AllAsync(PortalDbContext db, string zone, DateTimeOffset now, CancellationToken stop);
}
