using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;
using Portal.Persistence.Providers.Postgres;

namespace Portal.Persistence;

/// <summary>The database as the portal holds it while it runs: connected and migrated, with its private server when it has one.</summary>
public sealed class DatabaseStart : IAsyncDisposable
{
    const string Name = "portal";

    readonly EmbeddedPostgres? server;

    DatabaseStart(PostgresDatabase database, EmbeddedPostgres? server) => (Database, this.server) = (database, server);

    public PostgresDatabase Database { get; }

    /// <param name="root">Folder that a relative directory of the private server is relative to.</param>
    /// <exception cref="InvalidOperationException">The settings or the machine do not allow it; the message says what to do.</exception>
    public static async Task<DatabaseStart> RunAsync(IConfiguration configuration, string root, ILogger log, CancellationToken stop = default)
    {
        var options = configuration.GetSection(DatabaseOptions.Section).Get<DatabaseOptions>() ?? new();
        if (options.Provider != "postgres") throw new InvalidOperationException($"Database:Provider is '{options.Provider}'. The portal runs on 'postgres'; SQL Server has its migrations but is not ready.");
        EmbeddedPostgres? started = null;
        try
        {
            if (options.Owner is null)
            {
                started = await EmbeddedPostgres.StartAsync(Path.Combine(root, options.Directory), logger: log, stop: stop);
                await started.EnsureRolesAsync(Name, stop);
            }

            string Connection(string? set, string role, string key) =>
                started?.ConnectionString(role, Name) ?? set ?? throw new InvalidOperationException($"Database:{key} is not set, although Database:Owner is. Set all three.");
            var owner = Connection(options.Owner, "portal_owner", nameof(options.Owner));
            await PostgresDatabase.MigrateAsync(owner, stop);
            await PostgresJobTables.ProvisionAsync(owner, stop);
            return new(new(owner, Connection(options.Application, "portal_app", nameof(options.Application)), Connection(options.Ingest, "portal_ingest", nameof(options.Ingest))), started);
        }
        catch
        {
            if (started is not null) await started.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        if (server is not null) await server.DisposeAsync();
    }
}
