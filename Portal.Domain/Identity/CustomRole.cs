using Portal.Common;

namespace Portal.Identity;

/// <summary>A set of permissions under a name that the zone chose.</summary>
public sealed class CustomRole : Entity
{
    public const int NameLength = 60;
    public const int PermissionsLength = 2000;

    CustomRole() { }

    public CustomRole(string tenant, string name, string permissions, DateTimeOffset now) : base(tenant, now) => (Name, Permissions, CreatedAt) = (name, permissions, now);

    /// <summary>Unique in the zone.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>Names of permissions, separated by blanks.</summary>
    public string Permissions { get; private set; } = null!;

    public DateTimeOffset CreatedAt { get; private set; }
}
