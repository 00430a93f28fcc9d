using System.Text;
using Portal.Reports.Pdf;

namespace Portal.Tests.Reports.Pdf;

/// <summary>Pictures from cameras, and files that only pretend to be some.</summary>
public sealed class ReportImageTests
{
    /// <summary>Eight by eight pixels of the middle gray: tables of one step and one code each, and two bits.</summary>
    static readonly byte[] GraySquare =
    [
        0xFF, 0xD8, 0xFF, 0xDB, 0, 67, 0, .. Enumerable.Repeat((byte)1, 64), 0xFF, 0xC0, 0, 11, 8, 0, 8, 0, 8, 1, 1, 0x11, 0,
        0xFF, 0xC4, 0, 20, 0x00, 1, .. new byte[16], 0xFF, 0xC4, 0, 20, 0x10, 1, .. new byte[16], 0xFF, 0xDA, 0, 8, 1, 1, 0, 0, 63, 0, 0x3F, 0xFF, 0xD9,
    ];

    [Theory]
    [InlineData("-jpeg", "rgb")]
    [InlineData("", "gray")]
    [InlineData("-jpeg -jpegopt progressive=y", "rgb")]
    public async Task A_JPEG_goes_into_the_report_as_it_is(string options, string colors)
    {
        var jpeg = options == "" ? GraySquare : await PhotoAsync(options);
        var image = ReportImage.Read(jpeg, out var reason);
        Assert.Equal(ImageRefusal.None, reason);
        using var report = await PdfProbe.Of(new Picture(image!, "Een beeld") { Caption = "Bijschrift" }).CheckAsync();
        var list = (await ExternalTool.RunAsync("pdfimages", "-list", report.Path)).Output;
        Assert.Matches($@"image +{image!.Width} +{image.Height} +{colors}.* jpeg ", list);
        Assert.True(report.Bytes.AsSpan().IndexOf(jpeg) > 0);
    }

    [Fact]
    public async Task What_follows_the_end_of_a_JPEG_is_left_behind()
    {
        var jpeg = await PhotoAsync("-jpeg");
        var image = ReportImage.Read((byte[])[.. jpeg, .. "<script>"u8], out _);
        using var report = await PdfProbe.Of(new Picture(image!, "Een beeld")).CheckAsync();
        Assert.Equal(-1, report.Bytes.AsSpan().IndexOf("<script>"u8));
    }

    [Fact]
    public async Task The_same_picture_is_in_the_file_once()
    {
        var image = ReportImage.Read(await PhotoAsync("-jpeg"), out _)!;
        using var report = await PdfProbe.Of(new PictureRow(new Picture(image, "links"), new Picture(image, "rechts")), new Picture(image, "onder") { MaxHeight = 5000 }).CheckAsync();
        Assert.Equal(1, (await report.PlainAsync()).Split("/Subtype /Image").Length - 1);
        Assert.Throws<ArgumentException>(() => PdfProbe.Of(new Picture(image, " ")));
    }

    [Fact]
    public async Task Colours_of_print_and_other_rare_kinds_are_refused()
    {
        Assert.Equal(ImageRefusal.Unsupported, Refusal(await PhotoAsync("-jpegcmyk")));
        Assert.Equal(ImageRefusal.UnknownFormat, Refusal("GIF89a"u8.ToArray()));
        Assert.Equal(ImageRefusal.UnknownFormat, Refusal([]));
        var jpeg = await PhotoAsync("-jpeg");
        var frame = jpeg.AsSpan().IndexOf([(byte)0xFF, (byte)0xC0]);
        Assert.Equal(ImageRefusal.Unsupported, Refusal(With(jpeg, frame + 1, 0xC9))); // arithmetic coding
        Assert.Equal(ImageRefusal.Unsupported, Refusal(With(jpeg, frame + 4, 12))); // twelve bits
        Assert.Equal(ImageRefusal.Broken, Refusal(With(With(jpeg, frame + 5, 0), frame + 6, 0))); // no height
        Assert.Equal(ImageRefusal.TooLarge, Refusal(With(With(jpeg, frame + 5, 0xFF), frame + 7, 0xFF)));
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(0, 2)]
    [InlineData(0, 4)]
    [InlineData(0, 8)]
    [InlineData(0, 16)]
    [InlineData(2, 8)]
    [InlineData(2, 16)]
    [InlineData(3, 1)]
    [InlineData(3, 2)]
    [InlineData(3, 4)]
    [InlineData(3, 8)]
    [InlineData(4, 8)]
    [InlineData(4, 16)]
    [InlineData(6, 8)]
    [InlineData(6, 16)]
    public async Task A_PNG_shows_its_colours_on_white(int kind, int depth)
    {
        var png = new TestPng(7, 10, kind, depth);
        var image = ReportImage.Read(png.File(), out var reason);
        Assert.Equal(ImageRefusal.None, reason);
        using var report = PdfProbe.Of(new Picture(image!, "Een beeld"));
        var target = report.Path + "-image";
        await ExternalTool.RunAsync("pdfimages", report.Path, target);
        var pixmap = await File.ReadAllBytesAsync(Directory.GetFiles(Path.GetDirectoryName(report.Path)!, "*-image-000.*").Single(), TestContext.Current.CancellationToken);
        Assert.StartsWith("P6\n7 10\n255\n", Encoding.Latin1.GetString(pixmap));
        Assert.Equal(png.OnWhite(), pixmap[^(7 * 10 * 3)..]);
    }

