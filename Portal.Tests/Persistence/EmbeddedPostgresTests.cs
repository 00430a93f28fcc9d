using System.Runtime.Versioning;
using Npgsql;
using Portal.Persistence;

namespace Portal.Tests.Persistence;

/// <summary>Where the cluster lies, who may use it, and what it offers. What it survives: <see cref="EmbeddedPostgresCrashTests"/>.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class EmbeddedPostgresTests : IDisposable
{
    readonly string directory = Path.Combine(Path.GetTempPath(), "portal-embedded-" + Guid.NewGuid().ToString("N"));

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(directory)) Directory.Delete(directory, recursive: true);
    }

    [Theory]
    [InlineData("postgres")]
    [InlineData("a folder, \"quoted\" and d'or; $(exit 1) `exit 1`")]
    [InlineData("deep/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789/0123456789")]
    public async Task Any_path_will_do_and_is_closed_to_others(string name)
    {
        var place = Path.Combine(directory, name);
        await using var server = await EmbeddedPostgres.StartAsync(place, stop: Stop);

        Assert.Equal(1, await AskAsync<int>(server.ConnectionString("portal_admin", "postgres"), "select 1"));
        Assert.True(server.Socket.Length + "/.s.PGSQL.5432.lock".Length <= 107);
        const UnixFileMode owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        Assert.Equal([owner, owner, owner], new[] { place, place + "/data", server.Socket }.Select(File.GetUnixFileMode));
        Assert.All([place + "/server.log", place + ".lock", place + "/data/pg_ident.conf"], f => Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(f)));
    }

    [Fact]
    public async Task No_process_is_left_after_the_end_and_no_port_is_open_before()
    {
        var processes = new ClusterProcesses(directory + "/postgres");
        await using (var server = await EmbeddedPostgres.StartAsync(directory + "/postgres", ["work_mem=5MB"], stop: Stop))
        {
            Assert.Equal("|5MB", await AskAsync<string>(server.ConnectionString("portal_admin", "postgres"), "select current_setting('listen_addresses') || '|' || current_setting('work_mem')"));
            Assert.NotEmpty(processes.All);
        }
        Assert.Empty(processes.Servers);
        await Eventually.TrueAsync("the last worker is gone", () => processes.All.Count == 0);
    }

    [Fact]
    public async Task A_second_portal_on_the_same_data_is_refused()
    {
        await using var server = await EmbeddedPostgres.StartAsync(directory + "/postgres", stop: Stop);

        var here = await Assert.ThrowsAsync<InvalidOperationException>(() => EmbeddedPostgres.StartAsync(directory + "/postgres", stop: Stop));
        var elsewhere = await Assert.ThrowsAsync<InvalidOperationException>(() => HeldDatabase.StartAsync(directory + "/postgres"));

        Assert.StartsWith("Another portal is running on the data in " + directory, here.Message, StringComparison.Ordinal);
        Assert.Equal("refused: " + here.Message, elsewhere.Message);
        Assert.Equal(1, await AskAsync<int>(server.ConnectionString("portal_admin", "postgres"), "select 1"));
    }

    [Fact]
    public async Task A_folder_closed_to_the_servers_account_is_refused_with_the_remedy()
    {
        var closed = Directory.CreateDirectory(directory + "/closed", UnixFileMode.UserRead | UnixFileMode.UserExecute).FullName;

        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => EmbeddedPostgres.StartAsync(closed + "/postgres", stop: Stop));

        Assert.Contains(Environment.IsPrivilegedProcess ? $"The account postgres cannot reach {closed}/postgres" : $"{closed}/postgres belongs to another account or cannot be written", refusal.Message, StringComparison.Ordinal);
        Assert.Contains("Set Database:Directory", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_that_does_not_start_says_why()
    {
        var refusal = await Assert.ThrowsAsync<InvalidOperationException>(() => EmbeddedPostgres.StartAsync(directory + "/postgres", ["no_such_setting=1"], stop: Stop));

        Assert.Contains("no_such_setting", refusal.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Roles_and_database_are_made_once_and_completed_after_a_kill()
    {
        await using var server = await EmbeddedPostgres.StartAsync(directory + "/postgres", stop: Stop);
        var admin = server.ConnectionString("portal_admin", "postgres");
        await server.EnsureRolesAsync(stop: Stop);
        await server.EnsureRolesAsync("another \"one\"", Stop);
        await AskAsync<object>(admin, "drop database portal"); // as if killed before it was made
        await server.EnsureRolesAsync(stop: Stop);
        await server.EnsureRolesAsync(stop: Stop);

        const string roles = "select string_agg(rolname, ' ' order by rolname) from pg_roles where rolname like 'portal%' and rolcanlogin and not (rolsuper or rolbypassrls or rolcreaterole or rolcreatedb)";
        Assert.Equal("portal_app portal_ingest portal_owner", await AskAsync<string>(admin, roles));
        Assert.Equal("portal_owner", await AskAsync<string>(admin, "select pg_get_userbyid(datdba)::text from pg_database where datname = 'portal'"));
        await AskAsync<object>(server.ConnectionString("portal_owner", "portal"), "create table allowed (id int)");
        foreach (var role in new[] { "portal_app", "portal_ingest" })
        {
            var refusal = await Assert.ThrowsAsync<PostgresException>(() => AskAsync<object>(server.ConnectionString(role, "portal"), "create table refused (id int)"));
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refusal.SqlState);
        }
        await Assert.ThrowsAsync<PostgresException>(() => AskAsync<object>(server.ConnectionString("postgres", "portal"), "select 1"));
    }

    internal static async Task<T?> AskAsync<T>(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString + ";Pooling=false");
        await connection.OpenAsync(Stop);
        await using var command = new NpgsqlCommand(sql, connection);
        return (T?)await command.ExecuteScalarAsync(Stop);
    }
}
