using Portal.Tests;

namespace Portal.Anpr.Pictures;

/// <summary>A thumbnail shows what its picture shows, as Chromium sees both.</summary>
public sealed class ThumbnailTests(Browser browser)
{
    [Theory]
    [InlineData(1920, 1080, 240, 135)]
    [InlineData(1080, 1920, 135, 240)]
    [InlineData(3840, 2160, 320, 180)]
    [InlineData(2560, 1440, 320, 180)]
    [InlineData(1919, 1079, 320, 180)]
    [InlineData(1280, 720, 320, 180)]
    [InlineData(960, 540, 240, 135)]
    [InlineData(641, 479, 320, 239)]
    [InlineData(400, 120, 320, 96)]
    [InlineData(8192, 16, 320, 1)]
    public async Task A_picture_of_any_size(int width, int height, int newWidth, int newHeight)
    {
        var jpeg = TestPictures.Jpeg(width, height);
        var thumbnail = await ResemblesAsync(jpeg, width == 8192 ? 255 : 6);
        Assert.Equal((newWidth, newHeight, "image/jpeg", false), (thumbnail.Width, thumbnail.Height, thumbnail.MediaType, thumbnail.IsOriginal));
    }

    [Theory]
    [InlineData(1601, 1203)]
    [InlineData(2403, 1203)]
    [InlineData(803, 602)]
    [InlineData(401, 299)]
    public async Task A_picture_of_poppler(int width, int height)
    {
        List<byte[]> pictures = [];
        foreach (var form in new[] { "quality=90", "quality=75,optimize=y", "progressive=y,quality=90", "progressive=y,quality=30" })
        {
            pictures.Add(await TestPictures.DrawnAsync(width, height, "-jpeg", "-jpegopt", form));
            pictures.Add(await TestPictures.DrawnAsync(width, height, "-jpeg", "-gray", "-jpegopt", form));
        }

        await ResembleAsync(pictures);
    }

    [Theory]
    [InlineData(new byte[] { 0x11, 0x11, 0x11 })]
    [InlineData(new byte[] { 0x21, 0x11, 0x11 })]
    [InlineData(new byte[] { 0x12, 0x11, 0x11 })]
    [InlineData(new byte[] { 0x22, 0x11, 0x11 })]
    [InlineData(new byte[] { 0x41, 0x11, 0x11 })]
    [InlineData(new byte[] { 0x22, 0x12, 0x21 })]
    [InlineData(new byte[] { 0x11 })]
    [InlineData(new byte[] { 0x22 })]
    public async Task Any_sampling_with_and_without_restarts_and_interleaving(byte[] sampling)
    {
        int[] restarts = [0, 1, 7, 1000];
        await ResembleAsync([.. restarts.SelectMany(r => new[] { true, false }, (r, isInterleaved) => new BlockJpeg(1000, 700, sampling, r, isInterleaved).Write())]);
    }

    [Fact]
    public async Task Colours_that_Adobe_leaves_as_they_are() =>
        await ResemblesAsync(new BlockJpeg(1000, 700, [0x11, 0x11, 0x11], IsRgb: true).Write());

