using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using Portal.Common;

namespace Portal.Anpr.Pictures;

/// <summary>What is a picture and what is not, by content alone.</summary>
public sealed class PictureContentTests
{
    [Theory]
    [InlineData(1, 1)]
    [InlineData(7, 9)]
    [InlineData(240, 60)]
    [InlineData(1920, 1080)]
    public void What_the_encoder_makes_is_a_picture(int width, int height)
    {
        var jpeg = TestPictures.Jpeg(width, height);
        Assert.Equal(new PictureFacts("image/jpeg", width, height, jpeg.Length), PictureContent.Judge(jpeg).Value);
    }

    [Theory]
    [InlineData("-jpeg")]
    [InlineData("-jpeg", "-gray")]
    [InlineData("-jpeg", "-jpegopt", "progressive=y,quality=90")]
    [InlineData("-jpeg", "-jpegopt", "progressive=y,optimize=y,quality=40", "-gray")]
    [InlineData("-png")]
    [InlineData("-png", "-gray")]
    [InlineData("-png", "-mono")]
    public async Task What_poppler_draws_is_a_picture(params string[] options)
    {
        var picture = await TestPictures.DrawnAsync(403, 301, options);
        Assert.Equal(new PictureFacts(options[0] == "-png" ? "image/png" : "image/jpeg", 403, 301, picture.Length), PictureContent.Judge(picture).Value);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    [InlineData(6)]
    public void Every_kind_of_PNG_is_a_picture(int kind) =>
        Assert.Equal((33, 17), PictureContent.Judge(TestPictures.Png(33, 17, kind)).Value is { MediaType: "image/png" } facts ? (facts.Width, facts.Height) : default);

    [Fact]
    public void What_a_camera_appends_is_not_part_of_the_picture()
    {
        foreach (var picture in new[] { TestPictures.Jpeg(64, 48), TestPictures.Png(64, 48) })
            Assert.Equal(picture.Length, PictureContent.Judge((byte[])[.. picture, 0, 0xFF, .. "PK\x03\x04<script>"u8]).Value!.Length);
    }

    [Fact]
    public void A_thumbnail_and_a_comment_inside_are_passed_over()
    {
        var jpeg = TestPictures.Jpeg(64, 48);
        var inside = TestPictures.Jpeg(16, 16);
        byte[] filled = [.. jpeg[..2], 0xFF, 0xE1, .. Number(inside.Length + 2), .. inside, 0xFF, 0xFF, 0xFF, 0xFE, 0, 6, .. "C 07"u8, .. jpeg[2..]];
        Assert.Equal(new PictureFacts("image/jpeg", 64, 48, filled.Length), PictureContent.Judge(filled).Value);
    }

    public static TheoryData<string> Strangers { get; } =
    [
        "", "\u00FF", "\u00FF\u00D8", "\u0089PNG", "GIF89a\u0001\0\u0001\0", "<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>", "<html><script>alert(1)</script>", "RIFF\u0010\0\0\0WEBPVP8 ",
        "BM\u0010\0\0\0", "MZ\u0090\0", "\u007FELF", "%PDF-1.7", "PK\u0003\u0004", " \u00FF\u00D8\u00FF\u00E0", "GIF89a=1;/*\u00FF\u00D8\u00FF\u00E0", "II*\0", "\0\0\u0001\0", "\0\0\0\u001CftypavifX",
    ];

    [Theory, MemberData(nameof(Strangers))]
    public void Anything_else_is_of_unknown_kind(string content)
    {
        Assert.Equal(PictureReasons.UnknownKind, Reason(Encoding.Latin1.GetBytes(content)));
        Assert.Equal(PictureReasons.UnknownKind, Reason([.. Encoding.Latin1.GetBytes(content + "#"), .. TestPictures.Jpeg(16, 16)]));
    }

    [Fact]
    public async Task A_picture_cut_off_anywhere_is_incomplete()
    {
        foreach (var picture in new[] { TestPictures.Jpeg(32, 32), TestPictures.Png(32, 32), await TestPictures.DrawnAsync(90, 70, "-jpeg", "-jpegopt", "progressive=y") })
        {
            for (var length = 8; length < picture.Length; length++)
                Assert.Equal(PictureReasons.Incomplete, Reason(picture[..length]));
        }
    }

    [Fact]
    public void A_picture_is_bounded()
    {
        var jpeg = TestPictures.Jpeg(16, 16);
        Assert.Equal(PictureReasons.TooLarge, Reason([.. jpeg, .. new byte[PictureContent.MostBytes]]));
        Assert.Null(Reason([.. jpeg, .. new byte[PictureContent.MostBytes - jpeg.Length]]));
        Assert.Equal(PictureReasons.TooManyPixels, Reason(Sized(jpeg, 8193, 1)));
        Assert.Equal(PictureReasons.TooManyPixels, Reason(Sized(jpeg, 1, 8193)));
        Assert.Equal(PictureReasons.TooManyPixels, Reason(Sized(jpeg, 6001, 4000)));
        Assert.Equal(PictureReasons.TooManyPixels, Reason(SizedPng(TestPictures.Png(16, 16), 6001, 4000)));
        Assert.Equal(PictureReasons.TooManyPixels, Reason(SizedPng(TestPictures.Png(16, 16), int.MaxValue, int.MaxValue)));
        Assert.Null(Reason(TestPictures.Jpeg(8192, 1)));
    }

    [Fact]
    public void A_header_may_not_promise_what_the_data_cannot_hold()
    {
        Assert.Equal(PictureReasons.Incomplete, Reason(Sized(TestPictures.Jpeg(16, 16), 6000, 4000)));
        Assert.Equal(PictureReasons.Incomplete, Reason(SizedPng(TestPictures.Png(16, 16), 6000, 4000)));
    }

    [Theory]
    [InlineData(0xC3)] // lossless
    [InlineData(0xC9)] // arithmetic
    [InlineData(0xCA)]
    [InlineData(0xC5)] // hierarchical
    [InlineData(0xCC)]
    [InlineData(0xDC)] // the height comes after the first scan
    public void Uncommon_codings_are_not_supported(byte marker)
    {
        var jpeg = TestPictures.Jpeg(16, 16);
        jpeg[FrameOf(jpeg) - 1] = marker;
        Assert.Equal(PictureReasons.Unsupported, Reason(jpeg));
    }

    [Theory]
    [InlineData(2, 12)] // bits
    [InlineData(7, 4)] // components
    [InlineData(7, 2)]
    public void Uncommon_samples_are_not_supported(int at, byte value)
    {
        var jpeg = TestPictures.Jpeg(16, 16);
        jpeg[FrameOf(jpeg) + at] = value;
        Assert.Equal(PictureReasons.Unsupported, Reason(jpeg));
    }

    [Theory]
    [InlineData(9, 0x02)] // sampling of nothing
    [InlineData(9, 0x25)]
    [InlineData(10, 4)] // a table that cannot be
    [InlineData(11, 1)] // the same component twice
    [InlineData(8, 9)] // the scan knows a component that the frame does not
    public void Contradictions_are_malformed(int at, byte value)
    {
        var jpeg = TestPictures.Jpeg(16, 16);
        jpeg[FrameOf(jpeg) + at] = value;
        Assert.Equal(PictureReasons.Malformed, Reason(jpeg));
    }

    [Fact]
    public void Colours_that_never_come_make_it_incomplete()
    {
        var jpeg = TestPictures.Jpeg(64, 64);
        var scan = jpeg.AsSpan().LastIndexOf((byte[])[0xFF, 0xDA, 0, 12, 3]);
        Assert.Equal(PictureReasons.Incomplete, Reason([.. jpeg[..scan], 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, .. jpeg[(scan + 14)..]]));
    }

    [Fact]
    public void A_picture_that_brings_the_same_twice_is_malformed()
    {
        var jpeg = TestPictures.Jpeg(16, 16);
        var scan = jpeg.AsSpan().LastIndexOf((byte[])[0xFF, 0xDA]);
        Assert.Equal(PictureReasons.Malformed, Reason([.. jpeg[..^2], .. jpeg[scan..]]));
    }

    [Fact]
    public async Task A_picture_of_endless_scans_is_not_supported()
    {
        var jpeg = await TestPictures.DrawnAsync(64, 64, "-jpeg", "-jpegopt", "progressive=y");
        var scan = jpeg.AsSpan().LastIndexOf((byte[])[0xFF, 0xDA]);
        Assert.Null(Reason([.. jpeg[..^2], .. jpeg[scan..]]));
        Assert.Equal(PictureReasons.Unsupported, Reason([.. jpeg[..scan], .. Enumerable.Repeat(jpeg[scan..^2], 200).SelectMany(s => s), .. jpeg[scan..]]));
    }

    [Fact]
    public void A_damaged_PNG_is_malformed()
    {
        var good = TestPictures.Png(16, 16);
        for (var i = 16; i < good.Length; i++)
        {
            var damaged = (byte[])good.Clone();
            damaged[i] ^= 4;
            Assert.NotNull(Reason(damaged)); // each byte is under a check value, or is one
        }

        Assert.Equal(PictureReasons.Malformed, Reason(TestPictures.Png(16, 16, 3) is var png ? Without(png, "PLTE") : []));
        Assert.Equal(PictureReasons.Malformed, Reason(Without(good, "IHDR")));
    }

    [Fact]
    public void Every_reason_has_words_in_every_language()
    {
        foreach (var code in PictureReasons.All)
        {
            foreach (var language in Languages.All)
            {
                CultureInfo.CurrentUICulture = new CultureInfo(language + "-BE");
                Assert.NotEqual(code, ErrorTexts.In(Error.Invalid(code)));
            }
        }
    }

    static string? Reason(byte[] bytes) => PictureContent.Judge(bytes).Error?.Code;

    /// <summary>Behind the marker of the frame.</summary>
    static int FrameOf(byte[] jpeg) => jpeg.AsSpan().IndexOf((byte[])[0xFF, 0xC0]) + 2;

    static byte[] Sized(byte[] jpeg, int width, int height)
    {
        var frame = FrameOf(jpeg);
        return [.. jpeg[..(frame + 3)], .. Number(height), .. Number(width), .. jpeg[(frame + 7)..]];
    }

    static byte[] SizedPng(byte[] png, int width, int height)
    {
        var header = png[16..29];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        var output = new MemoryStream();
        output.Write(png.AsSpan(0, 8));
        TestPictures.WriteChunk(output, "IHDR", header);
        output.Write(png.AsSpan(33));
        return output.ToArray();
    }

    static byte[] Without(byte[] png, string type)
    {
        var at = png.AsSpan().IndexOf(Encoding.ASCII.GetBytes(type)) - 4;
        return [.. png[..at], .. png[(at + 12 + BinaryPrimitives.ReadInt32BigEndian(png.AsSpan(at)))..]];
    }

    static byte[] Number(int value) => [(byte)(value >> 8), (byte)value];
}
