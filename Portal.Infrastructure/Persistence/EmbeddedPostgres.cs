using System.Runtime.Versioning;
using System.Security.Cryptography;
using System.Text;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace Portal.Persistence;

/// <summary>A private PostgreSQL that lives as long as this process: Unix socket only, no TCP port, no password.</summary>
/// <remarks>
/// The server is run by a guardian (<see cref="EmbeddedPostgresGuardian"/>) that stops it when this process ends in any
/// way, kill -9 included. When the server itself dies, a new one is started; open connections break, new ones work.
/// </remarks>
public sealed class EmbeddedPostgres : IAsyncDisposable
{
    // a socket's path holds 107 bytes; "/.s.PGSQL.5432" and the lock beside it take 19
    const int LongestSocketFolder = 85;
    static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(100);
    static readonly TimeSpan LongestPause = TimeSpan.FromSeconds(30);
    static readonly TimeSpan LongestWaitForOwnership = TimeSpan.FromSeconds(2);

    readonly FileStream ownership;
    readonly EmbeddedPostgresCluster cluster;
    readonly ILogger logger;
    readonly CancellationTokenSource stopping = new();
    EmbeddedPostgresGuardian guardian;
    Task watch = Task.CompletedTask;

    EmbeddedPostgres(FileStream ownership, EmbeddedPostgresCluster cluster, EmbeddedPostgresGuardian guardian, ILogger logger) =>
        (this.ownership, this.cluster, this.guardian, this.logger) = (ownership, cluster, guardian, logger);

    /// <summary>Raised on a thread of the pool when a server that died has been replaced: the moment to clear connection pools.</summary>
    public event EventHandler? Restarted;

    /// <summary>Absolute path of the socket's folder. Npgsql takes it as Host only when it begins with a slash.</summary>
    public string Socket => cluster.Socket;

    /// <param name="user">portal_admin (superuser), portal_owner, portal_app or portal_ingest; others are refused.</param>
    /// <param name="database">"postgres", or one that <see cref="EnsureRolesAsync"/> made.</param>
    public string ConnectionString(string user, string database) =>
        new NpgsqlConnectionStringBuilder { Host = Socket, Port = EmbeddedPostgresCluster.Port, Username = user, Database = database }.ConnectionString;

    /// <summary>Starts the server; a cluster is made in the folder when it holds none.</summary>
    /// <param name="directory">Where the cluster lives; made when missing. Started as root, every folder above must be passable by others.</param>
    /// <param name="settings">Server settings as name=value, such as "fsync=off" in tests.</param>
    /// <param name="logger">Hears of a server that died and of its replacement.</param>
    /// <param name="stop">Gives up the start.</param>
    /// <exception cref="InvalidOperationException">PostgreSQL is not installed, the folder is in use by another portal or cannot be used, or
    /// the server does not start. The message is for the person who starts the portal.</exception>
    public static async Task<EmbeddedPostgres> StartAsync(string directory, IReadOnlyCollection<string>? settings = null, ILogger? logger = null, CancellationToken stop = default)
    {
        if (OperatingSystem.IsWindows()) throw new PlatformNotSupportedException("The embedded PostgreSQL runs on Linux. Set a connection string.");
        directory = Path.TrimEndingDirectorySeparator(Path.GetFullPath(directory));
        var made = new EmbeddedPostgresCluster(directory, SocketFolder(directory), settings ?? []);
        var owned = await OwnAsync(directory, stop);
        try
        {
            await made.PrepareAsync(stop);
            var server = new EmbeddedPostgres(owned, made, await EmbeddedPostgresGuardian.StartAsync(made, stop), logger ?? NullLogger.Instance);
            server.watch = server.WatchAsync();
            return server;
        }
        catch
        {
            await owned.DisposeAsync();
            throw;
        }
    }

    /// <summary>The roles and the portal's database, each made when missing, so a kill in between is made good by the next start.</summary>
    /// <param name="database">Belongs to portal_owner; made when missing.</param>
    /// <param name="stop">Gives up.</param>
    public Task EnsureRolesAsync(string database = "portal", CancellationToken stop = default) => EmbeddedPostgresRoles.EnsureAsync(this, database, stop);

    /// <summary>Stops the server and waits for its end. Harmless when called twice.</summary>
    public async ValueTask DisposeAsync()
    {
        if (stopping.IsCancellationRequested) return;
        await stopping.CancelAsync();
        await watch; // may be in the middle of a restart; it leaves the last guardian to us
        await guardian.DisposeAsync();
        cluster.Leave();
        await ownership.DisposeAsync();
        stopping.Dispose();
    }

    async Task WatchAsync()
    {
        while (true)
        {
            try { await guardian.Ended.WaitAsync(stopping.Token); }
            catch (OperationCanceledException) { return; }
            logger.LogError("The embedded PostgreSQL ended unexpectedly and is started again; see {Log}", cluster.Log);
            await guardian.DisposeAsync();
            if (!await StartAgainAsync()) return;
            logger.LogWarning("The embedded PostgreSQL runs again");
            try { Restarted?.Invoke(this, EventArgs.Empty); }
            catch (Exception e) { logger.LogError(e, "A listener to the restart failed"); } // the watch goes on
        }
    }

    async Task<bool> StartAgainAsync()
    {
        for (var pause = FirstPause; ; pause = pause * 2 < LongestPause ? pause * 2 : LongestPause)
        {
            try
            {
                guardian = await EmbeddedPostgresGuardian.StartAsync(cluster, stopping.Token);
                return true;
            }
            catch (OperationCanceledException) { return false; }
            catch (Exception e)
            {
                logger.LogError(e, "The embedded PostgreSQL does not start; tried again in {Pause}", pause);
            }
            try { await Task.Delay(pause, stopping.Token); }
            catch (OperationCanceledException) { return false; }
        }
    }

    // The lock lies beside the folder, which may belong to another account. It goes with the process, however that ends;
    // one that was just killed may hold it a moment longer.
    [UnsupportedOSPlatform("windows")]
    static async Task<FileStream> OwnAsync(string directory, CancellationToken stop)
    {
        var options = new FileStreamOptions
        {
            Mode = FileMode.OpenOrCreate,
            Access = FileAccess.ReadWrite,
            Share = FileShare.None,
            UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite,
        };
        for (var waited = TimeSpan.Zero; ; waited += FirstPause)
        {
            try
            {
                Directory.CreateDirectory(Path.GetDirectoryName(directory) ?? "/");
                return new(directory + ".lock", options);
            }
            catch (UnauthorizedAccessException e)
            {
                throw new InvalidOperationException($"{directory} belongs to another account or cannot be written. Set Database:Directory to a folder of {Environment.UserName}.", e);
            }
            catch (IOException e) when (waited >= LongestWaitForOwnership)
            {
                throw new InvalidOperationException($"Another portal is running on the data in {directory}. Stop it first, or set Database:Directory to another folder.", e);
            }
            catch (IOException)
            {
                await Task.Delay(FirstPause, stop);
            }
        }
    }

    // A comma would be a list to the server and to Npgsql, other signs need quotes, a deep folder is too long for a socket:
    // then the socket lies in /tmp under a name made of the path.
    static string SocketFolder(string directory) =>
        directory.Length <= LongestSocketFolder - "/socket".Length && directory.All(c => char.IsAsciiLetterOrDigit(c) || "/._-".Contains(c, StringComparison.Ordinal))
            ? directory + "/socket"
            : "/tmp/portal-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(directory)))[..24];
}
