using Deque.AxeCore.Commons;
using Deque.AxeCore.Playwright;
using Microsoft.Playwright;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests;

/// <summary>Somebody at a browser of their own.</summary>
public sealed class BrowsingPerson : IAsyncDisposable
{
    static readonly AxeRunOptions Rules = new() { RunOnly = new RunOnlyOptions { Type = "tag", Values = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"] } };

    /// <summary>Milliseconds; beside the whole suite on a busy machine.</summary>
    const float Patience = 60_000;

    readonly IBrowserContext context;
    readonly string address;

    BrowsingPerson(IBrowserContext context, IPage page, string address) => (this.context, Page, this.address) = (context, page, address);

    public IPage Page { get; }

    /// <param name="language">The portal's language for this person.</param>
    public static async Task<BrowsingPerson> OpenAsync(Browser browser, PortalServices portal, string language = "nl", int width = 1280)
    {
        var own = await browser.NewContextAsync(new() { ViewportSize = new() { Width = width, Height = width < 500 ? 844 : 900 }, HasTouch = width < 500 });
        own.SetDefaultTimeout(Patience);
        SetDefaultExpectTimeout(Patience);
        var page = await own.NewPageAsync();
        var person = new BrowsingPerson(own, page, portal.Address);
        await page.GotoAsync($"{portal.Address}/language/{language}?return=/sign-in");
        return person;
    }

    public static async Task<BrowsingPerson> SignInAsync(Browser browser, PortalServices portal, TestPerson who, string language = "nl", int width = 1280)
    {
        var person = await OpenAsync(browser, portal, language, width);
        await person.SignInAsync(who);
        await Expect(person.Page.Locator(".shell")).ToBeVisibleAsync();
        return person;
    }

    /// <summary>Fills in the sign-in page, which must be open.</summary>
    public async Task SignInAsync(TestPerson who)
    {
        await Page.Locator("#email").FillAsync(who.Email);
        await Page.Locator("#password").FillAsync(TestPeople.Password);
        await Page.Locator("form button[type=submit]").First.ClickAsync();
    }

    /// <summary>Opens a page of the portal and waits until it answers to clicks.</summary>
    public async Task GoAsync(string path)
    {
        await Page.GotoAsync(address + path);
        await Expect(Page.Locator("h1").First).ToBeVisibleAsync();
        await Expect(Page.Locator(".skeleton")).ToHaveCountAsync(0);
    }

    /// <summary>Follows a link inside the portal and waits for the page behind it: the address changes before the portal has answered, and the page before shows no skeleton either.</summary>
    public async Task FollowAsync(ILocator link)
    {
        var target = await link.GetAttributeAsync("href") ?? throw new InvalidOperationException("A link without an address.");
        await Page.EvaluateAsync("document.querySelectorAll('h1').forEach(h => h.dataset.before = '')");
        await link.ClickAsync();
        await Expect(Page).ToHaveURLAsync(address + target);
        await Expect(Page.Locator("h1:not([data-before])").First).ToBeVisibleAsync();
        await Expect(Page.Locator("h1[data-before]")).ToHaveCountAsync(0);
        await Expect(Page.Locator(".skeleton")).ToHaveCountAsync(0);
    }

    /// <summary>Fails with every finding of axe, and when the page scrolls sideways.</summary>
    public async Task IsAccessibleAsync(string what)
    {
        var faults = await FaultsAsync(what);
        Assert.True(faults.Count == 0, string.Join('\n', faults));
    }

    /// <summary>Every finding of axe, and that the page scrolls sideways; empty when all is well.</summary>
    public async Task<IReadOnlyList<string>> FaultsAsync(string what)
    {
        var found = await Page.RunAxe(Rules);
        var faults = found.Violations.Select(v => $"{what}: {v.Id}: {v.Help} at {string.Join(" | ", v.Nodes.Take(3).Select(n => n.Html))}").ToList();
        var over = await Page.EvaluateAsync<int>("document.documentElement.scrollWidth - document.documentElement.clientWidth");
        if (over > 0) faults.Add($"{what} scrolls {over} px sideways");
        return faults;
    }

    public ValueTask DisposeAsync() => context.DisposeAsync();
}
