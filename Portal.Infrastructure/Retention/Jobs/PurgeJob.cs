using Quartz;

namespace Portal.Retention.Jobs;

/// <summary>Each night, for one kind: what reached its limit goes, in every tenant. Stopped half-way, the next run goes on.</summary>
[DisallowConcurrentExecution]
public sealed class PurgeJob(Purges purges) : IJob
{
    public const string KindKey = "kind";

    /// <summary>What stands before the kind's key in the job's name.</summary>
    public const string NamesBegin = "Purge-";

    public static string NameOf(RetentionKind kind) => NamesBegin + kind.Key;

    public async ValueTask Execute(IJobExecutionContext context, CancellationToken cancellationToken = default) =>
        await purges.RunAsync(RetentionKinds.Find(context.MergedJobDataMap.GetString(KindKey)) ?? throw new InvalidOperationException("The job names no kind."), cancellationToken);
}
