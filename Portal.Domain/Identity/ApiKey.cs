using Portal.Common;

namespace Portal.Identity;

/// <summary>What another system shows instead of a person; kept as its hash alone.</summary>
public sealed class ApiKey : Entity
{
    public const int NameLength = 80;
    public const int ScopeLength = 40;
    public const int PurposeLength = 200;
    public const int HintLength = 4;

    /// <summary>Longest life of a key, in days.</summary>
    public const int MaxDays = 731;

    ApiKey() { }

    public ApiKey(string tenant, string name, string scope, string purpose, byte[] keyHash, string keyHint, DateOnly expiresOn, Guid createdBy, DateTimeOffset now) : base(tenant, now) =>
        (Name, Scope, Purpose, KeyHash, KeyHint, ExpiresOn, CreatedBy, CreatedAt) = (name, scope, purpose, keyHash, keyHint, expiresOn, createdBy, now);

    /// <summary>Unique in the tenant.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>The one permission that it has.</summary>
    public string Scope { get; private set; } = null!;

    /// <summary>For what it was made, in words.</summary>
    public string Purpose { get; private set; } = null!;

    /// <summary>SHA-256.</summary>
    public byte[] KeyHash { get; private set; } = [];

    /// <summary>Last characters, to tell keys apart.</summary>
    public string KeyHint { get; private set; } = null!;

    /// <summary>Last day in Belgium.</summary>
    public DateOnly ExpiresOn { get; private set; }

    /// <summary>The key before the last rotation, until it ends.</summary>
    public byte[]? PreviousKeyHash { get; private set; }

    public DateTimeOffset? PreviousKeyEndsAt { get; private set; }

    /// <summary>To within some minutes; null when it was never used.</summary>
    public DateTimeOffset? LastUsedAt { get; private set; }

    public Guid CreatedBy { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }
}
