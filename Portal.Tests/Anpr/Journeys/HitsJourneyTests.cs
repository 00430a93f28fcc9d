using System.Net.Http.Json;
using Microsoft.Playwright;
using Portal.Anpr.Hotlists;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Anpr.Journeys;

/// <summary>What operators do with hits, in Chromium.</summary>
public sealed class HitsJourneyTests(HitsJourneyTests.Fixture portal, Browser browser) : IClassFixture<HitsJourneyTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;
    static int plates;

    /// <summary>A plate that no other test of the class uses, as on the vehicle and as a camera says it.</summary>
    static (string Shown, string Read) NewPlate()
    {
        var n = Interlocked.Increment(ref plates);
        return ($"2-XYZ-{n:000}", $"2xyz{n:000}");
    }

    async Task PostAsync(TestSource source, string plate, int camera = 1, DateTimeOffset? at = null)
    {
        using var http = new HttpClient();
        var answer = await http.PostAsJsonAsync(source.Address(portal.Address), new { id = Guid.NewGuid(), camera = source.Code(camera), plate, country = "B", capturedAt = at ?? TimeProvider.System.GetUtcNow() }, Stop);
        answer.EnsureSuccessStatusCode();
    }

    static ILocator Item(BrowsingPerson person, string plate) => person.Page.Locator(".queue-item", new() { HasText = plate });

    [Fact]
    public async Task A_hit_appears_on_every_open_page_of_the_zone_without_reload_and_in_the_readers_language()
    {
        var source = await portal.AddSourceAsync("5340");
        var (shown, read) = NewPlate();
        await portal.AddEntryAsync("5340", shown, EntryPriority.Alarm);
        await using var first = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprOperator));
        await using var second = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprSupervisor), "fr");
        await using var elsewhere = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5344", ZoneRole.AnprOperator));
        await first.GoAsync("/zones/5340/anpr/hits");
        await second.GoAsync("/zones/5340/anpr/hits");
        await elsewhere.GoAsync("/zones/5344/anpr/hits");

        await PostAsync(source, read);

        await Expect(Item(first, shown)).ToBeVisibleAsync();
        await Expect(Item(second, shown)).ToBeVisibleAsync();
        await Expect(Item(second, shown)).ToContainTextAsync("Alarme");
        await Expect(first.Page).ToHaveTitleAsync(new System.Text.RegularExpressions.Regex(@"^● \(\d+\) Treffers"));
        Assert.Equal(1, await SoundedAsync(first));
        await Expect(first.Page.Locator("p[role=alert].visually-hidden")).ToContainTextAsync("Alarm: " + shown);
        await Expect(Item(elsewhere, shown)).ToHaveCountAsync(0);
    }

    [Fact]
    public async Task An_alarm_sounds_whatever_the_filters_show_and_an_old_hit_does_not()
    {
        var source = await portal.AddSourceAsync("5340");
        var (shown, read) = NewPlate();
        await portal.AddEntryAsync("5340", shown, EntryPriority.Alarm, tolerant: true);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprOperator));
        await person.GoAsync("/zones/5340/anpr/hits?state=rejected");
        await Expect(person.Page.Locator(".note-warning", new() { HasText = "geen geluid" })).ToBeVisibleAsync(); // the page's script runs
        Assert.Equal(0, await SoundedAsync(person));
        await PostAsync(source, read[..^1] + "?"); // a character was not recognised: possible, no alarm
        await Expect(person.Page.Locator("p[role=status].visually-hidden")).ToContainTextAsync("Nieuwe treffers");
        Assert.Equal(0, await SoundedAsync(person));
        await PostAsync(source, read); // the better read of the same passage
        await Expect(person.Page.Locator("p[role=alert].visually-hidden")).ToContainTextAsync("Alarm: " + shown);
        Assert.Equal(1, await SoundedAsync(person));
        await person.Page.GetByLabel("Toestand").SelectOptionAsync("open");
        await Expect(Item(person, shown)).ToBeVisibleAsync();
        Assert.Equal(1, await SoundedAsync(person));
    }

    static Task<int> SoundedAsync(BrowsingPerson person) => person.Page.EvaluateAsync<int>("import('/js/sound.js').then(m => m.sounded)");

    [Fact]
    public async Task Two_keys_confirm_the_next_hit_comes_by_itself_and_U_takes_it_back()
    {
        var source = await portal.AddSourceAsync("5291");
        var (one, readOne) = NewPlate();
        var (two, readTwo) = NewPlate();
        await portal.AddEntryAsync("5291", one);
        await portal.AddEntryAsync("5291", two);
        await PostAsync(source, readOne);
        await PostAsync(source, readTwo, 2);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5291", ZoneRole.AnprOperator), "de");
        await person.GoAsync("/zones/5291/anpr/hits");
        await Expect(Item(person, two)).ToBeVisibleAsync();
        await Expect(person.Page.Locator(".note-warning", new() { HasText = "noch stumm" })).ToBeVisibleAsync(); // the page's script hears keys
        await person.Page.Keyboard.PressAsync("j");
        await Expect(person.Page.Locator(".plate.big").First).ToContainTextAsync(two);
        await person.Page.Keyboard.PressAsync("c");
        await Expect(person.Page.GetByText("Warum bestätigen Sie?")).ToBeVisibleAsync();
        await person.Page.Keyboard.PressAsync("2");
        await Expect(person.Page.Locator("#said")).ToContainTextAsync($"{two} bestätigt");
        await Expect(Item(person, two)).ToHaveCountAsync(0);
        await Expect(person.Page.Locator(".plate.big").First).ToContainTextAsync(one);
        await person.Page.Keyboard.PressAsync("u");
        await Expect(Item(person, two)).ToBeVisibleAsync();
        await Expect(person.Page.GetByText("Entscheidung zurückgenommen")).ToBeVisibleAsync();
    }

    [Fact]
    public async Task Of_two_operators_the_second_is_told_by_whom_and_when()
    {
        var source = await portal.AddSourceAsync("5344");
        var (shown, read) = NewPlate();
        await portal.AddEntryAsync("5344", shown);
        await PostAsync(source, read);
        await using var first = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5344", ZoneRole.AnprOperator), "fr");
        await using var second = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5344", ZoneRole.AnprOperator, 2), "fr");
        foreach (var person in new[] { first, second })
        {
            await person.GoAsync("/zones/5344/anpr/hits");
            await Item(person, shown).ClickAsync();
            await person.Page.GetByRole(AriaRole.Button, new() { Name = "Rejeter" }).ClickAsync();
        }

        await first.Page.GetByRole(AriaRole.Button, new() { Name = "La caméra a mal lu la plaque" }).ClickAsync();
        await Expect(first.Page.Locator("#said")).ToContainTextAsync("rejeté");
        var name = TestPeople.Of("5344", ZoneRole.AnprOperator).Name;
        await Expect(second.Page.GetByText(name).First).ToBeVisibleAsync();
        await Expect(second.Page.Locator(".work-item")).ToContainTextAsync("a décidé à");
    }

    [Fact]
    public async Task A_lost_connection_is_unmistakable_and_on_return_missed_hits_are_listed()
    {
        var source = await portal.AddSourceAsync("5340");
        var (shown, read) = NewPlate();
        await portal.AddEntryAsync("5340", shown);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprOperator, 2));
        await person.GoAsync("/zones/5340/anpr/hits");
        var banner = person.Page.GetByText("Verbinding verbroken. Wat u ziet is niet meer actueel.");
        await Expect(banner).ToBeHiddenAsync();
        await Expect(person.Page.Locator(".note-warning", new() { HasText = "geen geluid" })).ToBeVisibleAsync(); // the page's script runs
        await person.Page.Context.SetOfflineAsync(true);
        await Expect(banner).ToBeVisibleAsync(); // within the page's patience of 12 s
        await PostAsync(source, read);
        await person.Page.Context.SetOfflineAsync(false);
        await Expect(banner).ToBeHiddenAsync();
        var note = person.Page.Locator(".note-warning", new() { HasText = "De verbinding was verbroken van" });
        await Expect(note).ToContainTextAsync(shown);
        await Expect(Item(person, shown)).ToContainTextAsync("gemist");
    }

    [Theory]
    [InlineData("nl", 1280)]
    [InlineData("fr", 390)]
    [InlineData("de", 320)]
    [InlineData("en", 1280)]
    public async Task The_queue_is_accessible_with_everything_open(string language, int width)
    {
        var source = await portal.AddSourceAsync("5340");
        var (shown, read) = NewPlate();
        await portal.AddEntryAsync("5340", shown, EntryPriority.Alarm);
        await PostAsync(source, read);
        await using var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of("5340", ZoneRole.AnprSupervisor), language, width);
        await person.GoAsync("/zones/5340/anpr/hits");
        await Expect(Item(person, shown)).ToBeVisibleAsync();
        await person.IsAccessibleAsync($"the list in {language} at {width} px");
        await Item(person, shown).ClickAsync();
        await Expect(person.Page.Locator(".plate.big").First).ToBeVisibleAsync();
        await person.Page.Keyboard.PressAsync("?");
        await person.Page.Keyboard.PressAsync("r");
        await Expect(person.Page.Locator("#why")).ToBeVisibleAsync();
        await person.IsAccessibleAsync($"a hit in {language} at {width} px");
    }
}
