using System.Globalization;
using Portal.Common;
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

    /// <summary>Which part of the portal a permission is about.</summary>
    public static string OfModule(PortalModules module) => Text("Module_" + module) ?? module.ToString();

    /// <summary>Words for an error; the names of roles in it are put into words too.</summary>
    public static string In(Error error) => ErrorTexts.In(error.Code switch
    {
        "roles.conflict" => error with { Args = [.. error.Args.Select(a => Enum.TryParse<ZoneRole>(a as string, out var role) ? Of(role) : a)] },
        "roles.permission_not_for_roles" => error with { Args = [.. error.Args.Select(a => OfPermission((string)a))] },
        _ => error,
    });

    /// <summary>Built-in roles by the words that name them in any language, folded, for files.</summary>
    public static IReadOnlyDictionary<string, ZoneRole> ByWord { get; } = Enum.GetValues<ZoneRole>().Where(r => r != ZoneRole.Custom)
        .SelectMany(r => Languages.All.Select(l => RolesText.ResourceManager.GetString("Role_" + r, new CultureInfo(l))!).Append(r.ToString()).Select(word => (Word: NameFolding.Fold(word), Role: r)))
        .DistinctBy(w => w.Word).ToDictionary(w => w.Word, w => w.Role, StringComparer.Ordinal);

    static string? Text(string key) => RolesText.ResourceManager.GetString(key, CultureInfo.CurrentUICulture);
}
