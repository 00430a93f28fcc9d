using Portal.Common;
using Portal.Shell;
using Portal.Tenants;

namespace Portal.Identity.Access;

/// <summary><c>invite CODE E-MAIL</c>: prints the link with which the first administrator of a tenant comes in, on an empty portal the federal police's.</summary>
static class InviteCommand
{
    const int Good = 0, Bad = 1, Unusable = 2;

    public static async Task<int> RunAsync(string[] args, TextWriter output, TextWriter error)
    {
        if (args is not [var code, var address, .. var settings] || !TenantInfo.IsCode(code) || address.StartsWith('-'))
        {
            await error.WriteLineAsync("Usage: invite CODE E-MAIL [settings]   CODE: four digits, 0000 for the federal police");
            return Unusable;
        }

        await using var portal = await Program.BuildAsync(settings);
        await using var scope = portal.Services.CreateAsyncScope();
        scope.ServiceProvider.GetRequiredService<CurrentTenant>().Choose(code);
        var made = await scope.ServiceProvider.GetRequiredService<FirstAdministrator>().InviteAsync(address);
        if (!made.Succeeded)
        {
            await error.WriteLineAsync(made.Error == Error.NotFound ? $"There is no tenant {code}." : ErrorTexts.In(made.Error));
            return Bad;
        }

        await output.WriteLineAsync($"{SiteAddress.Of(portal.Configuration)}/invitation/{made.Value}");
        await output.WriteLineAsync($"The link works once, for {Invitation.Lifetime.TotalDays:0} days. It lets in whoever opens it first.");
        return Good;
    }
}
