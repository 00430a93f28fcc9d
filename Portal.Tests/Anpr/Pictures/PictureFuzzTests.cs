using Portal.Tests;

namespace Portal.Anpr.Pictures;

#pragma warning disable CA5394 // Random numbers that repeat are the purpose

/// <summary>Whatever is sent: a verdict and a thumbnail or none, in time; never an exception.</summary>
public sealed class PictureFuzzTests
{
    const int Rounds = 2_000;

    public static TheoryData<string> Forms { get; } = ["baseline", "grey", "progressive", "poppler", "small", "restarts", "png", "palette"];

    [Theory, MemberData(nameof(Forms))]
    public async Task Mutations_are_answered(string form)
    {
        var good = await PictureAsync(form);
        Assert.NotNull(Thumbnail.Of(good));
        var random = new Random(20260302);
        var (accepted, shown) = (0, 0);
        for (var round = 0; round < Rounds; round++)
        {
            var bad = Mutated(good, random);
            var (isAccepted, thumbnail) = (false, (ThumbnailPicture?)null);
            var took = ThreadTime.Of(() => (isAccepted, thumbnail) = (PictureContent.Judge(bad).Succeeded, Thumbnail.Of(bad)));
            Assert.True(took < TimeSpan.FromSeconds(2), $"{form}, round {round}: {took}");
            Assert.True(thumbnail is null || isAccepted);
            if (thumbnail is { IsOriginal: false }) Assert.True(PictureContent.Judge(thumbnail.Bytes).Succeeded);
            (accepted, shown) = (accepted + (isAccepted ? 1 : 0), shown + (thumbnail is null ? 0 : 1));
        }

        if (form is "png" or "palette") return; // under check values hardly a mutation is accepted
        Assert.True(accepted > Rounds / 20, $"{accepted} accepted: the mutations never come to the decoder");
        Assert.True(shown > Rounds / 40, $"{shown} shown");
    }

    /// <summary>A PNG whose check values are right again after the mutation, so that it comes to the decoder.</summary>
    [Theory]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(6)]
    public void Mutated_rows_of_a_PNG_are_answered(int kind)
    {
        var random = new Random(20260303);
        var good = TestPictures.Png(400, 40, kind);
        var (accepted, shown) = (0, 0);
        for (var round = 0; round < Rounds / 4; round++)
        {
            var png = new MemoryStream();
            png.Write(good.AsSpan(0, 33));
            if (kind == 3) TestPictures.WriteChunk(png, "PLTE", [1, 2, 3]);
            var rows = new byte[random.Next(40 * 400 * 5)];
            if (random.Next(4) > 0) for (var i = 0; i < rows.Length; i++) rows[i] = (byte)random.Next(random.Next(2) == 0 ? 5 : 256);
            var data = TestPictures.Deflated(rows);
            TestPictures.WriteChunk(png, "IDAT", random.Next(2) == 0 ? Mutated(data, random) : data);
            TestPictures.WriteChunk(png, "IEND", []);
            if (PictureContent.Judge(png.ToArray()).Succeeded) accepted++;
            if (Thumbnail.Of(png.ToArray()) is not null) shown++;
        }

        Assert.InRange(accepted, Rounds / 8, Rounds / 4);
        Assert.InRange(shown, 1, accepted);
    }

    /// <summary>The most work for the fewest bytes: scans that say of every block that nothing more comes.</summary>
    [Fact]
    public void A_progressive_picture_of_many_empty_scans_is_answered_in_time()
    {
        const int side = 1919;
        var blocks = 240 * 240;
        List<byte> jpeg = [0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)8, 64), 0xFF, 0xC2, 0, 11, 8, side >> 8, side & 255, side >> 8, side & 255, 1, 1, 0x11, 0];
        jpeg.AddRange([0xFF, 0xC4, 0, 20, 0, 1, .. new byte[15], 0]); // of one bit: no difference
        jpeg.AddRange([0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[15], 0xE0]); // of one bit: so many blocks are over, 16,384 and more
        jpeg.AddRange([0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 0, 0, .. new byte[(blocks / 8) + 1]]);
        for (var scan = 0; scan < 39; scan++) jpeg.AddRange([0xFF, 0xDA, 0, 8, 1, 1, 0, 1, 63, 0x21, .. Enumerable.Repeat((byte)0x7F, 16)]);
        jpeg.AddRange([0xFF, 0xD9]);
        byte[] picture = [.. jpeg];
        Assert.True(PictureContent.Judge(picture).Succeeded);
        Assert.InRange(Enumerable.Range(0, 3).Min(_ => ThreadTime.Of(() => Assert.NotNull(Thumbnail.Of(picture)))).TotalSeconds, 0, 3); // a quarter of a second alone; compiled for the first time and beside other tests several times that
    }

    static async Task<byte[]> PictureAsync(string form) => form switch
    {
        "baseline" => TestPictures.Jpeg(640, 90),
        "small" => TestPictures.Jpeg(200, 60, 100, unevenness: 100),
        "grey" => await TestPictures.DrawnAsync(333, 80, "-jpeg", "-gray", "-jpegopt", "quality=95"),
        "progressive" => await TestPictures.DrawnAsync(500, 100, "-jpeg", "-jpegopt", "progressive=y,quality=85"),
        "poppler" => await TestPictures.DrawnAsync(2000, 200, "-jpeg", "-jpegopt", "quality=60,optimize=y"),
        "restarts" => new BlockJpeg(1000, 120, [0x21, 0x11, 0x11], 40).Write(),
        "palette" => TestPictures.Png(400, 60, 3),
        _ => TestPictures.Png(400, 60),
    };

    /// <summary>A few bytes other, gone, doubled or cut off; most near the head, where the structure is.</summary>
    static byte[] Mutated(byte[] good, Random random)
    {
        var bytes = new List<byte>(good);
        for (var change = random.Next(1, 5); change > 0 && bytes.Count > 8; change--)
        {
            var at = random.Next(2) == 0 ? random.Next(bytes.Count) : random.Next(Math.Min(700, bytes.Count));
            switch (random.Next(12))
            {
                case 0: bytes.RemoveRange(at, Math.Min(random.Next(1, 40), bytes.Count - at)); break;
                case 1: bytes.InsertRange(at, bytes.GetRange(at, Math.Min(random.Next(1, 40), bytes.Count - at))); break;
                case 2: bytes.InsertRange(at, [0xFF, (byte)random.Next(0xC0, 0x100)]); break;
                case 3 when random.Next(4) == 0: bytes.RemoveRange(at, bytes.Count - at); bytes.AddRange([0xFF, 0xD9]); break;
                case < 8: bytes[at] ^= (byte)(1 << random.Next(8)); break;
                default: bytes[at] = (byte)random.Next(256); break;
            }
        }

        return [.. bytes];
    }
}
