using Npgsql;
using Portal.Persistence;
using Portal.Tests;

[assembly: AssemblyFixture(typeof(Cluster))]

namespace Portal.Tests;

/// <summary>One PostgreSQL for the whole run, started by the first test that needs it, with a migrated template that each class clones.</summary>
public sealed partial class Cluster : IAsyncDisposable
{
    const string Template = "template_portal";

    // losing a crashed run's data is no loss: tests keep nothing
    static readonly string[] Settings = ["fsync=off", "synchronous_commit=off", "full_page_writes=off", "max_connections=300"];

    readonly string directory = Path.Combine(Path.GetTempPath(), "portal-tests-" + Guid.NewGuid().ToString("N")[..12]);
    readonly Lazy<Task<EmbeddedPostgres>> server;
    EmbeddedPostgres? started; // also when the template could not be made

    public Cluster() => server = new(StartAsync);

    /// <param name="user">portal_admin, portal_owner, portal_app or portal_ingest.</param>
    /// <param name="database">A database of this cluster.</param>
    public async Task<string> ConnectionAsync(string user, string database) => (await server.Value).ConnectionString(user, database) + ";Maximum Pool Size=10";

    public async Task AdminAsync(string database, string sql) => await ExecuteAsync(await ConnectionAsync("portal_admin", database), sql);

    /// <summary>A clone of the template, of portal_owner, with the rights on the database that the real one has: a clone takes over those inside alone.</summary>
    internal async Task CloneAsync(string database)
    {
        await AdminAsync("postgres", $"create database {database} template {Template} owner portal_owner");
        await AdminAsync("postgres", $"revoke all on database {database} from public; grant connect on database {database} to portal_app, portal_ingest");
    }

    public async ValueTask DisposeAsync()
    {
        if (started is null) return;
        await started.DisposeAsync();
        Directory.Delete(directory, recursive: true);
        File.Delete(directory + ".lock");
    }

    async Task<EmbeddedPostgres> StartAsync()
    {
        started = await EmbeddedPostgres.StartAsync(directory, Settings);
        await started.EnsureRolesAsync(Template);
        await PrepareTemplateAsync(started.ConnectionString("portal_owner", Template) + ";Pooling=false"); // a pooled connection would hold the template
        return started;
    }

    static async Task ExecuteAsync(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
