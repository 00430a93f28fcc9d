using Npgsql;
using Portal.Persistence;

namespace Portal.Tests.Persistence;

/// <summary>Ends of every kind; each is followed by a start that finds the committed row.</summary>
public sealed class EmbeddedPostgresCrashTests : IDisposable
{
    readonly string root = Path.Combine(Path.GetTempPath(), "portal-crash-" + Guid.NewGuid().ToString("N"));
    readonly string directory;
    readonly ClusterProcesses processes;

    public EmbeddedPostgresCrashTests() => processes = new(directory = root + "/postgres");

    static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
    }

    [Theory]
    [InlineData("INT")]
    [InlineData("TERM")]
    public async Task A_signal_to_the_portals_group_stops_cleanly(string signal)
    {
        using var portal = await StartWithRowAsync();

        await ClusterProcesses.SignalAsync(signal, -portal.Id);

        Assert.Equal("stopped", await portal.SaysAsync());
        Assert.Equal(0, await portal.ExitCodeAsync());
        Assert.Empty(processes.Servers);
        await RowIsKeptAsync();
    }

    [Fact]
    public async Task Kill_of_the_portal_takes_the_server_along()
    {
        using var portal = await StartWithRowAsync();

        await ClusterProcesses.SignalAsync("KILL", portal.Id);

        await Eventually.TrueAsync("server and guardian are gone", () => processes.All.Count == 0);
        await RowIsKeptAsync();
    }

    [Fact]
    public async Task Kill_of_portal_and_server_at_once()
    {
        using var portal = await StartWithRowAsync();

        await ClusterProcesses.SignalAsync("KILL", [portal.Id, .. processes.Servers]);
        await portal.ExitCodeAsync();

        await RowIsKeptAsync();
        await Eventually.TrueAsync("server and guardian are gone", () => processes.All.Count == 0);
    }

    [Fact]
    public async Task Kill_of_portal_guardian_and_server_at_once()
    {
        using var portal = await StartWithRowAsync();

        await ClusterProcesses.SignalAsync("KILL", [portal.Id, .. processes.Guardians, .. processes.Servers]);
        await portal.ExitCodeAsync();

        await RowIsKeptAsync();
        await Eventually.TrueAsync("server and guardian are gone", () => processes.All.Count == 0);
    }

    [Fact]
    public async Task Kill_of_portal_and_guardian_leaves_a_server_that_the_next_start_stops()
    {
        using var portal = await StartWithRowAsync();
        var server = Assert.Single(processes.Servers);

        // Held still first: a guardian that sees the portal's end before its own would stop the server.
        await ClusterProcesses.SignalAsync("STOP", [.. processes.Guardians, portal.Id]);
        await ClusterProcesses.SignalAsync("KILL", [.. processes.Guardians, portal.Id]);
        await portal.ExitCodeAsync();

        await Eventually.TrueAsync("no guardian is left", () => processes.Guardians.Count == 0);
        Assert.Equal([server], processes.Servers);
        await RowIsKeptAsync();
        await Eventually.TrueAsync("server and guardian are gone", () => processes.All.Count == 0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Kill_of_the_server_while_the_portal_runs_brings_a_new_one_and_connections_recover(bool andOfItsGuardian)
    {
        await using var server = await EmbeddedPostgres.StartAsync(directory, stop: Stop);
        var restarts = 0;
        server.Restarted += (_, _) => Interlocked.Increment(ref restarts);
        await using var pool = NpgsqlDataSource.Create(server.ConnectionString("portal_admin", "postgres"));
        await CommitRowAsync(pool);

        for (var time = 1; time <= 2; time++)
        {
            await ClusterProcesses.SignalAsync("KILL", andOfItsGuardian ? [.. processes.Guardians, .. processes.Servers] : processes.Servers);
            await Eventually.TrueAsync("a new server runs", () => Volatile.Read(ref restarts) == time);
            Assert.Equal(1L, await Eventually.WithoutAsync<long, NpgsqlException>(() => RowsAsync(pool)));
        }
    }

    [Fact]
    public async Task Kill_of_the_guardian_alone_is_made_good_too()
    {
        await using var server = await EmbeddedPostgres.StartAsync(directory, stop: Stop);
        var restarts = 0;
        server.Restarted += (_, _) => Interlocked.Increment(ref restarts);
        await using var pool = NpgsqlDataSource.Create(server.ConnectionString("portal_admin", "postgres"));
        await CommitRowAsync(pool);
        var before = Assert.Single(processes.Servers);

        await ClusterProcesses.SignalAsync("KILL", processes.Guardians);

        await Eventually.TrueAsync("a new server runs", () => Volatile.Read(ref restarts) == 1);
        Assert.DoesNotContain(before, processes.Servers);
        Assert.Equal(1L, await Eventually.WithoutAsync<long, NpgsqlException>(() => RowsAsync(pool)));
    }

    async Task<HeldDatabase> StartWithRowAsync()
    {
        var portal = await HeldDatabase.StartAsync(directory);
        await using var pool = NpgsqlDataSource.Create(portal.ConnectionString);
        await CommitRowAsync(pool);
        return portal;
    }

    async Task RowIsKeptAsync()
    {
        await using var server = await EmbeddedPostgres.StartAsync(directory, stop: Stop);
        await using var pool = NpgsqlDataSource.Create(server.ConnectionString("portal_admin", "postgres"));
        Assert.Equal(1L, await RowsAsync(pool));
    }

    static async Task CommitRowAsync(NpgsqlDataSource pool)
    {
        await using var command = pool.CreateCommand("create table kept (id int); insert into kept values (1)");
        await command.ExecuteNonQueryAsync(Stop);
    }

    static async Task<long> RowsAsync(NpgsqlDataSource pool)
    {
        await using var command = pool.CreateCommand("select count(*) from kept");
        return (long)(await command.ExecuteScalarAsync(Stop))!;
    }
}
