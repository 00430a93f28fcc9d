using Microsoft.Extensions.Logging;
using Npgsql;

namespace Portal.Persistence.Providers.Postgres;

/// <summary>LISTEN on a connection of its own; triggers on the announced tables notify within the transaction that changes them.</summary>
sealed class PostgresChangeFeed(PostgresDatabase database, TimeProvider clock, ILogger<ChangeFeed> log) : ChangeFeed(log)
{
    static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);
    static readonly TimeSpan Quiet = TimeSpan.FromSeconds(15);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await ListenAsync(stoppingToken);
            }
            catch (Exception e) when (e is NpgsqlException or TimeoutException or IOException)
            {
                IsConnected = false;
                Log.LogWarning("Changes are not heard for the moment: {Reason}", e.Message);
                await Task.Delay(Pause, clock, stoppingToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
        }
    }

    async Task ListenAsync(CancellationToken stop)
    {
        await using var connection = await database.Ingest.OpenConnectionAsync(stop);
        connection.Notification += (_, said) =>
        {
            if (said.Payload.Split(' ') is [var topic, var zone]) Raise(new(topic, zone));
        };
        await using (var listen = new NpgsqlCommand($"listen {PostgresFunctions.Channel}", connection)) await listen.ExecuteNonQueryAsync(stop);
        IsConnected = true;
        Raise(default); // whatever happened before this connection listened
        while (true)
        {
            if (await connection.WaitAsync(Quiet, stop)) continue;
            await using var alive = new NpgsqlCommand("select 1", connection); // a dead server is noticed although it says nothing
            await alive.ExecuteNonQueryAsync(stop);
        }
    }
}
