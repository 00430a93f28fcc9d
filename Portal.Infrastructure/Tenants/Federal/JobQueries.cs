using Portal.Common;
using Quartz;
using Quartz.Extensibility;

namespace Portal.Tenants.Federal;

/// <summary>Which runs to list.</summary>
/// <param name="Job">Name of a job; null for all.</param>
public sealed record JobFilter(string? Job = null, bool FailedOnly = false);

/// <summary>One run of a background job.</summary>
/// <param name="Id">Names the run.</param>
/// <param name="Manual">Somebody asked for it; no schedule did.</param>
/// <param name="RetryScheduled">It failed and is tried again by itself.</param>
public sealed record JobRunRow(string Id, string Job, DateTimeOffset FiredAt, TimeSpan Duration, JobRunResult Result, string? Failure, int Attempt, bool RetryScheduled, bool Manual, string Node);

/// <summary>A run with what it was given and what it said; keys, never content.</summary>
public sealed record JobRunDetail(JobRunRow Run, string? Input, bool InputTooLarge, string? Log);

/// <summary>How a job stands.</summary>
/// <param name="NextAt">Next planned time; null when it runs at request.</param>
/// <param name="FailuresInARow">Since it last went well.</param>
public sealed record JobStanding(string Job, DateTimeOffset? LastAt, JobRunResult? LastResult, string? LastFailure, int FailuresInARow, DateTimeOffset? NextAt);

/// <summary>What ran in the background in the last 30 days, on whatever node.</summary>
public sealed class JobQueries(IExecutionHistoryStore history, ISchedulerFactory schedulers, CurrentUser user)
{
    public const int PageSize = 50;

    /// <summary>Runs, latest first.</summary>
    /// <param name="skip">So many of the pages before.</param>
    public async Task<(IReadOnlyList<JobRunRow> Rows, bool HasMore)> ListAsync(JobFilter filter, int skip = 0, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageJobs)) return ([], false);
        var page = await history.QueryExecutions(
            new()
            {
                SchedulerName = JobsModule.Scheduler,
                Job = filter.Job is { } job ? new JobKey(job) : null,
                Results = filter.FailedOnly ? [JobRunResult.Failed] : null,
                Skip = Math.Clamp(skip, 0, 1_000_000),
                Take = PageSize,
            }, stop);
        return ([.. page.Items.Select(RowOf)], page.HasMore);
    }

    /// <returns>Null when there is no such run any more.</returns>
    public async Task<JobRunDetail?> FindAsync(string id, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageJobs) || await history.GetExecution(JobsModule.Scheduler, id, stop) is not { } run) return null;
        return new(RowOf(run), run.Input, run.InputTooLarge, run.Log);
    }

    /// <summary>Every job there is, by name, with its last run and its next planned one; for who manages jobs and for who reads figures.</summary>
    public async Task<IReadOnlyList<JobStanding>> StandingsAsync(CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageJobs) && !user.May(FederalPermissions.ReadFigures)) return [];
        var scheduler = await schedulers.GetScheduler(stop);
        var known = (await history.QueryJobRunStatuses(new() { SchedulerName = JobsModule.Scheduler, Take = 1_000 }, stop)).Items.ToDictionary(s => s.Job);
        var standings = new List<JobStanding>();
        foreach (var job in (await scheduler.QueryJobs(new() { Take = 1_000 }, stop)).Items.Select(j => j.Key))
        {
            var next = (await scheduler.GetTriggersOfJob(job, stop)).Select(t => t.NextFireTimeUtc).Where(t => t is not null).Min();
            var last = known.GetValueOrDefault(job);
            standings.Add(new(job.Name, last?.LastFiredAtUtc, last?.LastResult, last is { ConsecutiveFailures: > 0 } ? last.LastFailureMessage : null, (int)(last?.ConsecutiveFailures ?? 0), next));
        }

        return [.. standings.OrderBy(s => s.Job, StringComparer.Ordinal)];
    }

    static JobRunRow RowOf(ExecutionHistoryEntry run) => new(
        run.EntryId ?? "", run.JobName, run.FiredAtUtc, run.Duration, run.EffectiveResult, run.ExceptionMessage ?? (run.Succeeded ? null : run.Summary), run.RetryAttempt, run.RetryScheduled, run.Manual, run.SchedulerInstanceId);
}
