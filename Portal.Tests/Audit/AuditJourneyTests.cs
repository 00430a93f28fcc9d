using System.Net.Http.Json;
using Microsoft.Playwright;
using Portal.Anpr.Hits;
using Portal.Audit;
using Portal.Tenants;
using Portal.Tests.Reports;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Audit;

/// <summary>Choosing a purpose and looking through the audit, in Chromium; axe finds nothing on the way.</summary>
public sealed class AuditJourneyTests(AuditJourneyTests.Fixture portal, Browser browser) : IClassFixture<AuditJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static ILocator Chip(BrowsingPerson person) => person.Page.Locator(".purpose-chip");

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    public async Task A_purpose_is_chosen_by_keyboard_and_every_window_shows_it(string language, int width)
    {
        var who = TestPeople.Of("5344", ZoneRole.AnprOperator);
        await portal.WithoutPurposeAsync(who);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, who, language, width);
        await using var other = await BrowsingPerson.SignInAsync(browser, portal, who, language, width);
        await person.GoAsync("/zones/5344/purpose");
        await other.GoAsync("/zones/5344");
        await Expect(Chip(other)).ToHaveClassAsync("purpose-chip none");
        var number = person.Page.Locator("#purpose-case");
        await number.FillAsync("BR.12/2026");
        if (await person.Page.Locator("input[name=purpose-for]:checked").CountAsync() == 0)
        {
            await number.PressAsync("Enter");
            await Expect(person.Page.Locator("#purpose-for-error")).ToBeVisibleAsync();
            await person.IsAccessibleAsync($"a refused purpose in {language} at {width} px");
            await Expect(number).ToHaveValueAsync("BR.12/2026"); // what was typed stays
        }

        await person.Page.Locator("#purpose-for").FocusAsync();
        await person.Page.Keyboard.PressAsync("ArrowDown");
        await person.Page.Keyboard.PressAsync("Enter");
        var word = language == "nl" ? "Verkeersinbreuken" : "Infractions de roulage";
        await Expect(person.Page.Locator("dl.facts")).ToContainTextAsync(word);
        await Expect(person.Page.Locator("dl.facts")).ToContainTextAsync("BR.12/2026");
        await Expect(person.Page.Locator(".note-ok")).ToContainTextAsync(word);
        await Expect(Chip(person)).ToContainTextAsync(word);
        await Expect(Chip(other)).ToContainTextAsync(word);
        await person.IsAccessibleAsync($"a purpose in force in {language} at {width} px");
        await other.IsAccessibleAsync($"the chip in {language} at {width} px");

        await person.Page.GetByRole(AriaRole.Button, new() { Name = language == "nl" ? "Nu beëindigen" : "Terminer maintenant" }).ClickAsync();
        await Expect(Chip(other)).ToHaveClassAsync("purpose-chip none");
        await Expect(person.Page.Locator("input[name=purpose-for]:checked")).ToHaveValueAsync("2"); // offered again next time
    }

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    public async Task The_queue_asks_for_a_purpose_first_and_again_when_it_ends(string language, int width)
    {
        var who = TestPeople.Of("5291", ZoneRole.AnprOperator);
        await portal.WithoutPurposeAsync(who);
        var source = await portal.AddSourceAsync("5291");
        var plate = $"1-GAT-{width % 1000:000}";
        await portal.AddEntryAsync("5291", plate);
        using var http = new HttpClient();
        (await http.PostAsJsonAsync(source.Address(portal.Address), new { id = "a", camera = source.Code(), plate, country = "B", capturedAt = TimeProvider.System.GetUtcNow() }, Stop)).EnsureSuccessStatusCode();
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, who, language, width);
        await person.GoAsync("/zones/5291/anpr/hits");
        var (gate, item) = (person.Page.Locator(".purpose-gate"), person.Page.Locator(".queue-item", new() { HasText = plate }));
        await Expect(gate).ToBeVisibleAsync();
        await Expect(item).ToHaveCountAsync(0);
        await person.IsAccessibleAsync($"the gate in {language} at {width} px");
        await person.Page.Locator("#purpose-for").CheckAsync();
        await person.Page.Locator("#purpose-for").PressAsync("Enter");
        await Expect(item).ToBeVisibleAsync();
        await Expect(gate).ToHaveCountAsync(0);

        await portal.WithoutPurposeAsync(who); // ended in another window
        await Expect(gate.Locator("[role=alert]")).ToBeVisibleAsync();
        await Expect(item).ToBeHiddenAsync();
        await Expect(person.Page.Locator("#purpose-title")).ToBeFocusedAsync();
        await person.IsAccessibleAsync($"the gate again in {language} at {width} px");
        await gate.Locator("button[type=submit]").ClickAsync(); // what was chosen last is chosen already
        await Expect(item).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Who_consults_nothing_is_offered_no_purpose()
    {
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.ZoneAdministrator));
        await person.GoAsync("/zones/5340");
        await Expect(Chip(person)).ToHaveCountAsync(0);
    }

    [Theory]
    [InlineData("nl", 1280, "5340", "1-JRN-001")]
    [InlineData("fr", 390, "5344", "1-JRN-002")]
    public async Task A_supervisor_finds_who_decided_on_a_plate_and_takes_the_lines_along(string language, int width, string zone, string plate)
    {
        var source = await portal.AddSourceAsync(zone);
        await portal.AddEntryAsync(zone, plate);
        using var http = new HttpClient();
        (await http.PostAsJsonAsync(source.Address(portal.Address), new { id = "a", camera = source.Code(), plate, country = "B", capturedAt = TimeProvider.System.GetUtcNow() }, Stop)).EnsureSuccessStatusCode();
        var who = TestPeople.Of(zone, ZoneRole.AnprOperator);
        await using (var scope = await portal.AsAsync(who))
        {
            Assert.True((await scope.Get<PurposeService>().BeginShiftAsync(ConsultationPurpose.Prosecution, "=1+1", 8, Stop)).Succeeded);
            var hit = (await scope.Get<HitQueries>().ListAsync(new(), stop: Stop)).Single(h => h.MatchedPlate == plate.Replace("-", "", StringComparison.Ordinal));
            Assert.True((await scope.Get<HitService>().DecideAsync(hit.Id, HitState.Confirmed, DecisionReason.PlateAgrees, "=cmd|' /C calc'!A0", Stop)).Succeeded);
        }

        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of(zone, ZoneRole.AnprSupervisor), language, width);
        await person.GoAsync($"/zones/{zone}/audit");
        var rows = person.Page.Locator("table.audit tbody tr");
        await Expect(rows.First).ToBeVisibleAsync();
        await person.IsAccessibleAsync($"the audit in {language} at {width} px");

        await person.Page.Locator("#audit-text").FillAsync(plate.ToLowerInvariant());
        await person.Page.Locator("#audit-sort").SelectOptionAsync("Decision");
        await person.Page.Locator("#audit-text").PressAsync("Enter");
        await Expect(rows).ToHaveCountAsync(1);
        await Expect(rows).ToContainTextAsync(plate);
        await Expect(rows).ToContainTextAsync(who.Name);
        await Expect(rows).ToContainTextAsync(language == "nl" ? "Treffer bevestigd" : "Résultat positif confirmé");
        Assert.Contains("text=" + plate.ToLowerInvariant(), person.Page.Url, StringComparison.Ordinal); // can be sent to a colleague
        await rows.Locator("summary").ClickAsync();
        await Expect(rows.Locator("dd").Last).ToContainTextAsync("=cmd|");
        await person.IsAccessibleAsync($"a found line in {language} at {width} px");

        var file = person.Page.WaitForDownloadAsync();
        await person.Page.Locator(".page-actions a[download]").ClickAsync();
        var csv = await File.ReadAllTextAsync(await (await file).PathAsync(), Stop);
        Assert.Equal(3, csv.Split("\r\n").Length); // headers, one line, the end
        Assert.Contains(";hit.confirmed;", csv, StringComparison.Ordinal);
        Assert.Contains($";{plate};", csv, StringComparison.Ordinal);

        await rows.Locator("td a").First.ClickAsync(); // everything that this person did
        await person.Page.Locator("#audit-text").FillAsync("");
        await person.Page.Locator("#audit-sort").SelectOptionAsync("Purpose");
        await person.Page.Locator("#audit-text").PressAsync("Enter");
        await Expect(rows.First).ToContainTextAsync("=1+1");
        Assert.Contains("person=" + who.Id, person.Page.Url, StringComparison.Ordinal);
        file = person.Page.WaitForDownloadAsync();
        await person.Page.Locator(".page-actions a[download]").ClickAsync();
        Assert.Contains(";'=1+1;", await File.ReadAllTextAsync(await (await file).PathAsync(), Stop), StringComparison.Ordinal); // no formula for the spreadsheet

        // Both exports and every search stand in the audit in their turn.
        await person.Page.GotoAsync($"{portal.Address}/zones/{zone}/audit?sort=consultation&person={TestPeople.Of(zone, ZoneRole.AnprSupervisor).Id}");
        await Expect(rows.Filter(new() { HasText = language == "nl" ? "Audit geëxporteerd" : "Audit exporté" })).ToHaveCountAsync(2);
        // The search that the person's name began may have been overtaken by the next before it was made.
        Assert.InRange(await rows.Filter(new() { HasText = language == "nl" ? "Audit doorzocht" : "Audit consulté" }).CountAsync(), 3, 4);
    }

    [Fact]
    public async Task A_period_that_is_too_long_is_refused_with_what_to_do()
    {
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5291", ZoneRole.AnprSupervisor), "de");
        await person.GoAsync("/zones/5291/audit?from=2026-01-01&to=2026-03-01");
        await Expect(person.Page.Locator(".note-danger")).ToContainTextAsync("höchstens 31 Tage");
        await Expect(person.Page.Locator("#audit-to")).ToHaveAttributeAsync("aria-invalid", "true");
        await person.IsAccessibleAsync("a refused period");
        await person.Page.Locator("#audit-from").FillAsync("20/2/26");
        await person.Page.Locator("#audit-from").PressAsync("Enter");
        await Expect(person.Page.Locator(".empty")).ToBeVisibleAsync();
        Assert.Contains("from=2026-02-20", person.Page.Url, StringComparison.Ordinal);
        var answer = await person.Page.APIRequest.GetAsync($"{portal.Address}/zones/5291/audit/export?from=2026-01-01&to=2026-03-01");
        Assert.Equal(400, answer.Status);
        Assert.Contains("31", await answer.TextAsync(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("nl", 1280, "Nu controleren", "De keten klopt", "JSON Lines exporteren")]
    [InlineData("fr", 390, "Vérifier maintenant", "La chaîne est intacte", "Exporter en JSON Lines")]
    public async Task The_chain_is_verified_and_taken_along(string language, int width, string verify, string holds, string export)
    {
        await portal.AddAsync(ChainSetup.Line("5340", ChainSetup.DaysAgo(2)), ChainSetup.Line("5340", ChainSetup.DaysAgo(1)));
        await portal.GiveSealAsync("5340");
        await portal.AnchorAsync("5340");
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.DataProtectionOfficer), language, width);
        await person.GoAsync("/zones/5340/audit/proof");
        await person.Page.GetByRole(AriaRole.Button, new() { Name = verify }).ClickAsync();
        await Expect(person.Page.GetByText(holds)).ToBeVisibleAsync();
        await person.IsAccessibleAsync($"a verified chain in {language} at {width} px");
        var download = await person.Page.RunAndWaitForDownloadAsync(() => person.Page.GetByRole(AriaRole.Link, new() { Name = export }).ClickAsync());
        Assert.EndsWith(".jsonl", download.SuggestedFilename, StringComparison.Ordinal);
        await using var file = await download.CreateReadStreamAsync();
        using var reader = new StreamReader(file);
        Assert.Contains("audit-export-1", await reader.ReadLineAsync(Stop), StringComparison.Ordinal);
    }
}
