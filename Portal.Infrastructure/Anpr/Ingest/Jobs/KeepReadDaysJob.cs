using Portal.Persistence.Providers;
using Portal.Tenants;
using Quartz;

namespace Portal.Anpr.Ingest.Jobs;

/// <summary>Each day and at start: a place for the reads of the days to come. What is too old goes with <see cref="ReadsStep"/>.</summary>
[DisallowConcurrentExecution]
public sealed class KeepReadDaysJob(IDatabaseProvider database, ZoneDirectory zones, TimeProvider clock) : IJob
{
    const int DaysAhead = 7;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default)
    {
        var all = await zones.NowAsync(cancellationToken);
        var longest = all.Count == 0 ? 30 : all.Values.Max(z => z.ReadsKeptDays);
        await database.KeepReadDaysAsync(DateOnly.FromDateTime(clock.GetUtcNow().UtcDateTime).AddDays(-longest), longest + DaysAhead, cancellationToken);
    }
}
