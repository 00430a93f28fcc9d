namespace Portal.Reports.Commands;

/// <summary>What the portal's program does when it is given a command instead of being started: neither database nor web server.</summary>
static class ReportCommands
{
    public const int Good = 0, Bad = 1, Unusable = 2;

    /// <returns>The exit code; null where the arguments are no command of reports.</returns>
    public static async Task<int?> TryRunAsync(string[] args) => args switch
    {
        ["verify", .. var rest] => await VerifyCommand.RunAsync(rest, Console.Out, Console.Error, TimeProvider.System),
        ["render", .. var rest] => await RenderCommand.RunAsync(rest, Console.Out, Console.Error, TimeProvider.System),
        _ => null,
    };
}
