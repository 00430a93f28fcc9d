using Portal.Common;

namespace Portal.Anpr.Ingest;

/// <summary>A sender of reads: a camera, a recorder or a server that speaks one dialect and holds one key.</summary>
public sealed class ReadSource : Entity
{
    public const int NameLength = 80;
    public const int DialectLength = 30;
    public const int KeyHintLength = 4;
    public const int PurposeLength = 200;

    ReadSource() { }

    ReadSource(string tenant, DateTimeOffset now) : base(tenant, now) => CreatedAt = now;

    /// <summary>Unique in the zone.</summary>
    public string Name { get; private set; } = null!;

    public string Dialect { get; private set; } = null!;

    /// <summary>SHA-256 of the key; the key itself is shown once and kept nowhere.</summary>
    public byte[] KeyHash { get; private set; } = [];

    /// <summary>Last characters of the key, to tell keys apart.</summary>
    public string KeyHint { get; private set; } = "";

    public bool Enabled { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset KeyChangedAt { get; private set; }

    /// <summary>The key before the last rotation, until it ends.</summary>
    public byte[]? PreviousKeyHash { get; private set; }

    public DateTimeOffset? PreviousKeyEndsAt { get; private set; }

    /// <summary>Last day in Belgium on which the key works; null without end.</summary>
    public DateOnly? ExpiresOn { get; private set; }

    /// <summary>For what it was made, in words.</summary>
    public string? Purpose { get; private set; }

    /// <summary>Last message, to within some minutes; null before the first.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    /// <param name="keyHash">SHA-256 of the key.</param>
    /// <param name="keyHint">Its last four characters.</param>
    public static Result<ReadSource> Create(string tenant, string? name, string dialect, byte[] keyHash, string keyHint, DateTimeOffset now)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name) || name.Length > NameLength) return SourceErrors.NameInvalid;
        var source = new ReadSource(tenant, now) { Name = name, Dialect = dialect, Enabled = true };
        source.ReplaceKey(keyHash, keyHint, now);
        return source;
    }

    /// <param name="oldWorksFor">How long the old key works on, so that a camera can change without a gap; null or zero ends it at once.</param>
    public void ReplaceKey(byte[] keyHash, string keyHint, DateTimeOffset now, TimeSpan? oldWorksFor = null)
    {
        (PreviousKeyHash, PreviousKeyEndsAt) = oldWorksFor > TimeSpan.Zero ? (KeyHash, now + oldWorksFor) : (null, null);
        (KeyHash, KeyHint, KeyChangedAt) = (keyHash, keyHint, now);
    }

    /// <summary>Says for what it is, and until when its keys work.</summary>
    /// <param name="expiresOn">Last day in Belgium; null without end. A day that has passed only when it stood there before.</param>
    public Result Describe(string? purpose, DateOnly? expiresOn, DateOnly today)
    {
        purpose = purpose?.Trim();
        if (purpose is { Length: > PurposeLength }) return SourceErrors.PurposeTooLong;
        if (expiresOn < today && expiresOn != ExpiresOn) return SourceErrors.ExpiryInvalid;
        (Purpose, ExpiresOn) = (string.IsNullOrEmpty(purpose) ? null : purpose, expiresOn);
        return Result.Ok;
    }

    public void Enable() => Enabled = true;

    public void Disable() => Enabled = false;
}

/// <summary>The identifier that a source's messages use for a camera.</summary>
public sealed class SourceCamera : ITenantOwned
{
    public const int CodeLength = 100;

    SourceCamera() { }

    public SourceCamera(string tenant, Guid sourceId, string code, Guid cameraId) => (Tenant, SourceId, Code, CameraId) = (tenant, sourceId, code, cameraId);

    public string Tenant { get; private set; } = null!;

    public Guid SourceId { get; private set; }

    public string Code { get; private set; } = null!;

    public Guid CameraId { get; private set; }

    /// <summary>Ties a code that a person typed or that messages carried to a camera; blanks around it do not count.</summary>
    /// <param name="known">Codes that the source has; capitals and small letters are the same.</param>
    public static Result<SourceCamera> Assign(ReadSource source, string? code, Guid cameraId, IEnumerable<string> known)
    {
        code = code?.Trim();
        if (string.IsNullOrEmpty(code) || code.Length > CodeLength || code.Any(char.IsControl)) return SourceErrors.CodeInvalid;
        if (known.Contains(code, StringComparer.OrdinalIgnoreCase)) return SourceErrors.CodeTaken;
        return new SourceCamera(source.Tenant, source.Id, code, cameraId);
    }
}
