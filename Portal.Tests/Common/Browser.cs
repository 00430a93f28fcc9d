using Microsoft.Playwright;
using Portal.Tests;

[assembly: AssemblyFixture(typeof(Browser))]

namespace Portal.Tests;

/// <summary>One Chromium for the whole run, the system's own, started by the first test that needs it.</summary>
public sealed class Browser : IAsyncDisposable
{
    static readonly string Executable = Environment.GetEnvironmentVariable("PORTAL_CHROMIUM") ?? "/usr/bin/chromium";

    readonly Lazy<Task<(IPlaywright Playwright, IBrowser Chromium)>> browser = new(StartAsync);

    /// <summary>A context has cookies and storage of its own: one per test, disposed by it.</summary>
    public async Task<IBrowserContext> NewContextAsync(BrowserNewContextOptions? options = null) => await (await browser.Value).Chromium.NewContextAsync(options);

    public async ValueTask DisposeAsync()
    {
        if (!browser.IsValueCreated) return;
        var (playwright, chromium) = await browser.Value;
        await chromium.DisposeAsync();
        playwright.Dispose();
    }

    static async Task<(IPlaywright Playwright, IBrowser Chromium)> StartAsync()
    {
        var playwright = await Playwright.CreateAsync();
        var chromium = await playwright.Chromium.LaunchAsync(new()
        {
            ExecutablePath = Executable,
            Args = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"], // no sandbox: tests may run as root
        });
        return (playwright, chromium);
    }
}
