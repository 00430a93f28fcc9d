using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Persistence.Providers.Postgres;
using Quartz;

namespace Portal.Common;

/// <summary>Background jobs: every node runs this, the database decides who fires what. Inputs are records that begin with the zone and hold keys only.</summary>
public static class JobsModule
{
    public const string Scheduler = "portal";

    /// <summary>How the names of the job tables begin.</summary>
    public const string Tables = "jobs.qrtz_";

    /// <param name="add">The jobs of the modules.</param>
    public static IServiceCollection AddJobs(this IServiceCollection services, PostgresDatabase database, Action<IQuartzBuilder> add)
    {
        services.AddQuartz(q =>
        {
            q.ConfigureScheduler(o => o.InstanceName = Scheduler);
            q.UsePersistentStore(store =>
            {
                store.UsePostgres(NpgsqlFactory.Instance, database.ApplicationConnection);
                store.ConfigureStore(o =>
                {
                    o.TablePrefix = Tables;
                    o.StoreJobDataAsStrings = true;
                });
                store.UseClustering(c =>
                {
                    c.CheckinInterval = TimeSpan.FromSeconds(5);
                    c.CheckinMisfireThreshold = TimeSpan.FromSeconds(10);
                });
                store.UseExecutionHistory();
            });
            q.UseDefaultRetryPolicy(RetryPolicy.Exponential(3, TimeSpan.FromSeconds(1), 2.0, TimeSpan.FromMinutes(5)));
            q.UseExecutionLogCapture(o => o.MaxLines = 100);
            add(q);
        });
        services.AddQuartzExecutionHistory(o =>
        {
            o.MaxEntriesPerScheduler = 50_000;
            o.Retention = TimeSpan.FromDays(30);
            o.RecordInput = true;
        });
        return services.AddQuartzHostedService(o => o.WaitForJobsToComplete = true);
    }
}
