using System.Diagnostics;

namespace Portal.Tests.Persistence;

/// <summary>A process that holds an embedded PostgreSQL as the portal does (Benchmarks, hold-database), to be killed.</summary>
/// <remarks>A session of its own, so that Ctrl-C can be sent to its whole group as a terminal would.</remarks>
sealed class HeldDatabase : IDisposable
{
    readonly Process process;

    HeldDatabase(Process process) => this.process = process;

    public int Id => process.Id;

    public string ConnectionString { get; private set; } = "";

    /// <summary>Returns when the database is ready; throws with what the process said when it is not.</summary>
    public static async Task<HeldDatabase> StartAsync(string directory)
    {
        var held = new HeldDatabase(Process.Start(new ProcessStartInfo("setsid", ["-w", Executable, "hold-database", directory]) { RedirectStandardOutput = true, UseShellExecute = false })!);
        var line = await held.SaysAsync();
        if (line?.StartsWith("ready ", StringComparison.Ordinal) != true) throw new InvalidOperationException(line ?? "It ended without a word.");
        held.ConnectionString = line["ready ".Length..];
        return held;
    }

    public Task<string?> SaysAsync() => process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromSeconds(60));

    public async Task<int> ExitCodeAsync()
    {
        await process.WaitForExitAsync().WaitAsync(TimeSpan.FromSeconds(60));
        return process.ExitCode;
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }

    // beside this project's output, in the same configuration
    internal static string Executable
    {
        get
        {
            var project = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "../../.."));
            return Path.Combine(project, "Benchmarks", Path.GetRelativePath(project, AppContext.BaseDirectory), "Portal.Benchmarks");
        }
    }
}
