using Microsoft.Playwright;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Identity.Account;

/// <summary>Passkeys in Chromium, with an authenticator made of software, at the portal's name: WebAuthn refuses numbers.</summary>
public sealed class PasskeyTests(PasskeyTests.Fixture portal, Browser browser) : IClassFixture<PasskeyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    string Site => portal.Address.Replace("127.0.0.1", "localhost", StringComparison.Ordinal);

    [Fact]
    public async Task A_passkey_is_made_named_used_renamed_and_removed()
    {
        var person = TestPeople.Of("5340", ZoneRole.AnprOperator);
        await using var context = await browser.NewContextAsync();
        var (page, _) = await OpenAsync(context);
        await SignInAsync(page, person);
        await page.GotoAsync(Site + "/account/security?zone=5340");
        await page.Locator("#passkey-name").FillAsync("Test key");
        await page.Locator("#passkey-password").FillAsync("a wrong password");
        await page.GetByRole(AriaRole.Button, new() { Name = "Passkey toevoegen" }).ClickAsync();
        await Expect(page.Locator("[data-told]").First).ToContainTextAsync("wachtwoord"); // the password is asked once more
        await page.Locator("#passkey-password").FillAsync(TestPeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Passkey toevoegen" }).ClickAsync();
        await Expect(page.Locator(".passkeys")).ToContainTextAsync("Test key");

        await page.GotoAsync(Site + "/zones/5340");
        await context.ClearCookiesAsync();
        await page.GotoAsync(Site + "/language/nl?return=%2Fsign-in%3Freturn%3D%252Fzones%252F5340");
        await page.GetByRole(AriaRole.Button, new() { Name = "passkey" }).ClickAsync();
        await Expect(page.Locator(".shell")).ToBeVisibleAsync();
        Assert.EndsWith("/zones/5340", page.Url);
        await page.GotoAsync(Site + "/account/sessions");
        await Expect(page.Locator("tr:has(.badge)")).ToContainTextAsync("Passkey");

        await page.GotoAsync(Site + "/account/security?zone=5340");
        await page.Locator(".passkeys summary").ClickAsync();
        await page.Locator("input[name=Named]").FillAsync("Other name");
        await page.GetByRole(AriaRole.Button, new() { Name = "Naam wijzigen" }).ClickAsync();
        await Expect(page.Locator(".passkeys")).ToContainTextAsync("Other name");
        await page.Locator(".passkeys summary").ClickAsync();
        await page.Locator("input[name=Proof]").FillAsync(TestPeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Verwijderen" }).ClickAsync();
        await Expect(page.Locator(".passkeys")).ToHaveCountAsync(0);

        await context.ClearCookiesAsync();
        await page.GotoAsync(Site + "/language/nl?return=/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "passkey" }).ClickAsync();
        await Expect(page.Locator(".note-danger")).ToContainTextAsync("niet bekend"); // the authenticator still holds it, the portal does not
        Assert.Equal(["account.passkey_added", "account.passkey_removed"], await AccountRows.MailsAsync(portal, person.Id));
    }

    [Fact]
    public async Task Who_does_not_show_who_they_are_to_the_authenticator_is_told_in_words()
    {
        await using var context = await browser.NewContextAsync();
        var (page, devices) = await OpenAsync(context);
        await page.GotoAsync(Site + "/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "passkey" }).ClickAsync(); // it holds none
        await Expect(page.Locator("[data-told]")).ToContainTextAsync("geannuleerd");
        Assert.NotNull(devices);
    }

    [Fact]
    public async Task At_a_number_instead_of_a_name_the_page_says_so()
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        await page.GotoAsync(portal.Address + "/language/nl?return=/sign-in");
        await page.GetByRole(AriaRole.Button, new() { Name = "passkey" }).ClickAsync();
        await Expect(page.Locator("[data-told]")).ToContainTextAsync("naam");
    }

    [Fact]
    public async Task A_browser_that_knows_no_passkeys_is_told_so()
    {
        await using var context = await browser.NewContextAsync();
        await context.AddInitScriptAsync("delete window.PublicKeyCredential");
        var page = await context.NewPageAsync();
        await page.GotoAsync(Site + "/language/nl?return=/sign-in");
        await Expect(page.Locator("[data-told]")).ToContainTextAsync("ondersteunt geen passkeys");
    }

    [Fact]
    public async Task Who_has_a_second_factor_cannot_add_one_with_the_password_alone()
    {
        var person = TestPeople.Of("5344", ZoneRole.AnprOperator);
        await using var context = await browser.NewContextAsync();
        var (page, _) = await OpenAsync(context);
        await SignInAsync(page, person);
        await page.GotoAsync(Site + "/account/security");
        await page.Locator("#passkey-name").FillAsync("First");
        await page.Locator("#passkey-password").FillAsync(TestPeople.Password);
        await page.GetByRole(AriaRole.Button, new() { Name = "Passkey toevoegen" }).ClickAsync();
        await Expect(page.Locator(".passkeys")).ToContainTextAsync("First");

        using var thief = new Visitor(portal); // knows the password and nothing else
        await thief.SignInAsync(person.Email);
        var security = (await thief.GetAsync("/account/security")).Body;
        Assert.DoesNotContain("passkey-password", security);
        Assert.DoesNotContain("/account/authenticator", security);
        Assert.DoesNotContain("<svg", (await thief.GetAsync("/account/authenticator")).Body);
        var token = Posts.TokenIn(security);
        using var options = Post("/passkeys/creation-options", new() { ["__RequestVerificationToken"] = token, ["New.Password"] = TestPeople.Password });
        Assert.Equal(400, (await thief.SendAsync(options)).Status);
    }

    [Theory]
    [InlineData("/passkeys/request-options", false)]
    [InlineData("/passkeys/creation-options", true)]
    public async Task A_question_without_the_forms_token_is_refused(string path, bool signedIn)
    {
        using var visitor = new Visitor(portal);
        if (signedIn) await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.Member).Email);
        using var request = Post(path, new() { ["New.Password"] = TestPeople.Password });
        Assert.Equal(400, (await visitor.SendAsync(request)).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("rubbish")]
    [InlineData("""{"id":"AA","rawId":"AA","type":"public-key","response":{"clientDataJSON":"AA","authenticatorData":"AA","signature":"AA","userHandle":"AA"},"clientExtensionResults":{}}""")]
    public async Task Nothing_that_is_sent_as_a_passkey_is_a_fault(string credential)
    {
        using var visitor = new Visitor(portal);
        var first = await visitor.PostFormAsync("/sign-in", "passkey", ("Passkey.Credential", credential)); // nothing was begun
        Assert.Equal(200, first.Status);
        Assert.Contains("note-danger", first.Body);
        var token = Posts.TokenIn(first.Body);
        using var begin = Post("/passkeys/request-options", new() { ["__RequestVerificationToken"] = token });
        var options = await visitor.SendAsync(begin);
        Assert.Equal(200, options.Status);
        Assert.Contains("\"userVerification\":\"required\"", options.Body);
        Assert.Contains("\"rpId\":\"localhost\"", options.Body);
        Assert.Equal(200, (await visitor.PostFormAsync("/sign-in", "passkey", ("Passkey.Credential", credential))).Status);
    }

    [Fact]
    public void The_model_of_design_time_has_the_table_of_passkeys()
    {
        using var context = Portal.Persistence.Providers.Postgres.PostgresPortalDbContext.ForOwner("Host=none");
        Assert.Contains(context.Model.GetEntityTypes(), e => e.ClrType.Name.StartsWith("IdentityUserPasskey", StringComparison.Ordinal));
    }

    async Task<(IPage Page, ICDPSession Devices)> OpenAsync(IBrowserContext context)
    {
        context.SetDefaultTimeout(30_000);
        SetDefaultExpectTimeout(30_000);
        var page = await context.NewPageAsync();
        var devices = await context.NewCDPSessionAsync(page);
        await devices.SendAsync("WebAuthn.enable");
        await devices.SendAsync("WebAuthn.addVirtualAuthenticator", new()
        {
            ["options"] = new Dictionary<string, object> { ["protocol"] = "ctap2", ["transport"] = "internal", ["hasResidentKey"] = true, ["hasUserVerification"] = true, ["isUserVerified"] = true, ["automaticPresenceSimulation"] = true },
        });
        await page.GotoAsync(Site + "/language/nl?return=/sign-in");
        return (page, devices);
    }

    async Task SignInAsync(IPage page, TestPerson person)
    {
        await page.Locator("#email").FillAsync(person.Email);
        await page.Locator("#password").FillAsync(TestPeople.Password);
        await page.Locator("form button[type=submit]").First.ClickAsync();
        await Expect(page.Locator(".shell")).ToBeVisibleAsync();
    }

    static HttpRequestMessage Post(string path, Dictionary<string, string> fields) => new(HttpMethod.Post, path) { Content = new FormUrlEncodedContent(fields) };
}
