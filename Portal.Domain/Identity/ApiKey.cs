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

    ApiKey(string tenant, string name, string scope, string purpose, byte[] keyHash, string keyHint, DateOnly expiresOn, Guid createdBy, DateTimeOffset now) : base(tenant, now) =>
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

    /// <param name="scope">One of <see cref="ApiScopes.All"/>.</param>
    /// <param name="purpose">For what it is made, in words.</param>
    /// <param name="expiresOn">Last day in Belgium, at most <see cref="MaxDays"/> ahead.</param>
    public static Result<ApiKey> Create(string tenant, string? name, string? scope, string? purpose, byte[] keyHash, string keyHint, DateOnly? expiresOn, Guid createdBy, DateTimeOffset now)
    {
        (name, purpose) = (name?.Trim(), purpose?.Trim());
        if (string.IsNullOrEmpty(name) || name.Length > NameLength || name.Any(char.IsControl)) return ApiKeyErrors.NameInvalid;
        if (string.IsNullOrEmpty(purpose) || purpose.Length > PurposeLength) return ApiKeyErrors.PurposeInvalid;
        if (scope is null || !ApiScopes.All.Contains(scope)) return ApiKeyErrors.ScopeUnknown;
        if (ExpiryError(expiresOn, now) is { } wrong) return wrong;
        return new ApiKey(tenant, name, scope, purpose, keyHash, keyHint, expiresOn!.Value, createdBy, now);
    }

    /// <summary>A new key takes over; the old one works on for a while, so that the other system can change without a gap.</summary>
    /// <param name="oldWorksFor">One hour to 30 days, and never beyond the old key's own last day.</param>
    public Result Rotate(byte[] keyHash, string keyHint, DateOnly? expiresOn, TimeSpan oldWorksFor, DateTimeOffset now)
    {
        if (RevokedAt is not null) return ApiKeyErrors.Revoked;
        if (oldWorksFor < KeyOverlap.Shortest || oldWorksFor > KeyOverlap.Longest) return ApiKeyErrors.OverlapInvalid;
        if (ExpiryError(expiresOn, now) is { } wrong) return wrong;
        var end = now + oldWorksFor;
        if (Brussels.EndOf(ExpiresOn) is var own && own < end) end = own;
        (PreviousKeyHash, PreviousKeyEndsAt) = end > now ? (KeyHash, end) : ((byte[]?)null, (DateTimeOffset?)null);
        (KeyHash, KeyHint, ExpiresOn) = (keyHash, keyHint, expiresOn!.Value);
        return Result.Ok;
    }

    /// <summary>Both keys stop working at once.</summary>
    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;

    /// <summary>True when this is the hash of a key that works at this moment.</summary>
    public bool Opens(byte[] hash, DateTimeOffset now)
    {
        var current = System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(KeyHash, hash) & Brussels.DayOf(now) <= ExpiresOn;
        var previous = System.Security.Cryptography.CryptographicOperations.FixedTimeEquals(PreviousKeyHash ?? new byte[hash.Length], hash) & PreviousKeyEndsAt > now;
        return RevokedAt is null & (current | previous);
    }

    static Error? ExpiryError(DateOnly? day, DateTimeOffset now) => day is { } given && given >= Brussels.DayOf(now) && given <= Brussels.DayOf(now).AddDays(MaxDays) ? null : ApiKeyErrors.ExpiryInvalid;
}

/// <summary>How long an old key works on after a new one was made.</summary>
public static class KeyOverlap
{
    public static TimeSpan Shortest { get; } = TimeSpan.FromHours(1);

    public static TimeSpan Longest { get; } = TimeSpan.FromDays(30);

    /// <summary>What is offered, in hours.</summary>
    public static IReadOnlyList<int> Hours { get; } = [1, 24, 7 * 24, 30 * 24];
}

/// <summary>What a key can be for: one permission each.</summary>
public static class ApiScopes
{
    public static IReadOnlyList<string> All { get; } = [Cameras.CameraPermissions.Read, Contacts.ContactPermissions.ReadDirectory, Reports.ReportPermissions.Deposit];
}
