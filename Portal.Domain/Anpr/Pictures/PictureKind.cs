namespace Portal.Anpr.Pictures;

/// <summary>What a picture of a read shows; stored as its number.</summary>
public enum PictureKind
{
    /// <summary>The vehicle where it drove.</summary>
    Scene,

    /// <summary>The plate, cut out by the camera.</summary>
    Plate,
}

/// <summary>A picture as it came with a message.</summary>
/// <param name="Bytes">As sent, not yet judged.</param>
public sealed record IncomingPicture(PictureKind Kind, ReadOnlyMemory<byte> Bytes);
