using Portal.Common;

namespace Portal.Tenants.Support;

/// <summary>What somebody of the federal police may do in a zone that lets them in. Stored as its number.</summary>
public enum SupportScope
{
    /// <summary>See what a zone administrator sees, and change nothing.</summary>
    Look = 1,

    /// <summary>See and change what a zone administrator may, but no rights, keys or policy.</summary>
    Repair = 2,
}

/// <summary>The federal police ask to come into a zone to help, for a short time; the zone lets them in or not. Belongs to the zone.</summary>
public sealed class SupportAccess : Entity
{
    public const int ReasonLength = 500;

    /// <summary>Longest time, in minutes.</summary>
    public const int MaxMinutes = 30;

    /// <summary>A request that nobody answers ends after this many hours.</summary>
    public const int AnswerHours = 24;

    SupportAccess() { }

    public SupportAccess(string tenant, string askedFrom, Guid askedBy, string askedByName, string reason, SupportScope scope, int minutes, DateTimeOffset now) : base(tenant, now) =>
        (AskedFrom, AskedBy, AskedByName, Reason, Scope, Minutes, AskedAt) = (askedFrom, askedBy, askedByName, reason, scope, minutes, now);

    /// <summary>Code of the tenant that asks: the federal police.</summary>
    public string AskedFrom { get; private set; } = null!;

    public Guid AskedBy { get; private set; }

    public string AskedByName { get; private set; } = null!;

    public string Reason { get; private set; } = null!;

    public SupportScope Scope { get; private set; }

    /// <summary>How long, counted from when the zone lets in; 1 to 30.</summary>
    public int Minutes { get; private set; }

    public DateTimeOffset AskedAt { get; private set; }

    /// <summary>Who of the zone answered.</summary>
    public Guid? AnsweredBy { get; private set; }

    public DateTimeOffset? GrantedAt { get; private set; }

    public DateTimeOffset? RefusedAt { get; private set; }

    /// <summary>When it ends by itself; null until it is granted.</summary>
    public DateTimeOffset? EndsAt { get; private set; }

    /// <summary>Ended before, by one of both sides; or when the end of its time was noted.</summary>
    public DateTimeOffset? EndedAt { get; private set; }

    public Guid? EndedBy { get; private set; }

    /// <summary>Open at this moment.</summary>
    public bool IsOpen(DateTimeOffset now) => GrantedAt is not null && EndedAt is null && EndsAt > now;
}
