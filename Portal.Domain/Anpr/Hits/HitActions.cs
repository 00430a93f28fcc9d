namespace Portal.Anpr.Hits;

/// <summary>What the audit calls the things done to hits.</summary>
public static class HitActions
{
    public const string Confirmed = "hit.confirmed";
    public const string Rejected = "hit.rejected";
    public const string Reopened = "hit.reopened";

    /// <summary>One hit was opened.</summary>
    public const string Viewed = "hit.viewed";

    public const string PictureViewed = "hit.picture_viewed";

    /// <summary>A list of hits was asked for; the details say which.</summary>
    public const string Listed = "hits.listed";
}
