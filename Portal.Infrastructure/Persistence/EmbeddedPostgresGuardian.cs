using System.Diagnostics;

namespace Portal.Persistence;

/// <summary>A shell that starts the server and waits for the end of its standard input, which this process holds open.</summary>
/// <remarks>
/// When this process ends in any way, kill -9 included, the pipe closes and the guardian stops the server. The guardian
/// has a session of its own, so Ctrl-C reaches the portal alone, which can drain before it lets go of the database.
/// </remarks>
sealed class EmbeddedPostgresGuardian : IAsyncDisposable
{
    // $1 programs, $2 data, $3 socket's folder, $4 log, then settings. The shell is the server's parent, so a killed server
    // is reaped and its end is seen. A server that is still going down (or its children, or a zombie under an init that reaps
    // late) makes a start fail and has left postmaster.pid: hence the tries. A server that outlived its guardian is ours to stop: the portal holds the
    // lock of the folder. Settings come before -k and -c so that none of them opens a port.
    const string Script = """
        umask 077
        bin=$1 data=$2 socket=$3 log=$4
        shift 4
        if [ -n "$(find "$log" -size +10M 2>/dev/null)" ]; then mv -f "$log" "$log.old"; fi
        exec 3<&0 </dev/null 2>>"$log"
        tries=0
        while :; do
            old=$(head -n 1 "$data/postmaster.pid" 2>/dev/null)
            if [ -n "$old" ] && tr '\0' '\n' 2>/dev/null <"/proc/$old/cmdline" | grep -qxF -e "$data"; then kill -INT "$old"; fi
            "$bin/postgres" -D "$data" "$@" -k "$socket" -p 5432 -c listen_addresses= >>"$log" 3<&- &
            server=$!
            while kill -0 $server 2>/dev/null && ! "$bin/pg_isready" -q -h "$socket" -p 5432; do sleep 0.05; done
            kill -0 $server 2>/dev/null && break
            tries=$((tries + 1))
            { [ -n "$old" ] || [ -e "$data/postmaster.pid" ]; } && [ $tries -lt 50 ] || exit 1
            sleep 0.2
        done
        (while read -r _ <&3; do :; done; kill -INT $server) >/dev/null &
        echo ready
        wait $server
        kill $!
        """;

    readonly Process process;
    bool disposed;

    EmbeddedPostgresGuardian(Process process) => (this.process, Ended) = (process, process.WaitForExitAsync());

    /// <summary>Completes when the guardian has ended, and with it the server or the watch over it.</summary>
    public Task Ended { get; }

    /// <summary>Returns when the server takes connections.</summary>
    public static async Task<EmbeddedPostgresGuardian> StartAsync(EmbeddedPostgresCluster cluster, CancellationToken stop)
    {
        var shell = EmbeddedPostgresCluster.Command("sh", ["-c", Script, "guardian", cluster.Binaries(), cluster.Data, cluster.Socket, cluster.Log,
            .. cluster.Settings.SelectMany(s => new[] { "-c", s })]);
        shell.ArgumentList.Insert(0, shell.FileName);
        shell.ArgumentList.Insert(0, "-w");
        (shell.FileName, shell.RedirectStandardInput, shell.RedirectStandardOutput) = ("setsid", true, true);
        var guardian = new EmbeddedPostgresGuardian(Process.Start(shell)!);
        try
        {
            if (await EmbeddedPostgresCluster.ReadAsync(guardian.process.StandardOutput.ReadLine, stop) is not "ready")
                throw new InvalidOperationException($"PostgreSQL did not start; the end of {cluster.Log}:{Environment.NewLine}{EndOf(cluster.Log)}");
            return guardian;
        }
        catch
        {
            await guardian.DisposeAsync();
            throw;
        }
    }

    /// <summary>Closes the pipe and waits for the end. One whose shell was killed leaves the server to the watch that the shell began.</summary>
    public async ValueTask DisposeAsync()
    {
        if (disposed) return;
        disposed = true;
        process.StandardInput.Close();
        await Ended;
        process.Dispose();
    }

    static string EndOf(string log) => File.Exists(log) ? string.Join(Environment.NewLine, File.ReadLines(log).TakeLast(5)) : "";
}
