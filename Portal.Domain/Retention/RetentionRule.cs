using Portal.Common;

namespace Portal.Retention;

/// <summary>A zone's own number of days for a kind of data; one row a kind at most.</summary>
public sealed class RetentionRule : Entity
{
    RetentionRule() { }

    public RetentionRule(string tenant, string kind, int days, Guid by, DateTimeOffset now) : base(tenant, now) => (Kind, Days, DecidedBy, DecidedAt) = (kind, days, by, now);

    /// <summary>Key of a <see cref="RetentionKind"/>.</summary>
    public string Kind { get; private set; } = null!;

    public int Days { get; private set; }

    public Guid DecidedBy { get; private set; }

    public DateTimeOffset DecidedAt { get; private set; }

    /// <summary>Null when the zone may choose so many days for the kind; otherwise why not.</summary>
    public static Error? Check(RetentionKind kind, int? days) =>
        !kind.IsSetting ? RetentionErrors.NotASetting : days is not { } number || number < kind.MinDays || number > kind.MaxDays ? RetentionErrors.OutOfBounds(kind.MinDays, kind.MaxDays) : null;

    public void Decide(int days, Guid by, DateTimeOffset now) => (Days, DecidedBy, DecidedAt) = (days, by, now);
}
