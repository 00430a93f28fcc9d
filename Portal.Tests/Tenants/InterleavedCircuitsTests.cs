using System.Net.Http.Json;
using Portal.Anpr.Hotlists;
using Portal.Tenants;
using static Microsoft.Playwright.Assertions;

namespace Portal.Tests.Tenants;

/// <summary>Two people of two zones, and one person in two zones, work at the same time in one portal: what each circuit shows is its own zone's, whatever the others do meanwhile.</summary>
public sealed class InterleavedCircuitsTests(InterleavedCircuitsTests.Fixture portal, Browser browser) : IClassFixture<InterleavedCircuitsTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);

    const int Rounds = 6;

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task Reads_lists_and_pages_of_two_zones_never_cross()
    {
        var sources = new Dictionary<string, TestSource>();
        foreach (var zone in new[] { "5340", "5344" })
        {
            sources[zone] = await portal.AddSourceAsync(zone);
            await portal.AddEntryAsync(zone, Plate(zone, 0), EntryPriority.Normal);
        }

        await using var west = await OpenAsync("5340");
        await using var north = await OpenAsync("5344");
        for (var round = 1; round <= Rounds; round++)
        {
            // Each zone gets its own plate while the other's page is open and hears of every change.
            var lists = await Task.WhenAll(portal.AddEntryAsync("5340", Plate("5340", round), EntryPriority.Normal), portal.AddEntryAsync("5344", Plate("5344", round), EntryPriority.Normal));
            Assert.Equal(2, lists.Length);
            await Task.WhenAll(PassAsync(sources["5340"], Plate("5340", round)), PassAsync(sources["5344"], Plate("5344", round)));
            await Task.WhenAll(ShowsOwnAsync(west, "5340", "5344", round), ShowsOwnAsync(north, "5344", "5340", round));
        }

        var seen = await Task.WhenAll(VisitAsync(west, "5340"), VisitAsync(north, "5344"));
        Assert.All(seen[0].Values, text => Assert.DoesNotContain("1-NOR-", text));
        Assert.All(seen[1].Values, text => Assert.DoesNotContain("1-WES-", text));
        Assert.Contains("1-WES-", seen[0]["/zones/5340/anpr/hits"]);
        Assert.Contains("1-NOR-", seen[1]["/zones/5344/anpr/hits"]);
    }

    static string Plate(string zone, int number) => $"1-{(zone == "5340" ? "WES" : "NOR")}-{100 + number}";

    async Task<BrowsingPerson> OpenAsync(string zone)
    {
        var person = await BrowsingPerson.SignInAsync(browser, portal, TestPeople.Of(zone, ZoneRole.AnprSupervisor));
        await person.GoAsync($"/zones/{zone}/anpr/hits");
        return person;
    }

    async Task PassAsync(TestSource source, string plate)
    {
        await portal.MatchesAsync(source.Zone, plate.Replace("-", "", StringComparison.Ordinal));
        using var http = new HttpClient();
        (await http.PostAsJsonAsync(source.Address(portal.Address), new { id = plate, camera = source.Code(), plate, capturedAt = TimeProvider.System.GetUtcNow() }, Stop)).EnsureSuccessStatusCode();
    }

    static async Task ShowsOwnAsync(BrowsingPerson person, string own, string other, int round)
    {
        await Expect(person.Page.Locator(".queue-item")).ToHaveCountAsync(round);
        var items = await person.Page.Locator(".queue-item").AllTextContentsAsync();
        Assert.All(items, i => Assert.Contains(Plate(own, 0)[..5], i));
        Assert.All(items, i => Assert.DoesNotContain(Plate(other, 0)[..5], i));
    }

    /// <summary>The text of every page of the navigation, by its address.</summary>
    static async Task<IReadOnlyDictionary<string, string>> VisitAsync(BrowsingPerson person, string zone)
    {
        var texts = new Dictionary<string, string>(StringComparer.Ordinal);
        var links = await person.Page.Locator("nav.side a").AllAsync();
        foreach (var link in links)
        {
            await person.FollowAsync(link);
            var address = new Uri(person.Page.Url).AbsolutePath;
            Assert.StartsWith($"/zones/{zone}", address);
            if (address.EndsWith("/anpr/hits", StringComparison.Ordinal)) await Expect(person.Page.Locator(".queue-item")).ToHaveCountAsync(Rounds);
            texts.Add(address, await person.Page.Locator("body").InnerTextAsync());
        }

        Assert.True(texts.Count > 4);
        return texts;
    }
}
