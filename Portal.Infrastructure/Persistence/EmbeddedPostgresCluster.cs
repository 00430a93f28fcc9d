using System.Diagnostics;
using System.Globalization;
using System.Runtime.Versioning;

namespace Portal.Persistence;

/// <summary>The folder of an embedded PostgreSQL: which programs serve it, under which account, and how it is made.</summary>
sealed class EmbeddedPostgresCluster(string directory, string socket, IReadOnlyCollection<string> settings)
{
    /// <summary>Only part of the socket's name: nothing listens on it.</summary>
    public const int Port = 5432;

    const string Account = "postgres";
    const string Install = "PostgreSQL is not installed. Run: apt-get install -y postgresql";
    static readonly string[] Programs = ["initdb", "postgres", "pg_isready"];

    // as root. $1 folder, $2 account: a cluster that a portal of another account made stays that account's
    const string HandOver = """
        if [ -e "$1/data" ] && [ "$(stat -c %U "$1/data")" != "$2" ]; then
            echo "$1/data belongs to the account $(stat -c %U "$1/data"). Start the portal as that account, or set Database:Directory to another folder." >&2
            exit 1
        fi
        chown "$2" "$1"
        """;

    // $1 programs, $2 folder, $3 socket's folder, $4 this process's account. Nothing here is for others: mode 700 all over.
    // peer: only this process's own account comes in, under any of the portal's roles; no password lies about.
    // Made beside and renamed when whole: a kill in the middle leaves nothing that looks like a cluster.
    const string Script = """
        umask 077
        data=$2/data
        if [ ! -f "$data/PG_VERSION" ]; then
            rm -rf "$data.new"
            "$1/initdb" -D "$data.new" -U portal_admin -A peer -E UTF8 --locale=C.UTF-8 --no-instructions >/dev/null
            printf 'local all all peer map=portal\n' > "$data.new/pg_hba.conf"
            mv "$data.new" "$data"
        fi
        for role in admin owner app ingest; do printf 'portal "%s" portal_%s\n' "$4" "$role"; done > "$data/pg_ident.new"
        mv "$data/pg_ident.new" "$data/pg_ident.conf"
        mkdir -p -m 700 "$3"
        [ -O "$3" ] && [ ! -L "$3" ] || { echo "$3 belongs to another account." >&2; exit 1; }
        """;

    public string Data => directory + "/data";

    public string Log => directory + "/server.log";

    public string Socket => socket;

    public IReadOnlyCollection<string> Settings => settings;

    /// <summary>Of the cluster's own version where several are installed; every start asks anew, an upgrade may have moved them.</summary>
    public string Binaries() => Candidates().FirstOrDefault(d => Array.TrueForAll(Programs, p => File.Exists(Path.Combine(d, p)))) ?? throw new InvalidOperationException(Install);

    [UnsupportedOSPlatform("windows")]
    public async Task PrepareAsync(CancellationToken stop)
    {
        var programs = Binaries();
        if (!Directory.Exists(directory)) Directory.CreateDirectory(directory, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        if (Environment.IsPrivilegedProcess)
        {
            await RunAsync(new("sh", ["-ec", HandOver, "hand-over", directory, Account]), stop);
            if (await ExitCodeAsync(Command("test", "-w", directory, "-a", "-x", directory), stop) != 0)
                throw new InvalidOperationException($"The account {Account} cannot reach {directory}: a folder above it is closed to others. Set Database:Directory to a folder that it can reach.");
        }
        await RunAsync(Command("chmod", "700", directory), stop);
        await RunAsync(Command("sh", "-ec", Script, "prepare", programs, directory, socket, Environment.UserName), stop);
    }

    /// <summary>Takes away a socket's folder outside the cluster's own; one that still holds a socket stays.</summary>
    public void Leave()
    {
        if (socket.StartsWith(directory, StringComparison.Ordinal)) return;
        try { Directory.Delete(socket); }
        catch (IOException) { /* the next start takes it over */ }
    }

    /// <summary>A command under the server's account: PostgreSQL refuses to run as root. None of the portal's environment, which may hold secrets.</summary>
    public static ProcessStartInfo Command(string file, params string[] arguments)
    {
        var start = Environment.IsPrivilegedProcess ? new ProcessStartInfo("runuser", ["-u", Account, "--", file, .. arguments]) : new ProcessStartInfo(file, arguments);
        (start.WorkingDirectory, start.UseShellExecute) = ("/", false);
        start.Environment.Clear();
        start.Environment["PATH"] = Environment.GetEnvironmentVariable("PATH") + ":/usr/sbin:/usr/bin:/sbin:/bin";
        start.Environment["LC_ALL"] = "C.UTF-8";
        return start;
    }

    /// <summary>Reads on a thread of its own: an asynchronous read of a process's pipe blocks one of the pool's few, and minds no cancellation.</summary>
    public static Task<T> ReadAsync<T>(Func<T> read, CancellationToken stop) =>
        Task.Factory.StartNew(read, CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default).WaitAsync(stop);

    IEnumerable<string> Candidates()
    {
        const string debian = "/usr/lib/postgresql";
        if (File.Exists(Data + "/PG_VERSION")) yield return $"{debian}/{File.ReadAllText(Data + "/PG_VERSION").Trim()}/bin";
        // a link in PATH may stand for one program only: follow it to the folder that holds all of them
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(d => d.StartsWith('/') && File.Exists(d + "/initdb")))
            yield return Path.GetDirectoryName(File.ResolveLinkTarget(folder + "/initdb", returnFinalTarget: true)?.FullName) ?? folder;
        if (!Directory.Exists(debian)) yield break;
        foreach (var folder in Directory.GetDirectories(debian).OrderByDescending(d => int.TryParse(Path.GetFileName(d), CultureInfo.InvariantCulture, out var version) ? version : 0))
            yield return folder + "/bin";
    }

    static async Task<int> ExitCodeAsync(ProcessStartInfo start, CancellationToken stop)
    {
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync(stop);
        return process.ExitCode;
    }

    static async Task RunAsync(ProcessStartInfo start, CancellationToken stop)
    {
        (start.RedirectStandardError, start.RedirectStandardOutput) = (true, true);
        using var process = Process.Start(start)!;
        var (output, error) = (ReadAsync(process.StandardOutput.ReadToEnd, stop), ReadAsync(process.StandardError.ReadToEnd, stop));
        await process.WaitForExitAsync(stop);
        var why = (await error + await output).Trim();
        if (process.ExitCode != 0) throw new InvalidOperationException($"The embedded PostgreSQL cannot be prepared: {why}");
    }
}
