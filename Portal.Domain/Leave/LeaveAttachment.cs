using Portal.Common;

namespace Portal.Leave;

/// <summary>A file that came with a request; a certificate is seen by the person and the staff office alone.</summary>
public sealed class LeaveAttachment : Entity
{
    public const int NameLength = 120;
    public const int MediaTypeLength = 60;

    /// <summary>Bytes at most.</summary>
    public const int MaxSize = 5 << 20;

    LeaveAttachment() { }

    public LeaveAttachment(string tenant, Guid requestId, string name, string mediaType, byte[] content, bool isCertificate, DateTimeOffset now) : base(tenant, now) =>
        (RequestId, Name, MediaType, Size, Content, IsCertificate, AddedAt) = (requestId, name, mediaType, content.Length, content, isCertificate, now);

    public Guid RequestId { get; private set; }

    public string Name { get; private set; } = null!;

    public string MediaType { get; private set; } = null!;

    /// <summary>Bytes.</summary>
    public int Size { get; private set; }

    public byte[] Content { get; private set; } = null!;

    public bool IsCertificate { get; private set; }

    public DateTimeOffset AddedAt { get; private set; }
}
