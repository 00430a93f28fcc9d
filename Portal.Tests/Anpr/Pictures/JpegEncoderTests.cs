using Portal.Tests;

namespace Portal.Anpr.Pictures;

public sealed class JpegEncoderTests(Browser browser)
{
    [Theory]
    [InlineData(320, 180, 75)]
    [InlineData(33, 17, 95)]
    [InlineData(32, 32, 100)]
    [InlineData(641, 359, 30)]
    public async Task Chromium_sees_what_was_drawn(int width, int height, int quality)
    {
        var look = await PictureLook.OfAsync(browser, TestPictures.Jpeg(width, height, quality), "image/jpeg");
        Assert.Equal((width, height), (look.Width, look.Height));
        look.Resembles([.. TestPictures.Fields.Select(f => ((int)f.Red, (int)f.Green, (int)f.Blue))], quality < 50 ? 12 : 6);
    }

    [Fact]
    public void Less_quality_takes_fewer_bytes()
    {
        var sizes = new[] { 20, 50, 75, 95 }.Select(q => TestPictures.Jpeg(320, 180, q).Length).ToList();
        Assert.Equal(sizes.Order(), sizes);
        Assert.True(sizes[^1] > 2 * sizes[0]);
    }

    [Theory]
    [InlineData(0, 8, 0, 75)]
    [InlineData(8, 8, 191, 75)]
    [InlineData(8, 8, 192, 0)]
    [InlineData(8, 8, 192, 101)]
    [InlineData(8193, 1, 24579, 75)]
    public void Pixels_that_do_not_fit_are_a_bug(int width, int height, int bytes, int quality) =>
        Assert.ThrowsAny<ArgumentException>(() => JpegEncoder.Encode(new byte[bytes], width, height, quality));
}
