namespace Portal.Retention;

/// <summary>What a role may do with how long data stay; each is the name of a policy.</summary>
public static class RetentionPermissions
{
    /// <summary>See the register, the next runs and the records of the last.</summary>
    public const string Read = "retention.read";

    /// <summary>Choose the zone's numbers of days within the bounds.</summary>
    public const string Decide = "retention.decide";

    /// <summary>Place and lift legal holds.</summary>
    public const string Hold = "retention.hold";
}
