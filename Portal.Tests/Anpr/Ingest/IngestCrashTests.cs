using System.Globalization;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using Npgsql;
using Portal.Anpr.Pictures;
using Portal.Tests.Persistence;

namespace Portal.Tests.Anpr.Ingest;

/// <summary>5,000 posts while the portal, and then PostgreSQL, are killed. Cameras send again what was not acknowledged, as cameras do.</summary>
public abstract class IngestCrashTests
{
    const int Posts = 5_000, OneHitIn = 50, Cameras = 12, Senders = 16;

    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly byte[] Scene = TestPictures.Jpeg(320, 180), Plate = TestPictures.Jpeg(200, 48);

    readonly string root = Path.Combine(Path.GetTempPath(), "portal-crash-" + Guid.NewGuid().ToString("N")[..12]);
    readonly bool[] acknowledged = new bool[Posts];
    int done, refused;
    volatile HeldPortal? portal;

    protected abstract IEnumerable<string> Settings(string folder);

    [Fact]
    public async Task Nothing_acknowledged_is_lost_nothing_is_stored_twice_and_confirmed_hits_keep_their_pictures()
    {
        var data = root + "/postgres";
        try
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(Path.Combine(Folder, PictureFiles.Marker), "", Stop);
            portal = await StartAsync();
            var key = await File.ReadAllTextAsync(data + ".key", Stop);
            var next = -1;
            var senders = Enumerable.Range(0, Senders).Select(_ => Task.Run(async () =>
            {
                using var http = new HttpClient { Timeout = TimeSpan.FromSeconds(20) };
                for (var n = Interlocked.Increment(ref next); n < Posts; n = Interlocked.Increment(ref next)) await SendAsync(http, key, n);
            }, Stop)).ToList();

            await Eventually.TrueAsync("a third is acknowledged", () => Volatile.Read(ref done) > Posts / 3);
            await portal.KillAsync();
            portal.Dispose();
            portal = await StartAsync();

            await Eventually.TrueAsync("two thirds are acknowledged", () => Volatile.Read(ref done) > Posts * 2 / 3);
            await ClusterProcesses.SignalAsync("KILL", new ClusterProcesses(data).Servers);
            await Task.WhenAll(senders).WaitAsync(TimeSpan.FromMinutes(3), Stop);

            Assert.All(acknowledged, Assert.True);
            Assert.True(Volatile.Read(ref refused) > 0, "no post was in flight when the portal was killed: the test tests nothing");
            await IsCompleteAsync();
        }
        finally
        {
            if (portal is not null) await portal.KillAsync();
            portal?.Dispose();
            await Eventually.TrueAsync("server and guardian are gone", () => new ClusterProcesses(data).All.Count == 0);
            if (Directory.Exists(root)) Directory.Delete(root, recursive: true);
        }

