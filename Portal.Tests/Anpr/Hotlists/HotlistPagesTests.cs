using System.Text;
using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using Portal.Anpr.Hotlists;
using Portal.Tenants;

namespace Portal.Tests.Anpr.Hotlists;

/// <summary>Lists and imports as a person meets them, in English, by roles and labels; axe finds nothing on the way.</summary>
public sealed class HotlistPagesTests(PortalServices portal, Browser browser) : IClassFixture<PortalServices>
{
    const string Zone = "5340";

    static readonly AxeRunOptions Rules = new() { RunOnly = new() { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

    async Task<IPage> SignedInAsync(IBrowserContext context, ZoneRole role)
    {
        var page = await context.NewPageAsync();
        await page.GotoAsync($"{portal.Address}/language/en?return=/sign-in");
        await page.FillAsync("#email", TestPeople.Of(Zone, role).Email);
        await page.FillAsync("#password", TestPeople.Password);
        await page.ClickAsync("form button[type=submit]");
        await page.WaitForURLAsync(url => !url.Contains("sign-in", StringComparison.Ordinal));
        return page;
    }

    static async Task AssertAccessibleAsync(IPage page)
    {
        var found = await page.RunAxe(Rules);
        Assert.True(found.Violations.Length == 0, string.Join("\n", found.Violations.Select(v => $"{v.Id}: {string.Join(" | ", v.Nodes.Select(n => n.Html + " " + string.Join(", ", n.Any.Select(a => a.Message))))}")));
    }

    async Task<string> ListAsync()
    {
        await using var scope = await portal.AsAsync(Zone, ZoneRole.AnprSupervisor);
        var name = "list " + Guid.NewGuid().ToString("N")[..12];
        Assert.True((await scope.Get<HotlistService>().CreateAsync(new(name, "tests", true, 100), TestContext.Current.CancellationToken)).Succeeded);
        return name;
    }

    [Theory]
    [InlineData(1280)]
    [InlineData(390)]
    public async Task A_plate_is_added_by_keyboard_ended_and_taken_back(int width)
    {
        var list = await ListAsync();
        await using var context = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = 800 } });
        var page = await SignedInAsync(context, ZoneRole.AnprOperator);
        await page.GotoAsync($"{portal.Address}/zones/{Zone}/anpr/hotlists");
        await page.GetByRole(AriaRole.Link, new() { Name = list }).ClickAsync();
        await page.GetByRole(AriaRole.Heading, new() { Name = list }).WaitForAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Put on the list" }).ClickAsync();
        await page.GetByText("Please correct").WaitForAsync();
        await AssertAccessibleAsync(page);

        await page.FillAsync("#add-Plate", "1-pag-00" + width % 7);
        await page.FillAsync("#add-Reason", "stolen");
        await page.PressAsync("#add-Reason", "Enter");
        await page.GetByText("is on the list “" + list).WaitForAsync();
        await Assertions.Expect(page.Locator("#add-Plate")).ToBeFocusedAsync();
        await Assertions.Expect(page.Locator("#add-Plate")).ToHaveValueAsync("");
        await Assertions.Expect(page.Locator("#add-Reason")).ToHaveValueAsync("stolen");
        await AssertAccessibleAsync(page);
        Assert.True(await page.EvaluateAsync<bool>("document.documentElement.scrollWidth <= innerWidth"), "scrolls sideways");

        await page.GetByRole(AriaRole.Button, new() { Name = "Change the entry" }).ClickAsync();
        await Assertions.Expect(page.Locator("#edit-Reason")).ToBeFocusedAsync();
        await AssertAccessibleAsync(page);
        await page.FillAsync("#edit-Reason", "found");
        await page.PressAsync("#edit-Reason", "Enter");
        await page.GetByText("is changed").WaitForAsync();

        await page.GetByRole(AriaRole.Button, new() { Name = "End the entry" }).ClickAsync();
        var dialog = page.Locator(".rz-dialog");
        await dialog.WaitForAsync();
        await AssertAccessibleAsync(page);
        await dialog.GetByRole(AriaRole.Button, new() { Name = "End", Exact = true }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Take back" }).ClickAsync();
        await page.GetByText("is active again").WaitForAsync();
    }

    [Fact]
    public async Task A_file_is_uploaded_looked_at_and_imported()
    {
        var list = await ListAsync();
        await using var context = await browser.NewContextAsync();
        var page = await SignedInAsync(context, ZoneRole.AnprSupervisor);
        await page.GotoAsync($"{portal.Address}/zones/{Zone}/anpr/hotlists");
        await page.GetByRole(AriaRole.Button, new() { Name = "Make a list" }).ClickAsync();
        await AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Link, new() { Name = list }).ClickAsync();
        await page.GetByRole(AriaRole.Button, new() { Name = "Import a file" }).ClickAsync();
        var download = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Download an example file" }).ClickAsync();
        Assert.Equal("hotlist.csv", (await download).SuggestedFilename);
        await AssertAccessibleAsync(page);

        await page.GetByLabel("CSV file").SetInputFilesAsync(new FilePayload { Name = "x.xlsx", MimeType = "application/zip", Buffer = [.. "PK\u0003\u0004"u8, 0] });
        await page.GetByText("save it as CSV").WaitForAsync();
        var text = $"plate;reason;owner;valid until\n1-FIL-001;stolen;duty;{TimeProvider.System.GetUtcNow().AddDays(9):yyyy-MM-dd}\nX;;duty;soon\n";
        await page.GetByLabel("CSV file").SetInputFilesAsync(new FilePayload { Name = "plates.csv", MimeType = "text/csv", Buffer = Encoding.UTF8.GetBytes(text) });
        await page.GetByRole(AriaRole.Heading, new() { Name = "Import of plates.csv" }).WaitForAsync();
        await Assertions.Expect(page.GetByRole(AriaRole.Row)).ToHaveCountAsync(4);
        await AssertAccessibleAsync(page);
        await page.GetByRole(AriaRole.Button, new() { Name = "Import the good rows (1)" }).ClickAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "To the list" }).ClickAsync();
        await page.GetByText("1-FIL-001").WaitForAsync();
        await AssertAccessibleAsync(page);
        var export = page.WaitForDownloadAsync();
        await page.GetByRole(AriaRole.Link, new() { Name = "Export" }).ClickAsync();
        Assert.Contains("1FIL001;;stolen;", await File.ReadAllTextAsync(await (await export).PathAsync(), TestContext.Current.CancellationToken), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Who_may_not_is_told_that_it_is_not_there()
    {
        await using var context = await browser.NewContextAsync();
        var page = await SignedInAsync(context, ZoneRole.ZoneAdministrator);
        var list = Guid.NewGuid();

        foreach (var path in new[] { "hotlists", $"hotlists/{list}", $"hotlists/{list}/export", "hotlists/template", $"hotlists/imports/{list}" })
            Assert.Equal(404, (await page.GotoAsync($"{portal.Address}/zones/{Zone}/anpr/{path}"))!.Status);
    }
}
