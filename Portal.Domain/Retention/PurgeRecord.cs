using Portal.Common;

namespace Portal.Retention;

/// <summary>Proof that data of a kind went at its limit: what, how many, by which rule. Signed with the zone's seal where it has one; never changed.</summary>
public sealed class PurgeRecord : Entity
{
    /// <summary>Longest signed text, in characters.</summary>
    public const int StatementLength = 4000;

    PurgeRecord() { }

    public PurgeRecord(string tenant, string kind, int days, DateTimeOffset limit, long removed, long held, string statement, byte[]? signature, DateTimeOffset now) : base(tenant, now) =>
        (Kind, Days, LimitAt, Removed, Held, Statement, Signature, RanAt) = (kind, days, limit, removed, held, statement, signature, now);

    /// <summary>Key of a <see cref="RetentionKind"/>.</summary>
    public string Kind { get; private set; } = null!;

    /// <summary>The number of days in force.</summary>
    public int Days { get; private set; }

    /// <summary>What is older than this went.</summary>
    public DateTimeOffset LimitAt { get; private set; }

    public long Removed { get; private set; }

    /// <summary>What should have gone and stayed for a legal hold.</summary>
    public long Held { get; private set; }

    /// <summary>The text that is signed.</summary>
    public string Statement { get; private set; } = null!;

    /// <summary>Detached CMS signature (CAdES) over the UTF-8 bytes of the statement; null when the zone had no seal.</summary>
    public byte[]? Signature { get; private set; }

    public DateTimeOffset RanAt { get; private set; }
}
