using System.Buffers;
using System.IO.Compression;

namespace Portal.Anpr.Pictures;

/// <summary>Decodes a PNG that was accepted, row by row, and keeps only the means of what each new pixel covers.</summary>
sealed class PngDecoder
{
    readonly PngHeader header;
    readonly byte[] palette;
    readonly byte[] colours; // of one row: red, green and blue of each pixel
    readonly PictureSize target;
    readonly float[] sums;
    readonly (int First, float[] Shares)[] across;

    PngDecoder(PngHeader header, byte[] palette, PictureSize target)
    {
        (this.header, this.palette, this.target) = (header, palette, target);
        (colours, sums) = (new byte[3 * header.Width], new float[3 * target.Width * target.Height]);
        across = AreaAverage.Shares(header.Width, target.Width);
    }

    /// <param name="file">As accepted by <see cref="PictureContent.Judge"/>.</param>
    /// <returns>Null when it is interlaced, has not 8 bits a sample, or ends before its last row.</returns>
    public static PicturePlanes? Decode(ReadOnlyMemory<byte> file, PictureSize target)
    {
        var data = ArrayPool<byte>.Shared.Rent(file.Length);
        try
        {
            var (length, palette) = (0, new byte[768]); // colours that the palette does not have are black
            var chunks = new PngChunks(file.Span);
            if (chunks.Next() is not null || PngHeader.Read(chunks.Body, out var header) is not null || header.Depth != 8 || header.IsInterlaced) return null;
            while (chunks.Next() is null && !chunks.Type.SequenceEqual("IEND"u8))
            {
                if (chunks.Type.SequenceEqual("PLTE"u8)) chunks.Body.CopyTo(palette);
                if (!chunks.Type.SequenceEqual("IDAT"u8)) continue;
                chunks.Body.CopyTo(data.AsSpan(length));
                length += chunks.Body.Length;
            }

            using var rows = new ZLibStream(new MemoryStream(data, 0, length), CompressionMode.Decompress);
            return new PngDecoder(header, palette, target).ReadAll(rows);
        }
        catch (InvalidDataException)
        {
            return null;
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(data);
        }
    }

    PicturePlanes? ReadAll(Stream rows)
    {
        var (row, above) = (new byte[1 + header.RowLength], new byte[1 + header.RowLength]);
        for (var y = 0; y < header.Height; y++, (row, above) = (above, row))
        {
            if (rows.ReadAtLeast(row, row.Length, throwOnEndOfStream: false) < row.Length || row[0] > 4) return null;
            Unfilter(row[0], row.AsSpan(1), above.AsSpan(1), header.Samples);
            Add(ColoursOf(row.AsSpan(1)), y);
        }

        var area = header.Height / (float)target.Height;
        var rgb = new byte[sums.Length];
        for (var i = 0; i < rgb.Length; i++) rgb[i] = (byte)Math.Min((sums[i] / area) + 0.5f, 255);
        return PicturePlanes.OfRgb(rgb, target.Width, target.Height);
    }

    /// <summary>Undoes what was done to make the row compress well (ISO 15948, 9.2).</summary>
    static void Unfilter(byte filter, Span<byte> row, ReadOnlySpan<byte> above, int samples)
    {
        switch (filter)
        {
            case 1:
                for (var i = samples; i < row.Length; i++) row[i] += row[i - samples];
                break;
            case 2:
                for (var i = 0; i < row.Length; i++) row[i] += above[i];
                break;
            case 3:
                for (var i = 0; i < row.Length; i++) row[i] += (byte)(((i < samples ? 0 : row[i - samples]) + above[i]) / 2);
                break;
            case 4:
                for (var i = 0; i < samples; i++) row[i] += above[i];
                for (var i = samples; i < row.Length; i++)
                {
                    int left = row[i - samples], up = above[i], corner = above[i - samples];
                    var (toLeft, toUp, toCorner) = (Math.Abs(up - corner), Math.Abs(left - corner), Math.Abs(left + up - corner - corner));
                    row[i] += (byte)(toLeft <= toUp && toLeft <= toCorner ? left : toUp <= toCorner ? up : corner);
                }

                break;
        }
    }

    /// <summary>What is transparent lies on white.</summary>
    ReadOnlySpan<byte> ColoursOf(ReadOnlySpan<byte> row)
    {
        if (header.Kind == 2) return row;
        for (int x = 0, i = 0, at = 0; x < header.Width; x++, i += 3, at += header.Samples)
        {
            var (red, green, blue) = header.Kind switch
            {
                0 or 4 => (row[at], row[at], row[at]),
                3 => (palette[3 * row[at]], palette[(3 * row[at]) + 1], palette[(3 * row[at]) + 2]),
                _ => (row[at], row[at + 1], row[at + 2]),
            };
            var alpha = header.Kind >= 4 ? row[at + header.Samples - 1] : 255;
            colours[i] = OnWhite(red, alpha);
            colours[i + 1] = OnWhite(green, alpha);
            colours[i + 2] = OnWhite(blue, alpha);
        }

        return colours;
    }

    static byte OnWhite(byte value, int alpha) => alpha == 255 ? value : (byte)(255 - ((255 - value) * alpha / 255));

    void Add(ReadOnlySpan<byte> row, int y)
    {
        var (from, to) = (y * (double)target.Height / header.Height, (y + 1) * (double)target.Height / header.Height);
        var first = Math.Min((int)from, target.Height - 1);
        var upper = (float)((Math.Min(to, first + 1) - from) / (to - from)); // the picture never grows: a row falls on two at most
        for (var x = 0; x < target.Width; x++)
        {
            var (start, shares) = across[x];
            float red = 0, green = 0, blue = 0;
            for (var i = 0; i < shares.Length; i++)
            {
                var pixel = row.Slice(3 * (start + i), 3);
                red += shares[i] * pixel[0];
                green += shares[i] * pixel[1];
                blue += shares[i] * pixel[2];
            }

            Add((first * target.Width) + x, upper, red, green, blue);
            if (first + 1 < target.Height) Add(((first + 1) * target.Width) + x, 1 - upper, red, green, blue);
        }
    }

    void Add(int pixel, float share, float red, float green, float blue)
    {
        sums[3 * pixel] += share * red;
        sums[(3 * pixel) + 1] += share * green;
        sums[(3 * pixel) + 2] += share * blue;
    }
}
