using System.ComponentModel;
using System.Diagnostics;

namespace Portal.Tests;

/// <summary>A program from outside that judges what the portal made.</summary>
static class ExternalTool
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <returns>How it ended and all it said, its errors last.</returns>
    public static async Task<(int Code, string Output)> RunAsync(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        start.Environment["LC_ALL"] = "C.UTF-8";
        Process process;
        try
        {
            process = Process.Start(start)!;
        }
        catch (Win32Exception missing)
        {
            throw new InvalidOperationException($"{program} is not here; ./test installs what the tests need.", missing);
        }

        using (process)
        using (var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken))
        {
            patience.CancelAfter(Patience);
            try
            {
                process.StandardInput.Close();
                var (output, errors) = (process.StandardOutput.ReadToEndAsync(patience.Token), process.StandardError.ReadToEndAsync(patience.Token));
                await process.WaitForExitAsync(patience.Token);
                return (process.ExitCode, await output + await errors);
            }
            catch (OperationCanceledException)
            {
                process.Kill(entireProcessTree: true);
                throw;
            }
        }
    }
}
