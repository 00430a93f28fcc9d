using System.Runtime.InteropServices;

namespace Portal.Anpr.Pictures;

/// <summary>A picture small enough for lists.</summary>
/// <param name="MediaType">To serve it as.</param>
/// <param name="IsOriginal">The picture itself is small: there is nothing to keep beside it.</param>
public sealed record ThumbnailPicture(ReadOnlyMemory<byte> Bytes, string MediaType, int Width, int Height, bool IsOriginal);

/// <summary>Makes small pictures of large ones.</summary>
/// <remarks>
/// A JPEG is decoded at 1/8, 1/4, 1/2 or the whole of its size, whichever is the least that leaves <see cref="ShortSide"/> pixels; at 1/8, the
/// rule for cameras, only the means of blocks are computed. What is still larger than <see cref="LongSide"/> is averaged down, as is a PNG
/// (8 bits, not interlaced). A turn that EXIF asks for is not made: cameras on poles have none.
/// </remarks>
public static class Thumbnail
{
    /// <summary>Pixels of the longest side, at most.</summary>
    public const int LongSide = 320;

    /// <summary>Pixels of the longest side, at least, if the picture has them.</summary>
    public const int ShortSide = 240;

    /// <summary>A picture of at most <see cref="LongSide"/> pixels and as many bytes as this is its own thumbnail.</summary>
    public const int SmallBytes = 20 * 1024;

    /// <summary>What a thumbnail should not exceed; it gives up quality for it.</summary>
    public const int TargetBytes = 15 * 1024;

    /// <summary>Pixels of a PNG of which one is made, 8.3 million: every row has to be decoded, and cameras send JPEG.</summary>
    public const int MostPngPixels = 3840 * 2160;

    /// <returns>Null when the picture is not acceptable, or none can be made of it. Never throws for what is sent, and takes about 30 MB for a moment at most, 1 MB for what cameras usually send.</returns>
    public static ThumbnailPicture? Of(ReadOnlyMemory<byte> picture)
    {
        if (PictureContent.Judge(picture).Value is not { } facts) return null;
        var content = picture[..facts.Length];
        var longest = Math.Max(facts.Width, facts.Height);
        if (longest <= LongSide && facts.Length <= SmallBytes) return new(content, facts.MediaType, facts.Width, facts.Height, IsOriginal: true);
        var blockSize = 1;
        while (blockSize < 8 && longest * blockSize < 8 * ShortSide) blockSize *= 2;
        var target = PictureSize.Within(LongSide, facts.Width, facts.Height, facts.MediaType == PictureContent.Jpeg ? blockSize / 8.0 : 1);
        var planes = facts.MediaType == PictureContent.Jpeg ? JpegDecoder.Decode(content, target, blockSize)
            : facts.Width * facts.Height <= MostPngPixels ? PngDecoder.Decode(content, target) : null;
        return planes is null ? null : new(Encoded(planes), PictureContent.Jpeg, target.Width, target.Height, IsOriginal: false);
    }

    static byte[] Encoded(PicturePlanes planes)
    {
        var jpeg = JpegEncoder.Encode(planes, 75);
        for (var quality = 60; quality >= 15 && jpeg.Length > TargetBytes; quality -= 15) jpeg = JpegEncoder.Encode(planes, quality);
        return jpeg;
    }
}

/// <summary>Pixels across and down.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct PictureSize(int Width, int Height)
{
    /// <summary>The picture at the scale, or smaller if a side would be longer.</summary>
    public static PictureSize Within(int longest, int width, int height, double scale)
    {
        scale = Math.Min(scale, (double)longest / Math.Max(width, height));
        return new(Math.Max(1, (int)Math.Round(width * scale)), Math.Max(1, (int)Math.Round(height * scale)));
    }
}
