using Microsoft.EntityFrameworkCore;
using Portal.Cameras;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>One statement over the partitions of a day: the latest read from the key alone, the last hour's figures from its rows.</summary>
sealed class PostgresCameraActivity : ICameraActivity
{
    /// <summary>A clock in the wrong zone is one or two hours behind: its reads are received in the last hour, but captured before.</summary>
    static readonly TimeSpan WrongZone = TimeSpan.FromHours(2);

    static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    public async Task<IReadOnlyDictionary<Guid, CameraActivity>> AllAsync(PortalDbContext db, string zone, DateTimeOffset now, CancellationToken stop)
    {
        var (day, captured, received) = (now - CameraActivity.Window, now - Hour - WrongZone, now - Hour);
        var rows = await db.Database.SqlQuery<CameraActivity>($"""
            select d."CameraId", coalesce(h.n, 0) as "ReadsLastHour", d.last as "LastReadAt", h.delay as "DelaySeconds"
            from (
              select "CameraId", max("CapturedAt") as last from reads where "Tenant" = {zone} and "CapturedAt" >= {day} group by "CameraId"
            ) d left join (
              select "CameraId", count(*)::int as n,
                percentile_cont(0.5) within group (order by extract(epoch from "ReceivedAt" - coalesce("ClaimedAt", "CapturedAt"))::float8)
                  filter (where not "Retransmitted" and ("ClockTrust" <> {(int)Anpr.Ingest.ClockTrust.Server} or "ClaimedAt" is not null)) as delay
              from reads where "Tenant" = {zone} and "CapturedAt" >= {captured} and "ReceivedAt" >= {received} group by "CameraId"
            ) h on h."CameraId" = d."CameraId"
            """).ToListAsync(stop);
        return rows.ToDictionary(r => r.CameraId);
    }
}
