using System.Globalization;
using Portal.Tenants;

namespace Portal.Identity.Roles;

/// <summary>Words for roles and permissions, in the user's language.</summary>
public static class RoleWords
{
    /// <summary>Name of a built-in role.</summary>
    public static string Of(ZoneRole role) => Text("Role_" + role) ?? role.ToString();

    /// <summary>One sentence: what the role is for.</summary>
    public static string For(ZoneRole role) => Text("RoleFor_" + role) ?? "";

    /// <summary>Name of a role; of the zone's own roles as it called them.</summary>
    /// <param name="own">Names of the zone's own roles; one that is gone reads as "role of the zone".</param>
    public static string Of(RoleRef role, IReadOnlyDictionary<Guid, string> own) => role.Role == ZoneRole.Custom ? own.GetValueOrDefault(role.CustomRoleId) ?? Of(ZoneRole.Custom) : Of(role.Role);

    /// <summary>What a permission allows.</summary>
    public static string OfPermission(string permission) => Text("Permission_" + permission) ?? permission;

    static string? Text(string key) => RolesText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);
}
