using Portal.Anpr.Hotlists;
using Portal.Anpr.Ingest;
using Portal.Cameras;
using Portal.Common;
using Portal.Persistence.Providers.Postgres;

namespace Portal.Tests;

/// <summary>A source with its key and cameras, as an administrator would have made them.</summary>
public sealed record TestSource(string Zone, Guid Id, string Dialect, string Key, IReadOnlyList<Camera> Cameras)
{
    public string Address(string portal) => $"{portal}/api/v1/anpr/ingest/{Dialect}/{Key}";

    /// <summary>The code that messages use for the camera of this number, from 1.</summary>
    public string Code(int camera = 1) => $"cam-{camera}";
}

/// <summary>Puts cameras, sources and lists into a test's database, past the pages.</summary>
public static class TestCameras
{
    public static async Task<TestSource> AddSourceAsync(this PortalServices portal, string zone, string dialect = "portal", int cameras = 2, bool enabled = true)
    {
        await using var db = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var now = TimeProvider.System.GetUtcNow();
        var key = SourceKeys.Create();
        var source = ReadSource.Create(zone, "source " + key[..8], dialect, SourceIndex.Hash(key), SourceKeys.HintOf(key), now).Value!;
        if (!enabled) source.Disable();
        var made = Enumerable.Range(1, cameras).Select(n => Camera.Register(zone, $"camera {n} {key[..8]}", "Stationsplein", null, null, now).Value!).ToList();
        var result = new TestSource(zone, source.Id, dialect, key, made);
        db.Add(source);
        db.AddRange(made);
        db.AddRange(made.Select((c, n) => new SourceCamera(zone, source.Id, result.Code(n + 1), c.Id)));
        await db.SaveChangesAsync();
        await portal.KnowsAsync(key, source: true);
        return result;
    }

    public static async Task<(Hotlist List, HotlistEntry Entry)> AddEntryAsync(this PortalServices portal, string zone, string plate, EntryPriority priority = EntryPriority.Normal, bool tolerant = false, string? country = "B")
    {
        await using var db = PostgresPortalDbContext.ForOwner(await portal.ConnectionAsync("portal_owner"));
        var now = TimeProvider.System.GetUtcNow();
        var list = Hotlist.Create(zone, "list " + Guid.NewGuid().ToString("N")[..8], "tests", tolerant, 365, now).Value!;
        var entry = HotlistEntry.Create(list, new() { Plate = plate, Country = country, Reason = "stolen", Action = "stop it", Priority = priority, Owner = "the tests", ValidUntilOn = Brussels.DayOf(now).AddDays(30) }, null, now).Value!;
        db.Add(list);
        db.Add(entry);
        await db.SaveChangesAsync();
        await portal.MatchesAsync(zone, entry.Plate);
        return (list, entry);
    }
}