        Task<HeldPortal> StartAsync() => HeldPortal.StartAsync(data, ["--Hold:Confirm=true", .. Settings(root)]);
    }

    async Task IsCompleteAsync()
    {
        await using var owner = NpgsqlDataSource.Create(portal!.OwnerConnection);
        var stored = await RowsAsync(owner, """select encode("SourceKey", 'hex') from reads""");
        Assert.Equal(Enumerable.Range(0, Posts).Select(n => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Id(n)))[..16])).Order(StringComparer.Ordinal), stored.Order(StringComparer.Ordinal));

        // Each listed plate came by once: as many hits, of one read each; the operator goes on confirming what is left.
        const int hits = Posts / OneHitIn;
        await Eventually.TrueAsync("all hits are confirmed", async () => (await RowsAsync(owner, """select "Id"::text from hits where "State" = 1""")).Count == hits);
        Assert.Equal([$"{hits} {hits}"], await RowsAsync(owner, """select count(*) || ' ' || sum("ReadCount") from hits"""));
        var kept = await RowsAsync(owner, """select p."Kind" || ' ' || encode(p."Sha256", 'hex') from hit_pictures p join hits h on h."Tenant" = p."Tenant" and h."Id" = p."HitId" """);
        Assert.Equal(hits, kept.Count(k => k == "0 " + Convert.ToHexStringLower(SHA256.HashData(Scene))));
        Assert.Equal(hits, kept.Count(k => k == "1 " + Convert.ToHexStringLower(SHA256.HashData(Plate))));
        await HavePicturesTheirBytesAsync(owner, hits);
    }

    /// <summary>The bytes themselves, wherever they lie.</summary>
    protected abstract Task HavePicturesTheirBytesAsync(NpgsqlDataSource owner, int hits);

    protected static string[] Expected { get; } = [Convert.ToHexStringLower(SHA256.HashData(Scene)), Convert.ToHexStringLower(SHA256.HashData(Plate))];

    protected string Folder => root + "/pictures";

    protected static async Task<IReadOnlyList<string>> RowsAsync(NpgsqlDataSource owner, string sql)
    {
        await using var command = owner.CreateCommand(sql);
        await using var reader = await command.ExecuteReaderAsync(Stop);
        var rows = new List<string>();
        while (await reader.ReadAsync(Stop)) rows.Add(reader.GetString(0));
        return rows;
    }

    async Task SendAsync(HttpClient http, string key, int n)
    {
        var hit = n % OneHitIn == 0;
        var read = new
        {
            id = Id(n),
            camera = string.Create(CultureInfo.InvariantCulture, $"cam-{1 + (n % Cameras)}"),
            plate = hit ? string.Create(CultureInfo.InvariantCulture, $"7HIT{n / OneHitIn:000}") : string.Create(CultureInfo.InvariantCulture, $"7PAS{n % 1000:000}"),
            country = "B",
            capturedAt = TimeProvider.System.GetUtcNow(),
            pictures = hit ? new { scene = Scene, plate = Plate } : null,
        };
        while (true)
        {
            try
            {
                using var answer = await http.PostAsJsonAsync($"{portal!.Address}/api/v1/anpr/ingest/portal/{key}", read, Stop);
                if (answer.IsSuccessStatusCode)
                {
                    acknowledged[n] = true;
                    Interlocked.Increment(ref done);
                    return;
                }
            }
            catch (Exception e) when (e is HttpRequestException or TaskCanceledException && !Stop.IsCancellationRequested)
            {
                // The portal has gone: what was sent may have been stored or not, and is sent again.
            }

            Interlocked.Increment(ref refused);
            await Task.Delay(100, Stop);
        }
    }

    static string Id(int n) => string.Create(CultureInfo.InvariantCulture, $"read {n}");
}

public sealed class CrashWithPicturesInDatabaseTests : IngestCrashTests
{
    protected override IEnumerable<string> Settings(string folder) => [];

    protected override async Task HavePicturesTheirBytesAsync(NpgsqlDataSource owner, int hits)
    {
        var bytes = await RowsAsync(owner, """select encode(sha256("Content"), 'hex') from hit_pictures""");
        Assert.All(Expected, hash => Assert.Equal(hits, bytes.Count(b => b == hash)));
    }
}

public sealed class CrashWithPicturesInFolderTests : IngestCrashTests
{
    protected override IEnumerable<string> Settings(string folder) => ["--Pictures:Directory=" + folder + "/pictures"];

    protected override async Task HavePicturesTheirBytesAsync(NpgsqlDataSource owner, int hits)
    {
        Assert.Equal(["0"], await RowsAsync(owner, """select count("Content")::text from hit_pictures"""));
        foreach (var file in await RowsAsync(owner, """select "Tenant" || '/' || replace("HitId"::text, '-', '') || '-' || "Kind" || '-' || encode(substring("Sha256" for 8), 'hex') from hit_pictures"""))
            Assert.Contains(Convert.ToHexStringLower(SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(Folder, "hits", file), TestContext.Current.CancellationToken))), Expected);
    }
}
