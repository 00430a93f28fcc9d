using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.Playwright;
using Portal.Reports;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Reports;

/// <summary>The pages of reports by keyboard alone, in Chromium; axe finds nothing on the way.</summary>
public sealed class ReportJourneyTests(ReportJourneyTests.Fixture portal, Browser browser) : IClassFixture<ReportJourneyTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    public async Task A_report_is_found_opened_for_a_purpose_and_checked(string language, int width)
    {
        var report = await portal.IssueAsync(await portal.ConfirmedHitAsync("5340"), "5340", language);
        var who = TestPeople.Of("5340", ZoneRole.AnprOperator, 2);
        await portal.WithoutPurposeAsync(who);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, who, language, width);
        var page = person.Page;
        await person.GoAsync("/zones/5340/reports");
        await person.IsAccessibleAsync($"the list in {language} at {width} px");
        await TabToAsync(page, page.Locator("#report-reference"));
        await page.Keyboard.TypeAsync("no such report");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".empty")).ToBeVisibleAsync();
        await person.IsAccessibleAsync($"nothing found in {language} at {width} px");
        await Expect(page.Locator("#report-reference")).ToBeFocusedAsync();
        await page.Keyboard.PressAsync("Control+a");
        await page.Keyboard.TypeAsync(FormattableString.Invariant($"{report.Year}/{report.Number}"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("table.reports tbody tr")).ToHaveCountAsync(1);
        await Expect(page).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($@"reference={report.Year}(/|%2F){report.Number}"));
        await person.IsAccessibleAsync($"the filtered list in {language} at {width} px");
        await TabToAsync(page, page.GetByRole(AriaRole.Link, new() { Name = report.Reference, Exact = true }));
        await page.Keyboard.PressAsync("Enter");

        await Expect(page.Locator("h1")).ToContainTextAsync(report.Reference);
        await Expect(page.Locator(".purpose-gate")).ToBeVisibleAsync();
        await Expect(page.Locator("#report-file")).ToHaveCountAsync(0);
        await Expect(page.Locator("#report-sha256")).ToHaveValueAsync(Convert.ToHexStringLower(report.Sha256));
        await person.IsAccessibleAsync($"a report that asks for a purpose in {language} at {width} px");
        await TabToAsync(page, page.Locator("#ask-for"));
        await page.Keyboard.PressAsync("Space");
        await TabToAsync(page, page.Locator("#ask-case"));
        await page.Keyboard.TypeAsync("BR.7/2026");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#report-file")).ToBeFocusedAsync();
        await Expect(page.Locator(".purpose-said")).ToContainTextAsync("BR.7/2026");
        await person.IsAccessibleAsync($"a report that may be opened in {language} at {width} px");
        var download = page.WaitForDownloadAsync();
        await page.Keyboard.PressAsync("Enter");
        var saved = await download;
        Assert.Equal($"{report.Reference.Replace('/', '-')}-{language}.pdf", saved.SuggestedFilename);
        var file = await File.ReadAllBytesAsync(await saved.PathAsync(), Stop);
        Assert.Equal(report.Sha256, SHA256.HashData(file));
        await Expect(page.Locator("h1")).ToContainTextAsync(report.Reference); // still here

        await person.GoAsync("/zones/5340/reports");
        await TabToAsync(page, page.Locator(".page-actions a.primary"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#check-file")).ToBeVisibleAsync();
        await person.IsAccessibleAsync($"the check in {language} at {width} px");
        await ResultIsAsync(page, file, "note-ok", report.Reference);
        await person.IsAccessibleAsync($"a known report in {language} at {width} px");
        await ResultIsAsync(page, [.. file, .. "junk"u8], "note-danger", "");
        await person.IsAccessibleAsync($"a changed report in {language} at {width} px");
        await ResultIsAsync(page, await TestSeals.SealAsync(SamplePdf.Create()), "", "Politiezone Élan");
        await ResultIsAsync(page, SamplePdf.Create(), "note-warning", "");
        await ResultIsAsync(page, "no PDF"u8.ToArray(), "note-warning", language == "nl" ? "geen pdf-bestand" : "pas un fichier PDF");
        await Expect(page.Locator("dl.facts")).ToHaveCountAsync(0);
        await person.IsAccessibleAsync($"an unreadable file in {language} at {width} px");
        await page.Locator("#check-file").SetInputFilesAsync(new FilePayload { Name = "large.pdf", MimeType = "application/pdf", Buffer = new byte[ReportCheck.MostBytes + 1] });
        await Expect(page.Locator("#check-file-error")).ToContainTextAsync("20");
        await Expect(page.Locator(".check-result")).ToHaveCountAsync(0);
        await person.IsAccessibleAsync($"a large file in {language} at {width} px");
    }

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    public async Task A_report_is_made_of_a_confirmed_hit_and_taken_along(string language, int width)
    {
        var hit = await portal.ConfirmedHitAsync("5340");
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprOperator), language, width);
        var page = person.Page;
        await person.GoAsync($"/zones/5340/anpr/hits/{hit}");
        await TabToAsync(page, page.Locator("#report-language"));
        await page.Keyboard.PressAsync(language == "nl" ? "ArrowDown" : "ArrowUp"); // in the zone's other language
        await TabToAsync(page, page.Locator("#reports button[type=submit]"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#reports .note-ok")).ToContainTextAsync("5340/");
        await person.IsAccessibleAsync($"a report just made in {language} at {width} px");
        var download = page.WaitForDownloadAsync();
        await page.Locator("#reports li a").PressAsync("Enter");
        Assert.EndsWith(language == "nl" ? "-fr.pdf" : "-nl.pdf", (await download).SuggestedFilename, StringComparison.Ordinal);
        await Expect(page.Locator("#reports")).ToBeVisibleAsync(); // still here
    }

    [Theory]
    [InlineData("nl", 1280, "5344")]
    [InlineData("fr", 390, "5291")]
    public async Task The_administrator_adds_the_seals_key(string language, int width, string zone)
    {
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of(zone, ZoneRole.ZoneAdministrator), language, width);
        var page = person.Page;
        await TabToAsync(page, page.Locator(".side a[href$='/reports/seal']"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".note-danger")).ToBeVisibleAsync(); // no key yet
        await person.IsAccessibleAsync($"no seal in {language} at {width} px");
        await TabToAsync(page, page.Locator("#seal-password"));
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("#seal-file-error")).ToBeVisibleAsync();
        await person.IsAccessibleAsync($"a key that is missing in {language} at {width} px");

        await UploadableAsync(page);
        await page.Locator("#seal-file").SetInputFilesAsync(new FilePayload { Name = "seal.p12", MimeType = "application/x-pkcs12", Buffer = TestSeals.Authority.IssueSeal(new("Zone " + zone, "NTRBE-0999000000"), "the right one") });
        await page.Locator("#seal-password").FocusAsync();
        await page.Keyboard.TypeAsync("a wrong one");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator("[role=alert]", new() { HasText = "PKCS#12" })).ToBeVisibleAsync();
        await Expect(page.Locator("#seal-password")).ToHaveValueAsync("");
        await page.Keyboard.TypeAsync("the right one");
        await page.Keyboard.PressAsync("Enter");
        await Expect(page.Locator(".note-ok")).ToContainTextAsync($"Zone {zone} – electronic seal");
        await Expect(page.Locator("#seal-password")).ToHaveValueAsync("");
        await Expect(page.Locator("#seal-file")).ToHaveValueAsync("");
        await Expect(page.Locator("#seal-fingerprint")).ToHaveValueAsync(new System.Text.RegularExpressions.Regex("^[0-9a-f]{64}$"));
        await Expect(page.Locator(".note-danger")).ToHaveCountAsync(0);
        await person.IsAccessibleAsync($"a seal in {language} at {width} px");
        Assert.DoesNotContain("the right one", await page.ContentAsync(), StringComparison.Ordinal);

        await page.Locator("#seal-file").SetInputFilesAsync(new FilePayload { Name = "next.p12", MimeType = "application/x-pkcs12", Buffer = TestSeals.Authority.IssueSeal(new("Next", "NTRBE-0999000000"), "") });
        await page.Locator("#seal-password").PressAsync("Enter");
        await Expect(page.Locator(".note-ok")).ToContainTextAsync("Next – electronic seal");
        await Expect(page.Locator("table.data tbody tr")).ToHaveCountAsync(1);
        await person.IsAccessibleAsync($"an earlier key in {language} at {width} px");

        await using (var administrator = await portal.AsAsync(zone, ZoneRole.ZoneAdministrator)) Assert.True((await administrator.Get<SealKeyService>().AddAsync(EndsIn(30), "", Stop)).Succeeded);
        await person.GoAsync($"/zones/{zone}/reports/seal");
        await Expect(page.Locator(".note-warning")).ToContainTextAsync("29");
        await Expect(page.Locator("table.data tbody tr")).ToHaveCountAsync(2);
        await person.IsAccessibleAsync($"a key that ends soon in {language} at {width} px");
    }

    static byte[] EndsIn(int days)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        using var certificate = new CertificateRequest("CN=Soon", key, HashAlgorithmName.SHA256).CreateSelfSigned(TestSeals.Now.AddDays(-1), TestSeals.Now.AddDays(days));
        return certificate.ExportPkcs12(Pkcs12ExportPbeParameters.Pbes2Aes256Sha256, "");
    }

    static async Task ResultIsAsync(IPage page, byte[] file, string tone, string says)
    {
        await UploadableAsync(page);
        var name = $"{Guid.NewGuid():N}.pdf";
        await page.Locator("#check-file").SetInputFilesAsync(new FilePayload { Name = name, MimeType = "application/pdf", Buffer = file });
        await Expect(page.Locator("h2", new() { HasText = name })).ToBeVisibleAsync();
        var result = page.Locator(".check-result");
        await Expect(result).ToHaveClassAsync(new System.Text.RegularExpressions.Regex($@"^note {tone} ?check-result$"));
        await Expect(result).ToContainTextAsync(says);
    }

    /// <summary>The browser's part of the input is there only some time after the input itself.</summary>
    static Task UploadableAsync(IPage page) => page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");

    static async Task TabToAsync(IPage page, ILocator target)
    {
        await target.WaitForAsync();
        for (var n = 0; n < 80; n++)
        {
            await page.Keyboard.PressAsync("Tab");
            if (await target.EvaluateAsync<bool>("e => e === document.activeElement")) return;
        }

        Assert.Fail($"{target} is out of reach of the keyboard");
    }

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.GiveSealAsync("5340");
        }
    }
}
