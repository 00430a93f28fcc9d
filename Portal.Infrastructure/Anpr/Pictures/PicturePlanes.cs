namespace Portal.Anpr.Pictures;

/// <summary>A picture as JPEG sees it: how light each pixel is, and two differences of colour; grey pictures have none.</summary>
sealed record PicturePlanes(int Width, int Height, byte[] Lightness, byte[]? Blue, byte[]? Red)
{
    public static PicturePlanes OfRgb(ReadOnlySpan<byte> rgb, int width, int height)
    {
        var count = width * height;
        var (lightness, blue, red) = (new byte[count], new byte[count], new byte[count]);
        for (var i = 0; i < count; i++)
        {
            int r = rgb[3 * i], g = rgb[(3 * i) + 1], b = rgb[(3 * i) + 2];
            lightness[i] = (byte)(((19595 * r) + (38470 * g) + (7471 * b) + 32768) >> 16);
            blue[i] = (byte)Math.Min(255, ((-11059 * r) - (21709 * g) + (32768 * b) + (128 << 16) + 32767) >> 16);
            red[i] = (byte)Math.Min(255, ((32768 * r) - (27439 * g) - (5329 * b) + (128 << 16) + 32767) >> 16);
        }

        return new(width, height, lightness, blue, red);
    }

    /// <summary>Every four pixels become one: the eye sees colour less sharply.</summary>
    public static byte[] Halved(byte[] plane, int width, int height)
    {
        var (across, down) = ((width + 1) / 2, (height + 1) / 2);
        var half = new byte[across * down];
        for (var y = 0; y < down; y++)
        {
            var upper = plane.AsSpan(2 * y * width, width);
            var lower = plane.AsSpan(Math.Min((2 * y) + 1, height - 1) * width, width);
            for (var x = 0; x < across; x++)
            {
                var (left, right) = (2 * x, Math.Min((2 * x) + 1, width - 1));
                half[(y * across) + x] = (byte)((upper[left] + upper[right] + lower[left] + lower[right] + 2) >> 2);
            }
        }

        return half;
    }
}
