using Portal.Tests;

namespace Portal.Anpr.Pictures;

/// <summary>A picture as Chromium shows it.</summary>
/// <param name="Fields">The mean colours of the inner parts of the four quarters: above left, above right, below left, below right.</param>
sealed record PictureLook(int Width, int Height, IReadOnlyList<(int Red, int Green, int Blue)> Fields)
{
    const string Script = """
        async address => {
          const image = new Image();
          image.src = address;
          await image.decode();
          const { naturalWidth: w, naturalHeight: h } = image, canvas = new OffscreenCanvas(w, h), context = canvas.getContext('2d');
          context.drawImage(image, 0, 0);
          const result = [w, h];
          for (const [x, y] of [[0, 0], [1, 0], [0, 1], [1, 1]]) {
            const data = context.getImageData(Math.floor((x * .5 + .12) * w), Math.floor((y * .5 + .12) * h), Math.max(1, Math.floor(.2 * w)), Math.max(1, Math.floor(.2 * h))).data;
            for (const c of [0, 1, 2]) { let sum = 0; for (let i = c; i < data.length; i += 4) sum += data[i]; result.push(Math.round(4 * sum / data.length)); }
          }
          return result;
        }
        """;

    public static async Task<PictureLook> OfAsync(Browser browser, ReadOnlyMemory<byte> picture, string mediaType) => (await OfAsync(browser, [(picture, mediaType)]))[0];

    public static async Task<IReadOnlyList<PictureLook>> OfAsync(Browser browser, IEnumerable<(ReadOnlyMemory<byte> Bytes, string MediaType)> pictures)
    {
        await using var context = await browser.NewContextAsync();
        var page = await context.NewPageAsync();
        var looks = new List<PictureLook>();
        foreach (var (bytes, mediaType) in pictures)
        {
            var found = await page.EvaluateAsync<int[]>(Script, $"data:{mediaType};base64,{Convert.ToBase64String(bytes.Span)}");
            looks.Add(new(found[0], found[1], [.. Enumerable.Range(0, 4).Select(i => (found[2 + (3 * i)], found[3 + (3 * i)], found[4 + (3 * i)]))]));
        }

        return looks;
    }

    /// <summary>The colours are these, but for what the eye does not see.</summary>
    public void Resembles(IReadOnlyList<(int Red, int Green, int Blue)> fields, int tolerance = 6)
    {
        foreach (var (mine, other) in Fields.Zip(fields))
        {
            Assert.InRange(mine.Red, other.Red - tolerance, other.Red + tolerance);
            Assert.InRange(mine.Green, other.Green - tolerance, other.Green + tolerance);
            Assert.InRange(mine.Blue, other.Blue - tolerance, other.Blue + tolerance);
        }
    }
}
