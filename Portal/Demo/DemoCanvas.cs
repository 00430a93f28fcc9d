using System.Numerics;

namespace Portal.Demo;

/// <summary>Draws soft-edged shapes; colours are red, green and blue of 0 to 255.</summary>
sealed class DemoCanvas(int width, int height)
{
    readonly Vector3[] pixels = new Vector3[width * height];

    public int Width => width;

    public int Height => height;

    /// <summary>Colours every pixel from its place.</summary>
    public void Paint(Func<int, int, Vector3> colour)
    {
        for (var i = 0; i < pixels.Length; i++) pixels[i] = colour(i % width, i / width);
    }

    /// <summary>A shape with level top and bottom, from one colour above to another below.</summary>
    public void Trapezoid(float top, float topLeft, float topRight, float bottom, float bottomLeft, float bottomRight, Vector3 above, Vector3 below, float opacity = 1)
    {
        for (var y = Math.Max(0, (int)top); y < Math.Min(height, bottom); y++)
        {
            var part = Math.Clamp((y + 0.5f - top) / (bottom - top), 0, 1);
            var (left, right) = (topLeft + ((bottomLeft - topLeft) * part), topRight + ((bottomRight - topRight) * part));
            var tall = Math.Min(y + 1, bottom) - Math.Max(y, top);
            for (var x = Math.Max(0, (int)left); x < Math.Min(width, right); x++)
                Blend(x, y, Vector3.Lerp(above, below, part), opacity * tall * Math.Clamp(Math.Min(x + 1, right) - Math.Max(x, left), 0, 1));
        }
    }

    public void Round(float left, float top, float right, float bottom, float radius, Vector3 above, Vector3 below, float opacity = 1)
    {
        var (centre, half) = (new Vector2((left + right) / 2, (top + bottom) / 2), new Vector2(((right - left) / 2) - radius, ((bottom - top) / 2) - radius));
        for (var y = Math.Max(0, (int)top); y < Math.Min(height, bottom); y++)
        {
            for (var x = Math.Max(0, (int)left); x < Math.Min(width, right); x++)
            {
                var outside = Vector2.Abs(new Vector2(x + 0.5f, y + 0.5f) - centre) - half;
                var distance = Vector2.Max(outside, Vector2.Zero).Length() + Math.Min(Math.Max(outside.X, outside.Y), 0) - radius;
                Blend(x, y, Vector3.Lerp(above, below, (y - top) / (bottom - top)), opacity * Math.Clamp(0.5f - distance, 0, 1));
            }
        }
    }

    /// <summary>A spot that fades towards its edge: a shadow, or a light.</summary>
    public void Glow(float x, float y, float across, float down, Vector3 colour, float opacity)
    {
        for (var row = Math.Max(0, (int)(y - down)); row < Math.Min(height, y + down); row++)
        {
            for (var column = Math.Max(0, (int)(x - across)); column < Math.Min(width, x + across); column++)
            {
                var distance = new Vector2((column - x) / across, (row - y) / down).LengthSquared();
                if (distance < 1) Blend(column, row, colour, opacity * (1 - distance) * (1 - distance));
            }
        }
    }

    /// <param name="size">Pixels of a dot of the letters, which have five by seven.</param>
    /// <param name="stroke">In dots.</param>
    public void Write(string text, float left, float top, float size, Vector3 colour, float stroke = 1)
    {
        foreach (var letter in text)
        {
            for (var y = (int)top - 1; y <= top + (7 * size); y++)
            {
                for (var x = (int)left - 1; x <= left + (5 * size); x++)
                {
                    var ink = DemoLetters.Ink(letter, ((x + 0.5f - left) / size) - 0.5f, ((y + 0.5f - top) / size) - 0.5f);
                    if (ink > 0 && x >= 0 && x < width && y >= 0 && y < height) Blend(x, y, colour, Math.Clamp(((ink - 1 + (stroke / 2)) * size) + 0.5f, 0, 1));
                }
            }

            left += DemoLetters.Step * size;
        }
    }

    /// <summary>As bytes, a little uneven as a sensor sees.</summary>
    public byte[] ToRgb(int unevenness, uint seed)
    {
        var rgb = new byte[3 * pixels.Length];
        for (var i = 0; i < pixels.Length; i++)
        {
            seed = unchecked((seed * 1664525) + 1013904223);
            var colour = Vector3.Clamp(pixels[i] + new Vector3((((seed >> 16) & 255) / 255f - 0.5f) * unevenness), Vector3.Zero, new(255));
            (rgb[3 * i], rgb[(3 * i) + 1], rgb[(3 * i) + 2]) = ((byte)colour.X, (byte)colour.Y, (byte)colour.Z);
        }

        return rgb;
    }

    void Blend(int x, int y, Vector3 colour, float opacity)
    {
        if (opacity > 0) pixels[(y * width) + x] = Vector3.Lerp(pixels[(y * width) + x], colour, opacity);
    }
}
