using System.Globalization;
using System.Numerics;
using Portal.Anpr.Pictures;
using Portal.Common;

namespace Portal.Demo;

/// <summary>Pictures of cameras that do not exist, of vehicles that do not exist.</summary>
static class DemoPictures
{
    const int Width = 960;
    const int Height = 540;
    const int PlateWidth = 240;
    const int PlateHeight = 60;

    static readonly Vector3 Ruby = new(155, 24, 40); // of Belgian plates, between 3003 and 3005 of RAL

    /// <summary>What a camera above the road takes of a vehicle that drives away, and the plate cut out of it; both JPEG.</summary>
    /// <param name="colour">In English, as the demonstration's messages have it; grey where it is not known.</param>
    public static (byte[] Scene, byte[] Plate) Of(string plate, string colour, string camera, DateTimeOffset at)
    {
        var time = Brussels.At(at);
        var seed = Seed(plate + camera);
        var light = Light(time.TimeOfDay.TotalHours);
        var body = Paint(colour);
        return (Scene(plate, body, camera, time, light, seed), Plate(plate, body, light, seed));
    }

    static byte[] Scene(string plate, Vector3 body, string camera, DateTimeOffset time, float light, uint seed)
    {
        var canvas = new DemoCanvas(Width, Height);
        DrawRoad(canvas, Seed(camera), light);
        DrawVehicle(canvas, (Width / 2) + (seed % 61) - 30, (seed / 61 % 31) - 10f, body, light, plate);
        canvas.Trapezoid(0, 0, Width, 34, 0, Width, Vector3.Zero, Vector3.Zero, 0.62f);
        var stamp = time.ToString("yyyy-MM-dd HH:mm:ss.fff", CultureInfo.InvariantCulture);
        canvas.Write(stamp, 14, 10, 2, new(235));
        var name = DemoLetters.Writable(camera);
        canvas.Write(name, Width - 14 - (name.Length * DemoLetters.Step * 2), 10, 2, new(235));
        return JpegEncoder.Encode(canvas.ToRgb(unevenness: 10, seed), Width, Height, 78);
    }

    static byte[] Plate(string plate, Vector3 body, float light, uint seed)
    {
        var canvas = new DemoCanvas(PlateWidth, PlateHeight);
        canvas.Paint((_, y) => Shaded(body, light) * (0.75f - (y * 0.004f)));
        DrawPlate(canvas, PlateWidth / 2, PlateHeight / 2, 3.6f, Math.Max(light, 0.9f), plate);
        return JpegEncoder.Encode(canvas.ToRgb(unevenness: 12, seed), PlateWidth, PlateHeight, 82);
    }

    /// <summary>Asphalt with a dashed line to the left, a kerb and grass to the right.</summary>
    static void DrawRoad(DemoCanvas canvas, uint camera, float light)
    {
        var (lane, tint) = (330 + (camera % 41) - 20f, new Vector3(camera / 41 % 9, camera / 369 % 7, camera / 2583 % 9) - new Vector3(4));
        var asphalt = new Vector3(112, 113, 116) + tint;
        canvas.Paint((x, y) => asphalt * (light * (0.80f + (0.30f * y / Height) + (0.05f * MathF.Sin((x - (Width / 2f)) / (60 + (y * 0.2f)))))));
        canvas.Trapezoid(0, 640, Width, Height, 868, Width, new Vector3(96, 110, 82) * light, new Vector3(84, 104, 66) * light);
        canvas.Trapezoid(0, 628, 642, Height, 846, 872, new Vector3(150, 150, 146) * light, new Vector3(166, 166, 160) * light);
        canvas.Trapezoid(0, 606, 611, Height, 806, 816, new Vector3(208) * light, new Vector3(222) * light, 0.85f);
        for (var n = 0; n < 4; n++)
        {
            var (top, bottom) = (-30 + (n * n * 14) + (n * 110f), 40 + (n * n * 18) + (n * 110f));
            float At(float y) => lane - (y * 0.42f);
            canvas.Trapezoid(top, At(top), At(top) + 5, bottom, At(bottom), At(bottom) + 9, new Vector3(206) * light, new Vector3(216) * light, 0.85f);
        }
    }

