
namespace Portal.Tests;

public sealed class BrowserTests(Browser browser)
{
    [Fact]
    public async Task Chromium_renders_a_page()
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.SetContentAsync("<h1>Page</h1>");

        Assert.Equal("Page", await page.GetByRole(Microsoft.Playwright.AriaRole.Heading).TextContentAsync());
    }
}
