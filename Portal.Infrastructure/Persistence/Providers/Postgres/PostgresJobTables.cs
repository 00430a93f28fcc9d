using Npgsql;
using Portal.Common;
using Quartz;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>The tables of the job store, in a schema of their own.</summary>
public static class PostgresJobTables
{
    const string Former = "'RemoveReportsJob', 'TidyNoticesJob'";

    /// <summary>Makes what is missing of the job tables, as the owner, before any node starts; the application's role may not.</summary>
    public static async Task ProvisionAsync(string ownerConnection, CancellationToken stop)
    {
        await using var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false }.ConnectionString);
        await connection.OpenAsync(stop);
        await RunAsync(connection, "select pg_advisory_lock(5344); create schema if not exists jobs; grant usage on schema jobs to portal_app", stop);
        var scheduler = await QuartzSchedulerBuilder.Create(q => q.ConfigureScheduler(o => o.InstanceName = "provisioning").UsePersistentStore(store =>
        {
            store.UsePostgres(NpgsqlFactory.Instance, new NpgsqlConnectionStringBuilder(ownerConnection) { Pooling = false }.ConnectionString);
            store.ConfigureStore(o => o.TablePrefix = JobsModule.Tables);
            store.UseExecutionHistory();
            store.ProvisionSchema();
        })).BuildScheduler(stop);
        await scheduler.Shutdown(cancellationToken: stop);
        // Jobs of older versions, which the steps of the retention register replace.
        await RunAsync(
            connection, string.Concat(new[] { "cron_triggers", "simple_triggers" }.Select(t => $"delete from {JobsModule.Tables}{t} where trigger_name in ({Former});"))
                + string.Concat(new[] { "triggers", "job_details" }.Select(t => $"delete from {JobsModule.Tables}{t} where job_name in ({Former});")), stop);
        // Job tables have no zone and no policy: they hold keys, never content.
        await RunAsync(connection, "grant select, insert, update, delete on all tables in schema jobs to portal_app; grant usage on all sequences in schema jobs to portal_app", stop);
    }

    static async Task RunAsync(NpgsqlConnection connection, string sql, CancellationToken stop)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(stop);
    }
}
