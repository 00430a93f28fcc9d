namespace Portal.Identity;

/// <summary>What a role may do with people's access; each is the name of a policy.</summary>
public static class IdentityPermissions
{
    /// <summary>Invite people and decide on requests for access.</summary>
    public const string ManageAccess = "access.manage";

    /// <summary>Give and take roles, and make roles of the zone's own.</summary>
    public const string ManageRoles = "roles.manage";

    /// <summary>Make, rotate and revoke keys for other systems.</summary>
    public const string ManageKeys = "keys.manage";

    /// <summary>Confirm, as the chief, what the own people may do.</summary>
    public const string ReviewRights = "rights.review";
}
