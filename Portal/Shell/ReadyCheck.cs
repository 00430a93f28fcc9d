using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Anpr.Hotlists;
using Portal.Persistence;

namespace Portal.Shell;

/// <summary>Ready when the database answers, changes are heard and the hotlists are in memory: a read taken before that would miss its hit.</summary>
sealed class ReadyCheck(IDbContextFactory<PortalDbContext> contexts, ChangeFeed changes, HotlistIndexes lists) : IHealthCheck
{
    public const string Tag = "ready";

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        if (!lists.Loaded.IsCompletedSuccessfully) return HealthCheckResult.Unhealthy("hotlists are loading");
        if (!changes.IsConnected) return HealthCheckResult.Unhealthy("changes are not heard");
        await using var db = await contexts.CreateDbContextAsync(cancellationToken);
        return await db.Database.CanConnectAsync(cancellationToken) ? HealthCheckResult.Healthy() : HealthCheckResult.Unhealthy("the database does not answer");
    }

    /// <summary>The state in one word; what is not as it should be on a line each.</summary>
    public static Task WriteAsync(HttpContext http, HealthReport report)
    {
        http.Response.ContentType = "text/plain";
        return http.Response.WriteAsync(string.Join('\n', [report.Status.ToString(), .. report.Entries.Where(e => e.Value.Status != HealthStatus.Healthy).Select(e => $"{e.Key}: {e.Value.Description}")]));
    }
}
