using Portal.Identity.Access;
using Portal.Reports.Commands;

namespace Portal.Shell;

/// <summary>What the portal's program does when it is given a command instead of being started.</summary>
static class Commands
{
    /// <returns>The exit code; null where the arguments are no command.</returns>
    public static async Task<int?> TryRunAsync(string[] args) => args is ["invite", .. var rest]
        ? await InviteCommand.RunAsync(rest, Console.Out, Console.Error) : await ReportCommands.TryRunAsync(args);
}
