using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Persistence.Providers.Postgres;
using Quartz;

namespace Portal.Common;

/// <summary>Background jobs: every node runs this, the database decides who fires what. Inputs are records that begin with the zone and hold keys only.</summary>
public static class JobsModule
{
    public const string Scheduler = "portal";

    const string Tables = "jobs.qrtz_";

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

    /// <summary>Makes what is missing of the job tables, as the owner, before any node starts; the application's role may not.</summary>
    public static async Task ProvisionAsync(string ownerConnection, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(stop);
        await RunAsync(connection, "select pg_advisory_lock(5344); create schema if not exists jobs; grant usage on schema jobs to portal_app", stop);
        var scheduler = await QuartzSchedulerBuilder.Create(q => q.ConfigureScheduler(o => o.InstanceName = "provisioning").UsePersistentStore(store =>
        {
            store.UsePostgres(NpgsqlFactory.Instance, new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false }.ConnectionString);
            store.ConfigureStore(o => o.TablePrefix = Tables);
            store.UseExecutionHistory();
            store.ProvisionSchema();
        })).BuildScheduler(stop);
        await scheduler.Shutdown(cancellationToken: stop);
        // Job tables have no zone and no policy: they hold keys, never content.
        await RunAsync(connection, "grant select, insert, update, delete on all tables in schema jobs to portal_app; grant usage on all sequences in schema jobs to portal_app", stop);
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
