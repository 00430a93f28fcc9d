using System.Globalization;
using Portal.Common;
using Portal.Retention;
using Portal.Retention.Jobs;
using Quartz;

namespace Portal.Tenants.Federal;

/// <summary>Words for background jobs, in the user's language.</summary>
static class JobWords
{
    /// <summary>What the job does; its name when nobody has found words yet.</summary>
    public static string Of(string job) => job.StartsWith(PurgeJob.NamesBegin, StringComparison.Ordinal) ? FederalText.Job_Purge.With(RetentionWords.Name(job[PurgeJob.NamesBegin.Length..])) : FederalText.ResourceManager.GetString("Job_" + job, CultureInfo.CurrentUICulture) ?? job;

    public static string Of(JobRunResult result) => FederalText.ResourceManager.GetString("Run" + result, CultureInfo.CurrentUICulture) ?? result.ToString();

    public static string ToneOf(JobRunResult result) => result switch { JobRunResult.Failed => "danger", JobRunResult.Cancelled => "warning", JobRunResult.Skipped => "quiet", _ => "ok" };

    public static string IconOf(JobRunResult result) => result switch { JobRunResult.Failed => "error", JobRunResult.Cancelled => "cancel", JobRunResult.Skipped => "remove", _ => "check_circle" };
}
