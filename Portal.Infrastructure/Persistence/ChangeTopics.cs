namespace Portal.Persistence;

/// <summary>Words with which the database tells every node what changed.</summary>
public static class ChangeTopics
{
    public const string Hotlists = "hotlists";
    public const string Imports = "imports";
    public const string Sources = "sources";
    public const string Hits = "hits";
    public const string Quarantine = "quarantine";
    public const string Memberships = "memberships";
    public const string Purposes = "purposes";
    public const string Outbox = "outbox";
    public const string Notifications = "notifications";
    public const string Access = "access";
    public const string Keys = "keys";
    public const string Reviews = "reviews";

    /// <summary>Reports that are to be sealed.</summary>
    public const string ReportOrders = "report_orders";

    /// <summary>Somebody without a role is let into the zone, or not any more.</summary>
    public const string Support = "support";

    /// <summary>A session was ended; the person's identifier stands in the place of the zone.</summary>
    public const string Sessions = "sessions";

    /// <summary>A tenant's name, settings or state.</summary>
    public const string Zones = "zones";
}
