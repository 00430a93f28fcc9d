using Microsoft.EntityFrameworkCore;
using Portal.Audit;
using Portal.Common;
using Portal.Persistence;
using Quartz;
using Quartz.Extensibility;

namespace Portal.Tenants.Federal;

/// <summary>Runs a background job again with what an earlier run was given.</summary>
public sealed class JobService(IDbContextFactory<PortalDbContext> contexts, IExecutionHistoryStore history, ISchedulerFactory schedulers, CurrentUser user, AuditTrail audit)
{
    /// <param name="id">Of the run.</param>
    public async Task<Result> RunAgainAsync(string id, CancellationToken stop = default)
    {
        if (!user.May(FederalPermissions.ManageJobs)) return Error.Forbidden;
        if (await history.GetExecution(JobsModule.Scheduler, id, stop) is not { } run) return Error.NotFound;
        var scheduler = await schedulers.GetScheduler(stop);
        var job = new JobKey(run.JobName, run.JobGroup);
        if (run.InputTooLarge || await scheduler.GetJobDetail(job, stop) is null) return JobErrors.CannotRunAgain;
        await using var db = await contexts.CreateDbContextAsync(stop);
        audit.Record(db, JobActions.RunAgain, "Job", Guid.Empty, details: new { Name = run.JobName, run = id, run.FiredAtUtc, run.Input });
        await db.SaveChangesAsync(stop); // what is not written down is not done
        var data = new JobDataMap();
        if (run.Input is not null) data[SchedulerConstants.JobInput] = run.Input;
        await scheduler.TriggerJob(job, data, stop);
        return Result.Ok;
    }
}
