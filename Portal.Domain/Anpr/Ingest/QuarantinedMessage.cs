using Portal.Common;

namespace Portal.Anpr.Ingest;

/// <summary>Why something a source sent is not a read.</summary>
public enum QuarantineKind
{
    /// <summary>The whole message cannot be read.</summary>
    Message,

    /// <summary>One item of a readable message breaks a rule.</summary>
    Item,

    /// <summary>A good read of a camera that the portal does not know; it becomes a read when the camera is made.</summary>
    UnknownCamera,
}

/// <summary>What a source sent and the portal could not use, for a person to look at.</summary>
public sealed class QuarantinedMessage : Entity
{
    /// <summary>Of a body only the first bytes are kept.</summary>
    public const int KeptBytes = 64 * 1024;

    public const int ReasonLength = 60;
    public const int DetailLength = 300;

    QuarantinedMessage() { }

    public Guid SourceId { get; private set; }

    public QuarantineKind Kind { get; private set; }

    /// <summary>Key of the text that says why.</summary>
    public string Reason { get; private set; } = null!;

    public string Detail { get; private set; } = "";

    /// <summary>The unknown camera's identifier; empty otherwise.</summary>
    public string CameraCode { get; private set; } = "";

    /// <summary>What was sent, at most 64 KiB of it; for an unknown camera the whole read.</summary>
    public byte[] Body { get; private set; } = [];

    /// <summary>Length of what was sent, in bytes.</summary>
    public int BodyLength { get; private set; }

    /// <summary>SHA-256: the same thing sent again raises <see cref="Count"/>.</summary>
    public byte[] BodyHash { get; private set; } = [];

    public int Count { get; private set; }

    public DateTimeOffset FirstReceivedAt { get; private set; }

    public DateTimeOffset LastReceivedAt { get; private set; }
}
