using Microsoft.EntityFrameworkCore;
using Microsoft.Playwright;
using Portal.Reports;
using Portal.Reports.Drafts;
using Portal.Tenants;
using Portal.Tests.Reports.Pdf;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Reports.Drafts;

/// <summary>A report is written in Chromium: by keyboard on a wide screen, by touch on a telephone; axe finds nothing on the way.</summary>
public sealed class DraftJourneyTests(DraftJourneyTests.Fixture portal, Browser browser) : IClassFixture<DraftJourneyTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    public async Task A_report_is_written_previewed_and_sealed(string language, int width)
    {
        var byTouch = width < 500;
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprOperator), language, width);
        var page = person.Page;
        Task PressAsync(ILocator button) => byTouch ? button.TapAsync() : button.PressAsync("Enter");
        await person.GoAsync("/zones/5340/reports/drafts");
        await person.IsAccessibleAsync($"the list of drafts in {language} at {width} px");
        await PressAsync(page.Locator(".page-actions button"));
        await Expect(page.Locator("#draft-title")).ToBeVisibleAsync();
        await page.Locator("#draft-title").FillAsync("Overlast rond het station");
        await PressAsync(AddOf(page, 0));
        await Expect(page.Locator(".draft-part input").First).ToBeFocusedAsync();
        await page.Keyboard.TypeAsync("Aanleiding");
        await PressAsync(AddOf(page, 1));
        await Expect(page.Locator(".draft-part textarea")).ToBeFocusedAsync();
        const string words = "Wie snel typt, verliest geen enkele letter van wat hij schrijft, ook niet als het netwerk traag is.";
        await page.Keyboard.TypeAsync(words);
        await Expect(page.Locator(".draft-part textarea")).ToHaveValueAsync(words);
        await page.Locator(".draft-part textarea").EvaluateAsync("e => e.setSelectionRange(4, 8)");
        await PressAsync(page.Locator(".draft-part").Nth(1).Locator(".draft-line button"));
        await Expect(page.Locator(".draft-part textarea")).ToHaveValueAsync(words.Replace("snel", "**snel**", StringComparison.Ordinal));
        await person.IsAccessibleAsync($"a draft in {language} at {width} px");

        // Move, remove and put back; the place of the keyboard goes along.
        await PressAsync(page.Locator(".draft-part").Nth(1).Locator(".draft-tools button").Nth(0));
        await Expect(page.Locator(".draft-part").First.Locator("textarea")).ToHaveCountAsync(1);
        await Expect(page.Locator(".draft-part").First.Locator(".draft-tools button").Nth(1)).ToBeFocusedAsync();
        await PressAsync(page.Locator(".draft-part").First.Locator(".draft-tools button").Nth(1));
        await Expect(page.Locator(".draft-part").Nth(1).Locator("textarea")).ToHaveCountAsync(1);
        await PressAsync(page.Locator(".draft-part").Nth(1).Locator(".draft-tools button").Nth(2));
        await Expect(page.Locator(".draft-part")).ToHaveCountAsync(1);
        await Expect(page.Locator("#draft-undo")).ToBeFocusedAsync();
        await PressAsync(page.Locator("#draft-undo"));
        await Expect(page.Locator(".draft-part").Nth(1).Locator("textarea")).ToHaveValueAsync(words.Replace("snel", "**snel**", StringComparison.Ordinal));

        // A character that no font has is named under its field; the preview does not show a box instead.
        await page.Locator(".draft-part textarea").FillAsync("Klaar 😀");
        await Expect(page.Locator(".draft-part .error")).ToContainTextAsync("U+1F600 GRINNING FACE");
        await PressAsync(page.Locator(".page-actions button"));
        await Expect(page.Locator(".document-preview .note-danger")).ToContainTextAsync("U+1F600 GRINNING FACE");
        await page.Locator(".draft-part textarea").FillAsync("Klaar met **schrijven**.");
        await Expect(page.Locator(".preview-paper svg")).ToContainTextAsync("schrijven");
        await Expect(page.Locator(".preview-paper svg")).ToContainTextAsync(language == "nl" ? "ONTWERP" : "PROJET");
        await person.IsAccessibleAsync($"a draft with its preview in {language} at {width} px");

        await page.WaitForFunctionAsync("() => document.querySelector('input[type=file]')?._blazorInputFileNextFileId !== undefined");
        await page.Locator("#draft-file").SetInputFilesAsync(new FilePayload { Name = "photo.png", MimeType = "image/png", Buffer = new TestPng(24, 16, 2, 8).File() });
        await Expect(page.Locator(".draft-files li")).ToHaveCountAsync(1);
        await Expect(page.Locator(".draft-files p[role=status]")).ToContainTextAsync("photo.png");
        await PressAsync(AddOf(page, 4));
        await Expect(page.Locator(".draft-part")).ToHaveCountAsync(3);
        await page.Locator(".draft-part select").Last.SelectOptionAsync(new SelectOptionValue { Label = "photo.png" });
        await page.Locator(".draft-files li input").FillAsync("Het plein");
        await page.Locator(".draft-files li input").BlurAsync();
        await Expect(page.Locator(".preview-paper image")).ToHaveAttributeAsync("aria-label", "Het plein");
        await person.IsAccessibleAsync($"a draft with a picture in {language} at {width} px");

        await PressAsync(page.Locator("#draft-seal-button"));
        await Expect(page.Locator(".note-ok").First).ToContainTextAsync("5340/");
        await Expect(page.Locator("#draft-title")).ToHaveCountAsync(0);
        await person.IsAccessibleAsync($"a sealed draft in {language} at {width} px");
        await PressAsync(page.Locator("main button", new() { HasText = language == "nl" ? "Nieuwe uitgave" : "nouvelle édition" }).First);
        await Expect(page.Locator(".draft-part")).ToHaveCountAsync(3);
        await Expect(page.Locator("#draft-title")).ToHaveValueAsync("Overlast rond het station");
    }

    [Fact]
    public async Task Two_windows_lose_nothing_and_a_window_that_is_closed_has_saved()
    {
        var who = TestPeople.Of("5340", ZoneRole.AnprOperator, 2);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, who);
        await using var scope = await portal.AsAsync(who);
        var id = (await scope.Get<ReportDraftService>().BeginAsync("nl", Stop)).Value;
        var address = $"/zones/5340/reports/drafts/{id}";
        await person.GoAsync(address);
        var second = await person.Page.Context.NewPageAsync();
        await second.GotoAsync(portal.Address + address);
        await Expect(second.Locator("#draft-title")).ToBeVisibleAsync();
        await person.Page.Locator("#draft-title").FillAsync("Van het eerste venster");
        await TitleIsAsync(scope, id, "Van het eerste venster");
        await second.Locator("#draft-title").FillAsync("Van het tweede venster");
        await Expect(second.Locator("#draft-conflict")).ToBeVisibleAsync();
        await Expect(second.Locator("#draft-title")).ToHaveValueAsync("Van het tweede venster");
        await second.Locator("#draft-conflict button").First.ClickAsync();
        await Expect(second).ToHaveURLAsync(new System.Text.RegularExpressions.Regex($"drafts/(?!{id})[0-9a-f-]+$"));
        await Expect(second.Locator("#draft-title")).ToHaveValueAsync("Van het tweede venster");
        await TitleIsAsync(scope, id, "Van het eerste venster");

        // Left for another page at once: what was typed last is there when the person comes back.
        await person.Page.Locator("#draft-title").FillAsync("Net voor het sluiten");
        await person.Page.Locator(".crumbs a").Last.ClickAsync();
        await TitleIsAsync(scope, id, "Net voor het sluiten");
    }

    static Task TitleIsAsync(ActingScope scope, Guid id, string title) => Eventually.TrueAsync("the draft is called " + title, async () =>
    {
        await using var db = scope.Context();
        return await db.Set<ReportDraft>().Where(d => d.Id == id).Select(d => d.Title).SingleAsync(Stop) == title;
    });

    static ILocator AddOf(IPage page, int kind) => page.Locator(".draft-add button").Nth(kind);

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public override async ValueTask InitializeAsync()
        {
            await base.InitializeAsync();
            await this.GiveSealAsync("5340");
        }
    }
}
