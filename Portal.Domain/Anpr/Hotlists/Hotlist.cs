using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>A list of plates that a zone looks for. A list needs a purpose, an owner and validity (joint directive of 28 January 2021).</summary>
public sealed class Hotlist : Entity
{
    public const int NameLength = 80;
    public const int PurposeLength = 300;
    public const int LongestValidityDays = 730;

    Hotlist() { }

    Hotlist(string tenant, DateTimeOffset now) : base(tenant, now) => CreatedAt = now;

    /// <summary>Unique in the zone.</summary>
    public string Name { get; private set; } = null!;

    public string Purpose { get; private set; } = null!;

    /// <summary>Also show possible hits: plates that the camera may have misread. For short lists of dangerous cases; on long lists it floods the queue.</summary>
    public bool Tolerant { get; private set; }

    /// <summary>An entry may be valid for at most so many days from the day it is made; 1 to 730.</summary>
    public int MaxValidityDays { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }

    public static Result<Hotlist> Create(string tenant, string? name, string? purpose, bool tolerant, int maxValidityDays, DateTimeOffset now)
    {
        var list = new Hotlist(tenant, now);
        return list.Describe(name, purpose, tolerant, maxValidityDays) is { Succeeded: false } refused ? refused.Error : list;
    }

    public Result Describe(string? name, string? purpose, bool tolerant, int maxValidityDays)
    {
        (name, purpose) = (name?.Trim(), purpose?.Trim());
        if (string.IsNullOrEmpty(name) || name.Length > NameLength) return HotlistErrors.NameInvalid;
        if (string.IsNullOrEmpty(purpose) || purpose.Length > PurposeLength) return HotlistErrors.PurposeInvalid;
        if (maxValidityDays is < 1 or > LongestValidityDays) return HotlistErrors.ValidityInvalid;
        (Name, Purpose, Tolerant, MaxValidityDays) = (name, purpose, tolerant, maxValidityDays);
        return Result.Ok;
    }
}
