using System.Security.Cryptography;

namespace Portal.Anpr.Pictures;

/// <summary>A picture that is one, ready to be stored.</summary>
/// <param name="Thumbnail">Made beforehand for reads that become hits: the queue shows it at once. Null for the others.</param>
public sealed record PictureToStore(PictureKind Kind, PictureFacts Facts, ReadOnlyMemory<byte> Bytes, byte[] Sha256, byte[]? Thumbnail);

/// <summary>A message's pictures after judgement.</summary>
/// <param name="Refused">Why each of the others is not kept: keys of texts.</param>
public sealed record JudgedPictures(IReadOnlyList<PictureToStore> Kept, IReadOnlyList<string> Refused)
{
    public static JudgedPictures None { get; } = new([], []);

    /// <param name="withThumbnails">The read becomes a hit.</param>
    public static JudgedPictures Of(IReadOnlyList<IncomingPicture> pictures, bool withThumbnails)
    {
        if (pictures.Count == 0) return None;
        var (kept, refused) = (new List<PictureToStore>(), new List<string>());
        foreach (var picture in pictures.DistinctBy(p => p.Kind))
        {
            var judged = PictureContent.Judge(picture.Bytes);
            if (!judged.Succeeded)
            {
                refused.Add(judged.Error.Code);
                continue;
            }

            var bytes = picture.Bytes[..judged.Value.Length];
            kept.Add(new(picture.Kind, judged.Value, bytes, SHA256.HashData(bytes.Span), withThumbnails ? MadeOf(bytes) : null));
        }

        return new(kept, refused);
    }

    /// <summary>A picture that is small itself needs none.</summary>
    static byte[]? MadeOf(ReadOnlyMemory<byte> bytes) => Thumbnail.Of(bytes) is { IsOriginal: false } small ? small.Bytes.ToArray() : null;
}
