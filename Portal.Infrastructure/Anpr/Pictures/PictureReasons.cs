namespace Portal.Anpr.Pictures;

/// <summary>Why a picture is refused. The list is final: each has a text in four languages.</summary>
public static class PictureReasons
{
    /// <summary>Neither JPEG nor PNG, whatever it was declared to be.</summary>
    public const string UnknownKind = "picture.unknown_kind";

    /// <summary>It ends before its end, or holds less than its header promises.</summary>
    public const string Incomplete = "picture.incomplete";

    /// <summary>More bytes than <see cref="PictureContent.MostBytes"/>.</summary>
    public const string TooLarge = "picture.too_large";

    /// <summary>Longer than <see cref="PictureContent.LongestSide"/>, or more than <see cref="PictureContent.MostPixels"/>.</summary>
    public const string TooManyPixels = "picture.too_many_pixels";

    /// <summary>It begins as a picture and contradicts itself.</summary>
    public const string Malformed = "picture.malformed";

    /// <summary>A good picture of a form that cameras do not send: arithmetic, lossless, CMYK, more than 8 bits.</summary>
    public const string Unsupported = "picture.unsupported";

    /// <summary>Every key above.</summary>
    public static IReadOnlyList<string> All { get; } = [UnknownKind, Incomplete, TooLarge, TooManyPixels, Malformed, Unsupported];
}
