using System.Diagnostics;
using System.Globalization;

namespace Portal.Tests.Persistence;

/// <summary>The living processes of one cluster and of no other, known by its folder in their arguments or as their working folder.</summary>
sealed class ClusterProcesses(string directory)
{
    public List<int> Servers => Where(arguments => arguments[0].EndsWith("/postgres", StringComparison.Ordinal));

    public List<int> Guardians => Where(arguments => arguments.Contains("guardian"));

    /// <summary>Servers, guardians and the server's workers, whose arguments are replaced by a title; not the process that stands for the portal.</summary>
    public List<int> All => Where(arguments => !arguments.Contains("hold-database"));

    /// <summary>One command for all, so that none has time to see another's end.</summary>
    public static async Task SignalAsync(string signal, params IEnumerable<int> processes)
    {
        var start = new ProcessStartInfo("kill", ["-s", signal, "--", .. processes.Select(p => p.ToString(CultureInfo.InvariantCulture))]) { RedirectStandardError = true, UseShellExecute = false };
        using var kill = Process.Start(start)!;
        await kill.StandardError.ReadToEndAsync(); // one may have gone with another: no error
        await kill.WaitForExitAsync();
    }

    List<int> Where(Func<string[], bool> condition) =>
        [.. from folder in Directory.EnumerateDirectories("/proc")
            let name = Path.GetFileName(folder)
            where name.All(char.IsAsciiDigit)
            let arguments = Arguments(folder)
            where arguments is not [""] && condition(arguments) && (Array.Exists(arguments, Inside) || Inside(WorkingFolder(folder)))
            select int.Parse(name, CultureInfo.InvariantCulture)];

    bool Inside(string path) => string.Equals(path, directory, StringComparison.Ordinal) || path.StartsWith(directory + "/", StringComparison.Ordinal);

    // a process may end while it is looked at; a dead one that nobody has buried has no arguments
    static string[] Arguments(string folder)
    {
        try { return File.ReadAllText(folder + "/cmdline").TrimEnd('\0').Split('\0'); }
        catch (IOException) { return [""]; }
        catch (UnauthorizedAccessException) { return [""]; }
    }

    static string WorkingFolder(string folder)
    {
        try { return new FileInfo(folder + "/cwd").LinkTarget ?? ""; }
        catch (IOException) { return ""; }
        catch (UnauthorizedAccessException) { return ""; }
    }
}
