namespace Portal.Anpr.Hits;

/// <summary>What the audit calls the things done to hits.</summary>
public static class HitActions
{
    public const string Confirmed = "hit.confirmed";
    public const string Rejected = "hit.rejected";
    public const string Reopened = "hit.reopened";
}
