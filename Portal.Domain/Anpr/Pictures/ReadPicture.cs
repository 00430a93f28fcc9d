using Portal.Common;

namespace Portal.Anpr.Pictures;

/// <summary>What is known of a stored picture; its bytes lie in the row, or in the shared folder when the row has none.</summary>
public abstract class StoredPicture : ITenantOwned
{
    public const int MediaTypeLength = 20;

    protected StoredPicture() { }

    public string Tenant { get; protected set; } = null!;

    public PictureKind Kind { get; protected set; }

    /// <summary><c>image/jpeg</c> or <c>image/png</c>, by content.</summary>
    public string MediaType { get; protected set; } = null!;

    /// <summary>Pixels.</summary>
    public int Width { get; protected set; }

    /// <summary>Pixels.</summary>
    public int Height { get; protected set; }

    /// <summary>Bytes.</summary>
    public int Size { get; protected set; }

    /// <summary>SHA-256 of the bytes: what a report shows can be compared with what the camera sent.</summary>
    public byte[] Sha256 { get; protected set; } = [];

    /// <summary>Null when the bytes lie in the shared folder.</summary>
    public byte[]? Content { get; protected set; }

    /// <summary>A small JPEG for lists; null where it is made when it is asked for.</summary>
    public byte[]? Thumbnail { get; protected set; }
}

/// <summary>A picture of a read. Written with it, gone with it.</summary>
public sealed class ReadPicture : StoredPicture
{
    ReadPicture() { }

    public DateTimeOffset CapturedAt { get; private set; }

    public Guid CameraId { get; private set; }

    public byte[] SourceKey { get; private set; } = [];
}

/// <summary>The copy that a confirmed hit keeps of a picture of its read.</summary>
public sealed class HitPicture : StoredPicture
{
    HitPicture() { }

    public Guid HitId { get; private set; }

    /// <param name="content">Null when the bytes were copied within the shared folder.</param>
    public static HitPicture Of(Guid hit, ReadPicture picture, byte[]? content) => new()
    {
        Tenant = picture.Tenant,
        HitId = hit,
        Kind = picture.Kind,
        MediaType = picture.MediaType,
        Width = picture.Width,
        Height = picture.Height,
        Size = picture.Size,
        Sha256 = picture.Sha256,
        Content = content,
        Thumbnail = picture.Thumbnail,
    };
}

/// <summary>A picture of a read that waits in quarantine for its camera.</summary>
public sealed class QuarantinedPicture : ITenantOwned
{
    QuarantinedPicture() { }

    public string Tenant { get; private set; } = null!;

    public Guid SourceId { get; private set; }

    /// <summary>Of the message that it belongs to.</summary>
    public byte[] BodyHash { get; private set; } = [];

    public PictureKind Kind { get; private set; }

    public byte[] Content { get; private set; } = [];
}