    [Fact]
    public void Cameras_that_leave_the_usual_tables_out()
    {
        var jpeg = TestPictures.Jpeg(1920, 1080);
        var (tables, scan) = (jpeg.AsSpan().IndexOf((byte[])[0xFF, 0xC4]), jpeg.AsSpan().IndexOf((byte[])[0xFF, 0xDA, 0, 12]));
        Assert.Equal(4 * (5 + 16) + (2 * 12) + (2 * 162), scan - tables);
        Assert.Equal(Thumbnail.Of(jpeg)!.Bytes.ToArray(), Thumbnail.Of((byte[])[.. jpeg[..tables], .. jpeg[scan..]])!.Bytes.ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public async Task A_PNG_of_every_kind(int kind)
    {
        await ResembleAsync([TestPictures.Png(1201, 701, kind), TestPictures.Png(643, 481, kind), TestPictures.Png(340, 1000, kind), await TestPictures.DrawnAsync(803, 602, kind is 0 or 4 ? ["-png", "-gray"] : ["-png"])]);
        var size = Thumbnail.Of(TestPictures.Png(1201, 701, kind))!;
        Assert.Equal((320, 187, "image/jpeg"), (size.Width, size.Height, size.MediaType));
    }

    [Fact]
    public void A_PNG_that_is_interlaced_or_has_not_eight_bits_has_none()
    {
        var png = TestPictures.Png(400, 100, 0);
        foreach (var (at, value) in new[] { (8, 1), (12, 1) })
        {
            var header = png[16..29];
            header[at] = (byte)value;
            var other = new MemoryStream();
            other.Write(png.AsSpan(0, 8));
            TestPictures.WriteChunk(other, "IHDR", header);
            other.Write(png.AsSpan(33));
            Assert.True(PictureContent.Judge(other.ToArray()).Succeeded);
            Assert.Null(Thumbnail.Of(other.ToArray()));
        }

        Assert.NotNull(Thumbnail.Of(png));
    }

    [Fact]
    public void A_PNG_of_more_pixels_than_cameras_have_has_none() => Assert.Null(Thumbnail.Of(TestPictures.Png(3841, 2160, 3)));

    [Fact]
    public async Task Plates_and_other_small_pictures_are_decoded_whole_and_stay_sharp()
    {
        var plate = TestPictures.Jpeg(200, 60, 100, unevenness: 100);
        Assert.True(plate.Length > Thumbnail.SmallBytes);
        var thumbnail = await ResemblesAsync(plate);
        Assert.Equal((200, 60, false), (thumbnail.Width, thumbnail.Height, thumbnail.IsOriginal));
        Assert.True(thumbnail.Bytes.Length < Thumbnail.TargetBytes);
    }

    [Fact]
    public void A_small_picture_is_its_own_thumbnail_without_what_was_appended()
    {
        var plate = TestPictures.Jpeg(200, 60);
        var thumbnail = Thumbnail.Of((byte[])[.. plate, 1, 2, 3])!;
        Assert.True(thumbnail.IsOriginal);
        Assert.Equal(plate, thumbnail.Bytes.ToArray());
    }

    [Fact]
    public void A_thumbnail_is_small_even_of_noise() =>
        Assert.InRange(Thumbnail.Of(TestPictures.Jpeg(1280, 960, 95, unevenness: 200))!.Bytes.Length, 2000, Thumbnail.TargetBytes);

    [Fact]
    public async Task Damaged_data_show_as_far_as_they_go()
    {
        var jpeg = new BlockJpeg(1920, 1080, [0x22, 0x11, 0x11], RestartInterval: 120).Write(); // a row of units
        var middle = jpeg.AsSpan().LastIndexOf((byte[])[0xFF, 0xD1]);
        jpeg.AsSpan(middle + 2, 20).Fill(0xF1); // no size has this code
        var look = await PictureLook.OfAsync(browser, Thumbnail.Of(jpeg)!.Bytes, "image/jpeg");
        look.Resembles([.. TestPictures.Fields.Select(f => ((int)f.Red, (int)f.Green, (int)f.Blue))], 20);
        var cut = jpeg.AsSpan().LastIndexOf((byte[])[0xFF, 0xD2]);
        var upper = await PictureLook.OfAsync(browser, Thumbnail.Of((byte[])[.. jpeg[..cut], 0xFF, 0xD9])!.Bytes, "image/jpeg");
        Assert.Equal(look.Fields[0], upper.Fields[0]);
    }

    [Fact]
    public void What_is_no_picture_has_no_thumbnail()
    {
        Assert.Null(Thumbnail.Of(default));
        Assert.Null(Thumbnail.Of("<svg/>"u8.ToArray()));
        Assert.Null(Thumbnail.Of(TestPictures.Jpeg(1920, 1080).AsMemory()[..^10]));
    }

    [Fact]
    public void Memory_follows_the_bytes_and_not_the_header()
    {
        var jpeg = TestPictures.Jpeg(1920, 1080);
        _ = Thumbnail.Of(jpeg);
        var before = GC.GetAllocatedBytesForCurrentThread();
        Assert.NotNull(Thumbnail.Of(jpeg));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 1, 1_000_000);
    }

    [Fact]
    public void Eight_megapixels_take_a_moment()
    {
        var jpeg = TestPictures.Jpeg(3840, 2160, 85);
        _ = Thumbnail.Of(jpeg);
        Assert.InRange(Enumerable.Range(0, 5).Min(_ => ThreadTime.Of(() => Assert.NotNull(Thumbnail.Of(jpeg)))).TotalMilliseconds, 0, 200);
    }

    async Task<ThumbnailPicture> ResemblesAsync(byte[] picture, int tolerance = 6) => (await ResembleAsync([picture], tolerance))[0];

    async Task<IReadOnlyList<ThumbnailPicture>> ResembleAsync(IReadOnlyList<byte[]> pictures, int tolerance = 6)
    {
        var thumbnails = pictures.Select(p => Thumbnail.Of(p)!).ToList();
        Assert.All(thumbnails, Assert.NotNull);
        Assert.All(thumbnails, t => Assert.InRange(t.Bytes.Length, 100, Thumbnail.TargetBytes));
        var originals = await PictureLook.OfAsync(browser, pictures.Select(p => ((ReadOnlyMemory<byte>)p, PictureContent.Judge(p).Value!.MediaType)));
        var looks = await PictureLook.OfAsync(browser, thumbnails.Select(t => (t.Bytes, t.MediaType)));
        for (var i = 0; i < looks.Count; i++)
        {
            Assert.Equal((thumbnails[i].Width, thumbnails[i].Height), (looks[i].Width, looks[i].Height));
            looks[i].Resembles(originals[i].Fields, tolerance);
        }

        return thumbnails;
    }
}
