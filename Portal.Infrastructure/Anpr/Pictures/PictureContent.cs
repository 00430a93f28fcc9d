using Portal.Common;

namespace Portal.Anpr.Pictures;

/// <summary>An accepted picture.</summary>
/// <param name="MediaType">What the content is, whatever was declared: the only type it may be served as.</param>
/// <param name="Width">In pixels, at most <see cref="PictureContent.LongestSide"/>.</param>
/// <param name="Length">How many bytes are the picture. What a camera appended after its end is not, and is not to be kept.</param>
public sealed record PictureFacts(string MediaType, int Width, int Height, int Length);

/// <summary>Judges by content alone whether bytes are a picture as a camera sends them. The bytes stay as they are: they are evidence.</summary>
public static class PictureContent
{
    /// <summary>Bytes of one picture, 4 MiB: what cameras of 8 megapixels send is less than half of it.</summary>
    public const int MostBytes = 4 * 1024 * 1024;

    /// <summary>Pixels of one side.</summary>
    public const int LongestSide = 8192;

    /// <summary>Pixels of a picture: 24 million.</summary>
    public const int MostPixels = 24_000_000;

    public const string Jpeg = "image/jpeg";

    public const string Png = "image/png";

    /// <returns>What the picture is, or an error with a code of <see cref="PictureReasons"/>.</returns>
    /// <remarks>
    /// The structure is walked to the end, the pixels are not decoded. A header that promises more pixels than the data can hold, even
    /// compressed to the utmost, is refused, so that memory for the pixels of an accepted picture is in proportion to its bytes.
    /// </remarks>
    public static Result<PictureFacts> Judge(ReadOnlyMemory<byte> bytes)
    {
        var content = bytes.Span;
        var isJpeg = content.StartsWith(JpegStructure.Signature);
        if (!isJpeg && !content.StartsWith(PngStructure.Signature)) return Error.Invalid(PictureReasons.UnknownKind);
        if (bytes.Length > MostBytes) return Error.Invalid(PictureReasons.TooLarge);
        var reason = isJpeg ? JpegStructure.Walk(content, out var facts) : PngStructure.Walk(content, out facts);
        return reason is null ? facts! : Error.Invalid(reason);
    }

    internal static string? FaultOf(int width, int height) =>
        width == 0 || height == 0 ? PictureReasons.Malformed
        : width > LongestSide || height > LongestSide || (long)width * height > MostPixels ? PictureReasons.TooManyPixels : null;
}
