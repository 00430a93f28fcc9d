using System.Net.Http.Headers;
using Microsoft.Playwright;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Identity.Keys;

/// <summary>The page of keys, in Chromium: made, shown once, replaced, revoked.</summary>
public sealed class KeysPageTests(KeysPageTests.Fixture portal, Browser browser) : IClassFixture<KeysPageTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    [Fact]
    public async Task A_key_is_made_shown_once_replaced_and_revoked()
    {
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.ZoneAdministrator));
        var page = person.Page;
        await person.GoAsync("/zones/5340/keys");
        await page.Locator("#create-key").ClickAsync();
        await page.Locator("#key-name").FillAsync("Kaart van de dispatching");
        await page.Locator("form.panel button[type=submit]").ClickAsync();
        await Expect(page.Locator("#key-purpose-error")).ToBeVisibleAsync();
        await person.IsAccessibleAsync("a new key with something missing");
        await page.Locator("#key-purpose").FillAsync("Camera's op de kaart");
        await page.Locator("#key-scope").SelectOptionAsync("cameras.read");
        await page.Locator("#key-expires").FillAsync(TimeProvider.System.GetUtcNow().AddDays(300).ToString("d/M/yyyy", System.Globalization.CultureInfo.InvariantCulture));
        await page.Locator("form.panel button[type=submit]").ClickAsync();
        var key = await page.Locator("#key-value").InputValueAsync();
        Assert.Matches("^pk_5340_[a-z2-9]{32}$", key);
        await person.IsAccessibleAsync("a key that is shown once");
        Assert.Equal(200, await AskAsync(key));
        await page.GetByRole(AriaRole.Button, new() { Name = "Ik heb de sleutel" }).ClickAsync();
        Assert.DoesNotContain(key, await page.ContentAsync());

        await page.GetByRole(AriaRole.Button, new() { Name = "Nieuwe sleutel: Kaart" }).ClickAsync();
        await page.Locator("form.form-below button[type=submit]").ClickAsync();
        var next = await page.Locator("#key-value").InputValueAsync();
        Assert.NotEqual(key, next);
        Assert.Equal((200, 200), (await AskAsync(key), await AskAsync(next)));
        await Expect(page.Locator(".source .facts")).ToContainTextAsync("werkt tot");

        await page.GetByRole(AriaRole.Button, new() { Name = "Intrekken: Kaart" }).ClickAsync();
        await page.Locator(".rz-dialog").GetByRole(AriaRole.Button, new() { Name = "Intrekken" }).ClickAsync();
        await Expect(page.Locator(".source .badge.danger")).ToBeVisibleAsync();
        Assert.Equal((401, 401), (await AskAsync(key), await AskAsync(next)));
    }

    async Task<int> AskAsync(string key)
    {
        using var http = new HttpClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, portal.Address + "/api/v1/cameras") { Headers = { Authorization = new AuthenticationHeaderValue("Bearer", key) } };
        using var answer = await http.SendAsync(request, TestContext.Current.CancellationToken);
        return (int)answer.StatusCode;
    }
}