    static void DrawVehicle(DemoCanvas canvas, float x, float down, Vector3 paint, float light, string plate)
    {
        Vector3 bright = Shaded(paint, light) * 1.12f + new Vector3(8 * light), middle = Shaded(paint, light), dark = middle * 0.62f, black = new Vector3(20, 21, 23) * (0.5f + (light / 2));
        canvas.Glow(x + 10, down + 452, 232, 58, Vector3.Zero, 0.8f);
        foreach (var side in new[] { -1, 1 }) canvas.Round(x + (side * 132) - 28, down + 380, x + (side * 132) + 28, down + 468, 12, black, black * 0.7f);
        canvas.Trapezoid(down + 200, x - 104, x + 104, down + 312, x - 150, x + 150, bright, middle); // the cabin
        canvas.Round(x - 112, down + 190, x + 112, down + 226, 16, bright * 1.03f, bright);
        canvas.Trapezoid(down + 222, x - 93, x + 93, down + 296, x - 122, x + 122, new Vector3(44, 52, 60) * light, new Vector3(78, 88, 96) * light);
        canvas.Trapezoid(down + 222, x + 22, x + 58, down + 296, x + 4, x + 52, new Vector3(130, 142, 150) * light, new Vector3(96, 106, 114) * light, 0.35f); // the sky in the window
        canvas.Round(x - 172, down + 296, x + 172, down + 446, 30, bright, middle * 0.9f);
        canvas.Round(x - 170, down + 398, x + 170, down + 450, 22, middle * 0.92f, dark);
        canvas.Round(x - 120, down + 426, x + 120, down + 450, 8, black, black);
        canvas.Trapezoid(down + 306, x - 138, x + 138, down + 309, x - 140, x + 140, dark, dark, 0.6f);
        canvas.Trapezoid(down + 394, x - 150, x + 150, down + 397, x - 152, x + 152, dark, dark, 0.7f);
        canvas.Round(x - 30, down + 214, x + 30, down + 219, 2, new(120, 16, 18), new(120, 16, 18));
        foreach (var side in new[] { -1, 1 })
        {
            canvas.Round(x + (side * 139) - 27, down + 318, x + (side * 139) + 27, down + 362, 10, new(190, 30, 30), new(128, 14, 18));
            canvas.Round(x + (side * 126) - 10, down + 342, x + (side * 126) + 10, down + 354, 4, new Vector3(214, 206, 196) * Math.Max(light, 0.6f), new Vector3(190, 184, 176) * Math.Max(light, 0.6f));
            if (light < 0.7f) canvas.Glow(x + (side * 139), down + 336, 70, 56, new(255, 60, 50), 0.7f);
        }

        canvas.Round(x - 78, down + 342, x + 78, down + 388, 8, dark, middle * 0.8f);
        DrawPlate(canvas, x, down + 365, 2.15f, Math.Max(light, 0.85f), plate);
    }

    /// <summary>Ruby letters on white, with a blue field to the left.</summary>
    /// <param name="size">Pixels of a dot of the letters.</param>
    static void DrawPlate(DemoCanvas canvas, float x, float y, float size, float light, string plate)
    {
        var (white, ruby) = (new Vector3(240, 240, 234) * light, Ruby * light);
        var wide = ((plate.Length * DemoLetters.Step) - 1) * size;
        var (left, right, half) = (x - (wide / 2) - (5.1f * size), x + (wide / 2) + (2.6f * size), 6.2f * size);
        canvas.Round(left, y - half, right, y + half, 1.6f * size, ruby, ruby);
        canvas.Round(left + (0.7f * size), y - half + (0.7f * size), right - (0.7f * size), y + half - (0.7f * size), size, white, white * 0.95f);
        canvas.Round(left + (0.7f * size), y - half + (0.7f * size), left + (3.4f * size), y + half - (0.7f * size), 0.8f * size, new Vector3(20, 60, 150) * light, new Vector3(16, 50, 130) * light);
        canvas.Write(DemoLetters.Writable(plate), left + (5.3f * size), y - (3.5f * size), size, ruby, stroke: 1.35f);
    }

    static Vector3 Shaded(Vector3 paint, float light) => paint * (0.25f + (0.75f * light));

    static Vector3 Paint(string colour) => colour switch
    {
        "black" => new(42, 43, 46),
        "white" => new(222, 223, 222),
        "blue" => new(44, 74, 128),
        "red" => new(150, 34, 36),
        "green" => new(48, 92, 66),
        "yellow" => new(214, 178, 52),
        "silver" => new(176, 179, 182),
        _ => new(118, 121, 125),
    };

    /// <summary>How bright it is at an hour of the day: lamps keep the night from being black.</summary>
    static float Light(double hour) => (float)Math.Clamp(0.72 - (0.62 * Math.Cos((hour - 1) * Math.PI / 12)), 0.46, 1);

    static uint Seed(string text) => text.Aggregate(2166136261u, (hash, letter) => unchecked((hash ^ letter) * 16777619));
}
