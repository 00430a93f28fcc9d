using Portal.Common;

namespace Portal.Anpr.Ingest;

/// <summary>What one source brought within one hour, counted in the transactions that stored it. When the hour is over it becomes one line of the audit, and this row goes.</summary>
public sealed class ReceivedBatch : ITenantOwned
{
    ReceivedBatch() { }

    public ReceivedBatch(string tenant, Guid sourceId, DateTimeOffset hourAt) => (Tenant, SourceId, HourAt, FirstAt, LastAt) = (tenant, sourceId, hourAt, hourAt, hourAt);

    public string Tenant { get; private set; } = null!;

    public Guid SourceId { get; private set; }

    /// <summary>Beginning of the hour, in UTC.</summary>
    public DateTimeOffset HourAt { get; private set; }

    /// <summary>Reads that were new, those taken over from quarantine with them.</summary>
    public long Stored { get; private set; }

    /// <summary>Reads that the portal had already.</summary>
    public long Repeated { get; private set; }

    /// <summary>Messages that were put into quarantine.</summary>
    public long Quarantined { get; private set; }

    public DateTimeOffset FirstAt { get; private set; }

    public DateTimeOffset LastAt { get; private set; }
}
