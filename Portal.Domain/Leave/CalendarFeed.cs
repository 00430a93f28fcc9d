using Portal.Common;

namespace Portal.Leave;

/// <summary>Whose absences a feed tells.</summary>
public enum FeedScope
{
    Own = 0,
    Team = 1,
}

/// <summary>An address at which a calendar program reads absences until it is taken back; only a hash of its secret is stored.</summary>
public sealed class CalendarFeed : Entity
{
    /// <summary>Bytes of the hash.</summary>
    public const int HashLength = 32;

    CalendarFeed() { }

    public CalendarFeed(string tenant, Guid staffId, FeedScope scope, Guid? unitId, byte[] tokenHash, DateTimeOffset now) : base(tenant, now) =>
        (StaffId, Scope, UnitId, TokenHash, MadeAt) = (staffId, scope, unitId, tokenHash, now);

    public Guid StaffId { get; private set; }

    public FeedScope Scope { get; private set; }

    public Guid? UnitId { get; private set; }

    public byte[] TokenHash { get; private set; } = null!;

    public DateTimeOffset MadeAt { get; private set; }

    public DateTimeOffset? RevokedAt { get; private set; }

    public void Revoke(DateTimeOffset now) => RevokedAt ??= now;
}
