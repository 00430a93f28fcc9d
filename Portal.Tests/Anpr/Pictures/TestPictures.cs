using System.Buffers.Binary;
using System.Diagnostics;
using System.IO.Compression;
using System.Text;

namespace Portal.Anpr.Pictures;

/// <summary>Pictures as tests need them: four fields of colour, a little uneven as what a camera sees.</summary>
static class TestPictures
{
    /// <summary>Of the fields: above left, above right, below left, below right.</summary>
    public static IReadOnlyList<(byte Red, byte Green, byte Blue)> Fields { get; } = [(200, 40, 40), (40, 160, 60), (40, 60, 190), (150, 150, 150)];

    /// <summary>A JPEG as a camera sends it, made within milliseconds.</summary>
    public static byte[] Jpeg(int width = 640, int height = 360, int quality = 80, int unevenness = 24) => JpegEncoder.Encode(Pixels(width, height, unevenness), width, height, quality);

    /// <summary>Red, green and blue of each pixel, row by row.</summary>
    public static byte[] Pixels(int width, int height, int unevenness = 24)
    {
        var pixels = new byte[3 * width * height];
        var noise = 12345u;
        for (var i = 0; i < pixels.Length; i += 3)
        {
            var (x, y) = (i / 3 % width, i / 3 / width);
            noise = unchecked((noise * 1664525) + 1013904223);
            var change = unevenness == 0 ? 0 : (int)(noise >> 8) % unevenness - (unevenness / 2);
            var (red, green, blue) = Fields[(2 * y >= height ? 2 : 0) + (2 * x >= width ? 1 : 0)];
            (pixels[i], pixels[i + 1], pixels[i + 2]) = ((byte)(red + change), (byte)(green + change), (byte)(blue + change));
        }

        return pixels;
    }

    /// <summary>A PNG of colour kind 0 (grey), 2 (RGB), 3 (palette), 4 (grey, alpha) or 6 (RGB, alpha), with every filter in turn.</summary>
    public static byte[] Png(int width, int height, int kind = 2)
    {
        var samples = kind switch { 2 => 3, 4 => 2, 6 => 4, _ => 1 };
        var pixels = Pixels(width, height, kind == 3 ? 0 : 24);
        var rows = new byte[height * samples * width];
        for (var i = 0; i < width * height; i++)
        {
            var colour = pixels.AsSpan(3 * i, 3);
            var grey = (byte)((colour[0] + colour[1] + colour[2]) / 3);
            byte[] pixel = kind switch { 0 => [grey], 2 => colour.ToArray(), 3 => [(byte)Fields.ToList().FindIndex(f => f.Red == pixels[3 * i] && f.Blue == pixels[(3 * i) + 2])], 4 => [grey, 255], _ => [.. colour, 255] };
            pixel.CopyTo(rows, i * samples);
        }

        var output = new MemoryStream();
        output.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        (header[8], header[9]) = (8, (byte)kind);
        WriteChunk(output, "IHDR", header);
        if (kind == 3) WriteChunk(output, "PLTE", [.. Fields.SelectMany(f => new[] { f.Red, f.Green, f.Blue })]);
        var data = Deflated(Filtered(rows, samples * width, samples));
        WriteChunk(output, "IDAT", data[..(data.Length / 2)]);
        WriteChunk(output, "IDAT", data[(data.Length / 2)..]);
        WriteChunk(output, "IEND", []);
        return output.ToArray();
    }

    public static void WriteChunk(Stream output, string type, byte[] body)
    {
        var chunk = new byte[12 + body.Length];
        BinaryPrimitives.WriteInt32BigEndian(chunk, body.Length);
        Encoding.ASCII.GetBytes(type, chunk.AsSpan(4));
        body.CopyTo(chunk, 8);
        BinaryPrimitives.WriteUInt32BigEndian(chunk.AsSpan(8 + body.Length), Check(chunk.AsSpan(4, 4 + body.Length)));
        output.Write(chunk);
    }

    public static byte[] Deflated(byte[] data)
    {
        var output = new MemoryStream();
        using (var deflate = new ZLibStream(output, CompressionLevel.Fastest)) deflate.Write(data);
        return output.ToArray();
    }

    /// <summary>The same fields drawn by poppler, with its options: <c>-jpeg</c>, <c>-png</c>, <c>-jpegopt progressive=y</c>, <c>-gray</c>.</summary>
    public static async Task<byte[]> DrawnAsync(int width, int height, params string[] options)
    {
        var colours = Fields.Select((f, i) => FormattableString.Invariant($"{f.Red / 255.0:0.###} {f.Green / 255.0:0.###} {f.Blue / 255.0:0.###} rg {i % 2 * 80} {(i < 2 ? 60 : 0)} 80 60 re f "));
        var drawing = string.Concat(colours) + "0 0 0 RG 0.4 w 10 10 m 150 110 l S 150 14 m 12 108 l S 1 1 1 rg 60 50 40 20 re f 0 g 64 54 4 12 re f 72 54 9 12 re f 88 54 2 12 re f";
        var document = $"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 160 120]/Contents 4 0 R/Resources<<>>>>endobj\n"
            + $"4 0 obj<</Length {drawing.Length}>>stream\n{drawing}\nendstream endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n";
        var start = new ProcessStartInfo("pdftoppm", [.. options, "-scale-to-x", Invariant(width), "-scale-to-y", Invariant(height), "-singlefile", "-"]) { UseShellExecute = false, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var complaints = process.StandardError.ReadToEndAsync(); // it repairs the missing table of references, and says so
        await process.StandardInput.WriteAsync(document);
        process.StandardInput.Close();
        var output = new MemoryStream();
        await process.StandardOutput.BaseStream.CopyToAsync(output);
        await process.WaitForExitAsync();
        Assert.True(process.ExitCode == 0, await complaints);
        return output.ToArray();
    }

    static string Invariant(int number) => number.ToString(System.Globalization.CultureInfo.InvariantCulture);

    static byte[] Filtered(byte[] rows, int length, int samples)
    {
        var height = rows.Length / length;
        var filtered = new byte[height * (length + 1)];
        for (var y = 0; y < height; y++)
        {
            var filter = filtered[y * (length + 1)] = (byte)(y % 5);
            for (var x = 0; x < length; x++)
            {
                int left = x < samples ? 0 : rows[(y * length) + x - samples], above = y == 0 ? 0 : rows[((y - 1) * length) + x], corner = x < samples || y == 0 ? 0 : rows[((y - 1) * length) + x - samples];
                var (toLeft, toAbove, toCorner) = (Math.Abs(above - corner), Math.Abs(left - corner), Math.Abs(left + above - (2 * corner)));
                var guess = filter switch { 0 => 0, 1 => left, 2 => above, 3 => (left + above) / 2, _ => toLeft <= toAbove && toLeft <= toCorner ? left : toAbove <= toCorner ? above : corner };
                filtered[(y * (length + 1)) + x + 1] = (byte)(rows[(y * length) + x] - guess);
            }
        }

        return filtered;
    }

    static uint Check(ReadOnlySpan<byte> bytes)
    {
        var crc = uint.MaxValue;
        foreach (var value in bytes)
        {
            crc ^= value;
            for (var bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? 0xEDB88320 ^ (crc >> 1) : crc >> 1;
        }

        return ~crc;
    }
}