    [Fact]
    public async Task A_real_PNG_is_read()
    {
        foreach (var options in new[] { "-png", "-png -gray", "-png -mono" })
        {
            var image = ReportImage.Read(await PhotoAsync(options), out var reason);
            Assert.Equal(ImageRefusal.None, reason);
            using var report = await PdfProbe.Of(new Picture(image!, "Een beeld")).CheckAsync();
        }
    }

    [Fact]
    public void A_PNG_that_lies_is_refused()
    {
        var png = new TestPng(7, 10, 6, 8);
        Assert.Equal(ImageRefusal.Broken, Refusal(png.File(rows: 9)));
        Assert.Equal(ImageRefusal.Unsupported, Refusal(png.File(interlaced: true)));
        Assert.Equal(ImageRefusal.Broken, Refusal(png.File(filter: 5)));
        Assert.Equal(ImageRefusal.TooLarge, Refusal(png.File(width: 60_000, height: 60_000)));
        Assert.Equal(ImageRefusal.TooLarge, Refusal(png.File(width: 70_000, height: 1)));
        Assert.Equal(ImageRefusal.TooLarge, Refusal(png.File(width: uint.MaxValue, height: uint.MaxValue)));
        Assert.Equal(ImageRefusal.Broken, Refusal(png.File(width: 0)));
        Assert.Equal(ImageRefusal.Broken, Refusal(new TestPng(7, 10, 3, 8).File(palette: 1)));
        Assert.Equal(ImageRefusal.Broken, Refusal(new TestPng(7, 10, 3, 8).File(palette: 0)));
        Assert.Equal(ImageRefusal.Broken, Refusal(new TestPng(7, 10, 5, 8).File()));
    }

    [Fact]
    public async Task A_damaged_file_is_shown_or_refused_but_never_a_fault()
    {
        var random = new Random(20260302);
        foreach (var file in new[] { await PhotoAsync("-jpeg"), await PhotoAsync("-jpeg -jpegopt progressive=y"), await PhotoAsync("-png"), new TestPng(7, 10, 3, 4).File(), new TestPng(7, 10, 6, 8).File() })
        {
            for (var length = 0; length < file.Length; length += 1 + (file.Length / 300)) Assert.NotEqual(ImageRefusal.None, Refusal(file[..length]));
            for (var i = 0; i < 1500; i++)
            {
                var damaged = file.ToArray();
                for (var hit = random.Next(1, 5); hit > 0; hit--) damaged[random.Next(random.Next(2) == 0 ? Math.Min(700, file.Length) : file.Length)] = (byte)random.Next(256);
                if (ReportImage.Read(damaged, out var reason) is { } image) Assert.True(image.Width > 0 && image.Height > 0 && reason == ImageRefusal.None);
                else Assert.NotEqual(ImageRefusal.None, reason);
            }
        }
    }

    static ImageRefusal Refusal(byte[] file)
    {
        Assert.Null(ReportImage.Read(file, out var reason));
        return reason;
    }

    static byte[] With(byte[] file, int at, byte value)
    {
        var changed = file.ToArray();
        changed[at] = value;
        return changed;
    }

    static async Task<byte[]> PhotoAsync(string options)
    {
        using var source = PdfProbe.Of(new Note("Een blad met kleuren"), new Heading(1, "En letters"));
        return await source.PictureAsync([.. options.Split(' '), "-r", "30"]);
    }
}
