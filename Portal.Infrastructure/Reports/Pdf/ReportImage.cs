namespace Portal.Reports.Pdf;

/// <summary>A picture as a report can hold it.</summary>
public sealed class ReportImage
{
    /// <summary>A camera's picture has 2 to 12 million pixels.</summary>
    internal const long MaxPixels = 40_000_000;

    readonly PdfStream stream;

    internal ReportImage(int width, int height, PdfStream stream) => (Width, Height, this.stream) = (width, height, stream);

    /// <summary>The file that was read, for a screen.</summary>
    public ReadOnlyMemory<byte> Source { get; private init; }

    public string MediaType { get; private init; } = "";

    /// <summary>In pixels.</summary>
    public int Width { get; }

    /// <summary>In pixels.</summary>
    public int Height { get; }

    /// <summary>Reads JPEG, which goes into the report as it is, and PNG.</summary>
    /// <returns>Null for a file that cannot be shown; <paramref name="reason"/> says why.</returns>
    public static ReportImage? Read(ReadOnlyMemory<byte> file, out ImageRefusal reason)
    {
        try
        {
            reason = default;
            if (file.Span.StartsWith(JpegImage.Signature)) return From(JpegImage.Read(file), file, "image/jpeg");
            if (file.Span.StartsWith(PngImage.Signature)) return From(PngImage.Read(file), file, "image/png");
            reason = ImageRefusal.UnknownFormat;
        }
        catch (UnreadableImageException refused)
        {
            reason = refused.Reason;
        }

        return null;
    }

    static ReportImage From(ReportImage read, ReadOnlyMemory<byte> file, string mediaType) => new(read.Width, read.Height, read.stream) { Source = file, MediaType = mediaType };

    internal static void CheckSize(long width, long height)
    {
        if (width == 0 || height == 0) throw new UnreadableImageException(ImageRefusal.Broken);
        if (Math.Max(width, height) > ushort.MaxValue || width * height > MaxPixels) throw new UnreadableImageException(ImageRefusal.TooLarge);
    }

    internal PdfReference Write(NewPdfFile file) => file.Add(stream);
}

/// <summary>Why a file is not taken as a picture.</summary>
public enum ImageRefusal
{
    None,

    /// <summary>Neither JPEG nor PNG.</summary>
    UnknownFormat,

    /// <summary>Cut off, or its parts contradict each other.</summary>
    Broken,

    /// <summary>More than 40 million pixels, or 65,535 in a row or column.</summary>
    TooLarge,

    /// <summary>A kind of JPEG or PNG that is rare: colours of print, more than 8 bits, interlaced.</summary>
    Unsupported,
}

sealed class UnreadableImageException(ImageRefusal reason) : Exception
{
    public ImageRefusal Reason { get; } = reason;
}

/// <summary>The pictures of one document, each once.</summary>
sealed class ImageSet
{
    readonly List<ReportImage> images = [];

    public string NameOf(ReportImage image)
    {
        if (!images.Contains(image)) images.Add(image);
        return "I" + (images.IndexOf(image) + 1).ToString(System.Globalization.CultureInfo.InvariantCulture);
    }

    public PdfDictionary? Write(NewPdfFile file)
    {
        if (images.Count == 0) return null;
        var names = new PdfDictionary();
        foreach (var image in images) names.Add(NameOf(image), image.Write(file));
        return names;
    }
}
