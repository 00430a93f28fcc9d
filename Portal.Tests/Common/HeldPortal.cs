using System.Diagnostics;
using Portal.Tests.Persistence;

namespace Portal.Tests;

/// <summary>The whole portal in a process of its own (Benchmarks, hold-portal) with a zone, an operator who confirms each hit, and a source of twelve cameras; to be killed and begun again.</summary>
sealed class HeldPortal : IDisposable
{
    readonly Process process;

    HeldPortal(Process process) => this.process = process;

    public int Id => process.Id;

    /// <summary>Such as <c>http://127.0.0.1:43210</c>; another one at each start.</summary>
    public string Address { get; private set; } = "";

    public string OwnerConnection { get; private set; } = "";

    public static async Task<HeldPortal> StartAsync(string directory, params IEnumerable<string> settings)
    {
        var start = new ProcessStartInfo(HeldDatabase.Executable, ["hold-portal", directory, Path.Combine(Repository.Root, "Portal"), .. settings]) { RedirectStandardOutput = true, UseShellExecute = false };
        var held = new HeldPortal(Process.Start(start)!);
        var said = new List<string>();
        while (await held.process.StandardOutput.ReadLineAsync().WaitAsync(TimeSpan.FromMinutes(2)) is { } line)
        {
            said.Add(line);
            if (line.Split(' ', 3) is not ["ready", var address, var owner]) continue;
            (held.Address, held.OwnerConnection) = (address, owner);
            _ = held.process.StandardOutput.BaseStream.CopyToAsync(Stream.Null); // what it says later must not fill the pipe
            return held;
        }

        throw new InvalidOperationException(string.Join('\n', said));
    }

    public async Task KillAsync()
    {
        await ClusterProcesses.SignalAsync("KILL", Id);
        await process.WaitForExitAsync();
    }

    public void Dispose()
    {
        if (!process.HasExited) process.Kill();
        process.Dispose();
    }
}
