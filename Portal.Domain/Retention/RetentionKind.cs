namespace Portal.Retention;

/// <summary>From when a limit counts.</summary>
public enum RetentionStart
{
    /// <summary>There is no limit: it stays while the zone does, and goes with the zone's erasure.</summary>
    WithZone = 0,

    /// <summary>It came about, or was done.</summary>
    Made = 1,

    /// <summary>It ended: a list entry expired, a staff member left, a key ran out, a decision was taken.</summary>
    Ended = 2,

    /// <summary>It goes together with something else, which has the limit.</summary>
    WithOther = 3,

    /// <summary>It stays for good: it proves something and says nothing of people.</summary>
    Never = 4,

    /// <summary>It lies outside the portal's tables; who keeps it there sees to its end.</summary>
    Elsewhere = 5,

    /// <summary>The portal keeps nothing of it yet.</summary>
    NoneYet = 6,
}

/// <summary>A kind of data and the law of its going. Every stored type belongs to exactly one.</summary>
/// <param name="Key">Stored in settings, holds and records; lower case, words joined by hyphens.</param>
/// <param name="Start">From when the days count.</param>
/// <param name="UsualDays">Days kept where the zone has not decided; 0 without a limit.</param>
/// <param name="MinDays">Fewest days that a zone may choose.</param>
/// <param name="MaxDays">Most days that a zone may choose; equal to the fewest when it has no choice.</param>
/// <param name="With">Key of the kind it goes with.</param>
/// <param name="SurvivesErasure">Stays when the zone is erased.</param>
/// <param name="PortalWide">Belongs to people and not to a zone: decided, held and removed by the federal police for the whole portal.</param>
/// <param name="Inside">Key of the kind in whose tables it lies; null when it has tables of its own.</param>
public sealed record RetentionKind(
    string Key, RetentionStart Start, int UsualDays = 0, int MinDays = 0, int MaxDays = 0, string? With = null, bool SurvivesErasure = false, bool PortalWide = false, string? Inside = null)
{
    public const int KeyLength = 30;

    /// <summary>Something goes by itself when its days are over.</summary>
    public bool HasLimit => Start is RetentionStart.Made or RetentionStart.Ended;

    /// <summary>A zone may choose its own number of days.</summary>
    public bool IsSetting => MaxDays > MinDays;
}
