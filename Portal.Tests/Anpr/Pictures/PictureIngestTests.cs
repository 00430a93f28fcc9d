using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Portal.Anpr.Hits;
using Portal.Anpr.Ingest;
using Portal.Tenants;
using Portal.Tests;
using Portal.Tests.Anpr.Ingest;

namespace Portal.Anpr.Pictures;

/// <summary>What cameras send as pictures lies beside their reads, in the database and in a shared folder alike; a picture that is none costs no read.</summary>
public abstract class PictureIngestTests(PortalServices portal)
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    static readonly byte[] Scene = TestPictures.Jpeg(640, 360), Plate = TestPictures.Jpeg(200, 48);

    [Fact]
    public async Task Hikvision_sends_the_vehicle_and_the_plate()
    {
        var source = await portal.AddSourceAsync("5340", "hikvision");
        var hit = await HitAsync(source, "1HIK001", Hikvision(source, "1HIK001", (Scene, "detectionPicture.jpg"), (Plate, "licensePlatePicture.jpg")));
        await IsServedAsync(hit, PictureKind.Scene, Scene);
        await IsServedAsync(hit, PictureKind.Plate, Plate);
    }

    [Fact]
    public async Task Plate_Recognizer_sends_the_frame_with_its_form()
    {
        var source = await portal.AddSourceAsync("5340", "platerecognizer");
        using var form = new MultipartFormDataContent { { IngestPosts.Json(IngestPosts.Recognizer("f1", source.Code(), "1REC001", IngestPosts.Now)), "json" } };
        form.Add(Picture(Scene), "upload", "frame.jpg");
        await IsServedAsync(await HitAsync(source, "1REC001", form), PictureKind.Scene, Scene);
    }

    [Fact]
    public async Task The_portals_own_dialect_takes_base64()
    {
        var source = await portal.AddSourceAsync("5340");
        var hit = await HitAsync(source, "1OWN001", Own(source, "1OWN001", Convert.ToBase64String(Scene), Convert.ToBase64String(Plate)));
        await IsServedAsync(hit, PictureKind.Scene, Scene);
        await IsServedAsync(hit, PictureKind.Plate, Plate);
    }

    [Theory]
    [InlineData("%%% no base64")]
    [InlineData("PHN2ZyB4bWxucz0iaHR0cDovL3d3dy53My5vcmcvMjAwMC9zdmciPjxzY3JpcHQ+YWxlcnQoMSk8L3NjcmlwdD48L3N2Zz4=")] // SVG with a script
    [InlineData("/9j/4AAQSkZJRgABAQ==")] // the beginning of a JPEG
    [InlineData("")]
    public async Task A_broken_picture_never_loses_the_read(string base64)
    {
        var source = await portal.AddSourceAsync("5340");
        var answer = await portal.PostAsync(source, Own(source, "1BRO001", base64, Convert.ToBase64String(Plate)));
        Assert.Equal((200, 1), (answer.Status, answer.Stored));
        Assert.StartsWith("picture.", answer.Body.GetProperty("refusedPictures")[0].GetProperty("code").GetString(), StringComparison.Ordinal);
        Assert.Equal(1, await PicturesAsync(source));
    }

    [Fact]
    public async Task A_message_cut_off_within_its_picture_keeps_the_read()
    {
        var source = await portal.AddSourceAsync("5340", "hikvision");
        using var whole = Hikvision(source, "1CUT001", (Scene, "detectionPicture.jpg"));
        var bytes = await whole.ReadAsByteArrayAsync(Stop);
        using var cut = new ByteArrayContent(bytes[..^2000]);
        cut.Headers.ContentType = whole.Headers.ContentType;
        Assert.Equal(1, (await portal.PostAsync(source, cut)).Stored);
        Assert.Equal(0, await PicturesAsync(source));
    }

    [Fact]
    public async Task A_picture_sent_again_is_stored_once()
    {
        var source = await portal.AddSourceAsync("5340");
        var at = IngestPosts.Now;
        for (var n = 0; n < 3; n++) await portal.PostAsync(source, Own(source, "1TWO002", Convert.ToBase64String(Scene), null, at));
        Assert.Equal(1, await PicturesAsync(source));
    }

    [Fact]
    public async Task A_read_that_waited_for_its_camera_has_its_picture_afterwards()
    {
        var source = await portal.AddSourceAsync("5340");
        var (_, entry) = await portal.AddEntryAsync("5340", "1WAI001");
        var own = new { id = "w", camera = "new camera", plate = "1WAI001", capturedAt = IngestPosts.Now, pictures = new { scene = Scene, plate = Plate } };
        await portal.PostAsync(source, own);
        Assert.Equal(2, await portal.AskAsync<long>("""select count(*) from quarantined_pictures where "SourceId" = $1""", source.Id));
        await using (var administrator = await portal.AsAsync("5340", ZoneRole.ZoneAdministrator))
            Assert.Equal(1, (await administrator.Get<TakeOverService>().CreateCameraAsync(source.Id, "new camera", new("the new one " + source.Key[..8], "", null, null), Stop)).Value);
        await IsServedAsync(await HitOfAsync(entry.Id), PictureKind.Scene, Scene);
        Assert.Equal(0, await portal.AskAsync<long>("""select count(*) from quarantined_pictures where "SourceId" = $1""", source.Id));
    }

    [Fact]
    public async Task A_confirmed_hit_keeps_its_pictures_when_the_read_has_gone_and_gives_them_up_when_it_is_taken_back()
    {
        var source = await portal.AddSourceAsync("5340");
        var hit = await HitAsync(source, "1KEE001", Own(source, "1KEE001", Convert.ToBase64String(Scene), Convert.ToBase64String(Plate)));
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        Assert.True((await scope.Get<HitService>().DecideAsync(hit, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Succeeded);
        await portal.ListAsync("""delete from read_pictures where "CameraId" = any($1)""", source.Cameras.Select(c => c.Id).ToArray());
        RemoveFilesOfReads();
        await IsServedAsync(hit, PictureKind.Scene, Scene);
        await IsServedAsync(hit, PictureKind.Plate, Plate);
        Assert.True((await scope.Get<HitService>().ReopenAsync(hit, Stop)).Succeeded);
        Assert.False((await scope.Get<PictureQueries>().OpenAsync(hit, PictureKind.Scene, Stop)).Succeeded);
    }

    [Fact]
    public async Task A_confirmation_is_not_taken_back_when_the_copy_is_all_there_is()
    {
        var source = await portal.AddSourceAsync("5340");
        var hit = await HitAsync(source, "1ALL001", Own(source, "1ALL001", Convert.ToBase64String(Scene), null));
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprSupervisor);
        Assert.True((await scope.Get<HitService>().DecideAsync(hit, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Succeeded);
        await portal.ListAsync("""delete from reads where "CameraId" = any($1)""", (object)source.Cameras.Select(c => c.Id).ToArray());
        Assert.Equal(HitErrors.ReadGone, (await scope.Get<HitService>().ReopenAsync(hit, Stop)).Error);
        await IsServedAsync(hit, PictureKind.Scene, Scene);
    }

    [Fact]
    public async Task Another_zone_and_who_may_not_see_hits_get_nothing()
    {
        var source = await portal.AddSourceAsync("5340");
        var hit = await HitAsync(source, "1NOT001", Own(source, "1NOT001", Convert.ToBase64String(Scene), null));
        foreach (var (zone, role) in new[] { ("5344", ZoneRole.AnprOperator), ("5340", ZoneRole.Member), ("5340", ZoneRole.ZoneAdministrator) })
        {
            using var visitor = new Visitor(portal);
            await visitor.SignInAsync(TestPeople.Of(zone, role).Email);
            foreach (var path in new[] { "pictures/scene", "thumbnail" })
                Assert.Equal(404, (await visitor.GetAsync($"/zones/{zone}/anpr/hits/{hit}/{path}")).Status);
        }
    }

    [Fact]
    public async Task The_queue_has_a_small_picture_and_the_full_one_is_served_as_what_it_is()
    {
        var source = await portal.AddSourceAsync("5340");
        var hit = await HitAsync(source, "1SMA001", Own(source, "1SMA001", Convert.ToBase64String(Scene), null));
        using var visitor = new Visitor(portal);
        await visitor.SignInAsync(TestPeople.Of("5340", ZoneRole.AnprOperator).Email);
        var thumbnail = await visitor.GetAsync($"/zones/5340/anpr/hits/{hit}/thumbnail");
        Assert.Equal((200, "image/jpeg"), (thumbnail.Status, thumbnail.Headers["Content-Type"]));
        Assert.InRange(int.Parse(thumbnail.Headers["Content-Length"], System.Globalization.CultureInfo.InvariantCulture), 200, 20_000);
        var full = await visitor.GetAsync($"/zones/5340/anpr/hits/{hit}/pictures/scene");
        Assert.Equal(("image/jpeg", "nosniff", "no-store"), (full.Headers["Content-Type"], full.Headers["X-Content-Type-Options"], full.Headers["Cache-Control"]));
        Assert.Equal(404, (await visitor.GetAsync($"/zones/5340/anpr/hits/{hit}/pictures/7")).Status);
    }

    protected virtual void RemoveFilesOfReads()
    {
    }

    static HttpContent Own(TestSource source, string plate, string scene, string? plateCrop, DateTimeOffset? at = null) =>
        IngestPosts.Json(new { id = plate, camera = source.Code(), plate, capturedAt = at ?? IngestPosts.Now, pictures = new { scene, plate = plateCrop } });

    static MultipartFormDataContent Hikvision(TestSource source, string plate, params (byte[] Bytes, string Name)[] pictures)
    {
        var xml = new StringContent(IngestPosts.HikvisionXml(plate, source.Code(), plate, IngestPosts.Now), Encoding.UTF8);
        xml.Headers.ContentType = new MediaTypeHeaderValue("application/xml");
        var form = new MultipartFormDataContent { { xml, "anpr.xml", "anpr.xml" } };
        foreach (var (bytes, name) in pictures) form.Add(Picture(bytes), name, name);
        return form;
    }

    static ByteArrayContent Picture(byte[] bytes)
    {
        var part = new ByteArrayContent(bytes);
        part.Headers.ContentType = new MediaTypeHeaderValue("image/jpeg");
        return part;
    }

    async Task<Guid> HitAsync(TestSource source, string plate, HttpContent message)
    {
        var (_, entry) = await portal.AddEntryAsync(source.Zone, plate);
        Assert.Equal(200, (await portal.PostAsync(source, message)).Status);
        return await HitOfAsync(entry.Id);
    }

    Task<Guid> HitOfAsync(Guid entry) => portal.AskAsync<Guid>("""select "Id" from hits where "EntryId" = $1""", entry);

    Task<long> PicturesAsync(TestSource source) => portal.AskAsync<long>("""select count(*) from read_pictures where "CameraId" = any($1)""", (object)source.Cameras.Select(c => c.Id).ToArray());

    async Task IsServedAsync(Guid hit, PictureKind kind, byte[] expected)
    {
        await using var scope = await portal.AsAsync("5340", ZoneRole.AnprOperator);
        var opened = await scope.Get<PictureQueries>().OpenAsync(hit, kind, Stop);
        Assert.True(opened.Succeeded, opened.Error?.Code);
        Assert.Equal("image/jpeg", opened.Value.MediaType);
        Assert.Equal(Convert.ToHexString(SHA256.HashData(expected)), Convert.ToHexString(SHA256.HashData(opened.Value.Content)));
    }
}

public sealed class PicturesInDatabaseTests(PicturesInDatabaseTests.Fixture portal) : PictureIngestTests(portal), IClassFixture<PicturesInDatabaseTests.Fixture>
{
    public sealed class Fixture(Cluster cluster) : PortalServices(cluster);
}

public sealed class PicturesInFolderTests(PicturesInFolderTests.Fixture portal) : PictureIngestTests(portal), IClassFixture<PicturesInFolderTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_file_that_somebody_changed_is_not_shown_as_what_came()
    {
        var source = await portal.AddSourceAsync("5291");
        var (_, entry) = await portal.AddEntryAsync("5291", "1CHA001");
        await portal.PostAsync(source, new { id = "a", camera = source.Code(), plate = "1CHA001", capturedAt = IngestPosts.Now, pictures = new { scene = TestPictures.Jpeg(320, 200) } });
        var hit = await portal.AskAsync<Guid>("""select "Id" from hits where "EntryId" = $1""", entry.Id);
        var file = Directory.GetFiles(portal.Folder, $"*{source.Cameras[0].Id:N}*", SearchOption.AllDirectories).Single();
        await File.WriteAllBytesAsync(file, TestPictures.Jpeg(320, 201), Stop);
        await using var scope = await portal.AsAsync("5291", ZoneRole.AnprOperator);
        Assert.Equal(Portal.Common.Error.NotFound, (await scope.Get<PictureQueries>().OpenAsync(hit, PictureKind.Scene, Stop)).Error);
    }

    [Fact]
    public async Task A_rejected_hit_without_any_picture_is_taken_back()
    {
        var source = await portal.AddSourceAsync("5344");
        var (_, entry) = await portal.AddEntryAsync("5344", "1REJ001");
        await portal.PostAsync(source, IngestPosts.Read("a", source.Code(), "1REJ001", IngestPosts.Now));
        var hit = await portal.AskAsync<Guid>("""select "Id" from hits where "EntryId" = $1""", entry.Id);
        await using var scope = await portal.AsAsync("5344", ZoneRole.AnprOperator);
        Assert.True((await scope.Get<HitService>().DecideAsync(hit, HitState.Rejected, DecisionReason.Misread, null, Stop)).Succeeded);
        Assert.True((await scope.Get<HitService>().ReopenAsync(hit, Stop)).Succeeded);
    }

    [Fact]
    public async Task Files_go_with_their_day_their_zone_and_their_hit()
    {
        var files = (PictureFiles)portal.Root.GetService(typeof(PictureFiles))!;
        var now = IngestPosts.Now;
        ReadPicturePlace At(string zone, DateTimeOffset at) => new(zone, at, Guid.NewGuid(), new byte[16], PictureKind.Scene, SHA256.HashData([1]));
        var (old, edge, young) = (At("5344", now.AddDays(-40)), At("5344", now.AddDays(-3).AddMilliseconds(-5)), At("5344", now.AddDays(-3).AddMilliseconds(5)));
        var other = At("5291", now.AddDays(-3).AddMilliseconds(-5));
        Assert.Equal([true, true, true, true], await files.TryWriteAsync([.. new[] { old, edge, young, other }.Select(place => (place, (ReadOnlyMemory<byte>)new byte[] { 1 }))]));
        files.RemoveReadsBefore("5344", now.AddDays(-30));
        Assert.Null(await files.ReadAsync(old, Stop));
        Assert.False(Directory.Exists(Path.Combine(portal.Folder, "reads", now.AddDays(-40).UtcDateTime.ToString("yyyyMMdd", CultureInfo.InvariantCulture)))); // the day had no other zone
        Assert.NotNull(await files.ReadAsync(edge, Stop));
        files.RemoveReadsBefore("5344", now.AddDays(-3));
        Assert.Null(await files.ReadAsync(edge, Stop));
        Assert.NotNull(await files.ReadAsync(young, Stop));
        Assert.NotNull(await files.ReadAsync(other, Stop));

        var hit = Guid.NewGuid();
        var hash = SHA256.HashData([1]);
        Assert.True(await files.TryCopyAsync("5344", hit, PictureKind.Scene, hash, new byte[] { 1 }, Stop));
        Assert.DoesNotContain(hit, files.HitsWithFiles("5344")); // its row may be on its way
        files.RemoveHit("5344", hit);
        Assert.NotNull(await files.ReadAsync("5344", hit, PictureKind.Scene, hash, Stop));
        foreach (var file in Directory.GetFiles(Path.Combine(portal.Folder, "hits", "5344"), $"{hit:N}*")) File.SetLastWriteTimeUtc(file, now.AddHours(-2).UtcDateTime);
        Assert.Contains(hit, files.HitsWithFiles("5344"));
        files.RemoveHit("5344", hit);
        Assert.Null(await files.ReadAsync("5344", hit, PictureKind.Scene, hash, Stop));
    }

    protected override void RemoveFilesOfReads() => Directory.Delete(Path.Combine(portal.Folder, "reads"), recursive: true);

    public sealed class Fixture(Cluster cluster) : PortalServices(cluster)
    {
        public string Folder { get; } = Path.Combine(Path.GetTempPath(), "portal-pictures-" + Guid.NewGuid().ToString("N"));

        protected override IEnumerable<string> Settings => ["--Pictures:Directory=" + Folder];

        public override async ValueTask InitializeAsync()
        {
            Directory.CreateDirectory(Folder);
            await File.WriteAllTextAsync(Path.Combine(Folder, PictureFiles.Marker), "");
            await base.InitializeAsync();
        }

        public override async ValueTask DisposeAsync()
        {
            await base.DisposeAsync();
            GC.SuppressFinalize(this);
            Directory.Delete(Folder, recursive: true);
        }
    }
}

/// <summary>Of a class of its own: the portal leaves a folder alone for a minute after it failed.</summary>
public sealed class LostPictureFolderTests(PicturesInFolderTests.Fixture portal) : IClassFixture<PicturesInFolderTests.Fixture>
{
    static readonly CancellationToken Stop = TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_database_keeps_what_the_folder_does_not_take_and_a_hit_is_not_confirmed_without_its_picture()
    {
        var source = await portal.AddSourceAsync("5291");
        var (_, entry) = await portal.AddEntryAsync("5291", "1FOL001");
        var picture = TestPictures.Jpeg(320, 200);
        await portal.PostAsync(source, new { id = "a", camera = source.Code(), plate = "1FOL001", capturedAt = IngestPosts.Now, pictures = new { scene = picture } });
        var hit = await portal.AskAsync<Guid>("""select "Id" from hits where "EntryId" = $1""", entry.Id);
        Assert.Equal(1, await portal.AskAsync<long>("""select count(*) from read_pictures where "Content" is null and "CameraId" = $1""", source.Cameras[0].Id));

        // The share goes away: an empty mount point is left.
        Directory.Move(portal.Folder, portal.Folder + ".away");
        Directory.CreateDirectory(portal.Folder);
        try
        {
            await portal.PostAsync(source, new { id = "b", camera = source.Code(2), plate = "1FOL001", capturedAt = IngestPosts.Now, pictures = new { scene = picture } });
            Assert.Equal(1, await portal.AskAsync<long>("""select count(*) from read_pictures where "Content" is not null and "CameraId" = $1""", source.Cameras[1].Id));
            await using var scope = await portal.AsAsync("5291", ZoneRole.AnprOperator);
            Assert.Equal(HitErrors.PicturesUnreachable, (await scope.Get<HitService>().DecideAsync(hit, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Error);
        }
        finally
        {
            Assert.Empty(Directory.GetFileSystemEntries(portal.Folder)); // nothing is written below it
            Directory.Delete(portal.Folder);
            Directory.Move(portal.Folder + ".away", portal.Folder);
        }

        await using var back = await portal.AsAsync("5291", ZoneRole.AnprOperator);
        Assert.True((await back.Get<HitService>().DecideAsync(hit, HitState.Confirmed, DecisionReason.PlateAgrees, null, Stop)).Succeeded);
        Assert.True((await back.Get<PictureQueries>().OpenAsync(hit, PictureKind.Scene, Stop)).Succeeded);
    }
}
