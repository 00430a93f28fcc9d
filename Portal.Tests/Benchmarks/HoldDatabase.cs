using System.Runtime.InteropServices;
using Portal.Persistence;

namespace Portal.Benchmarks;

/// <summary>
/// Stands for the portal in tests that kill it: starts the embedded PostgreSQL, writes "ready" with a connection string, and stops it at
/// Ctrl-C or SIGTERM. A server that was replaced is told as "restarted", a refusal as "refused: " and its message.
/// </summary>
static class HoldDatabase
{
    public static async Task<int> RunAsync(string directory)
    {
        var ending = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        try
        {
            await using var server = await EmbeddedPostgres.StartAsync(directory);
            server.Restarted += (_, _) => Console.WriteLine("restarted");
            Console.WriteLine("ready " + server.ConnectionString("portal_admin", "postgres"));
            await ending.Task;
        }
        catch (InvalidOperationException e)
        {
            Console.WriteLine("refused: " + e.Message);
            return 1;
        }
        Console.WriteLine("stopped");
        return 0;

        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            ending.TrySetResult();
        }
    }
}
