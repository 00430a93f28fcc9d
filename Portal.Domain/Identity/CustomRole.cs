using Portal.Common;
using Portal.Tenants;

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

    /// <summary>Names of the permissions, one by one.</summary>
    public IReadOnlyList<string> PermissionList => Permissions.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <param name="kind">What the zone is, which says what its roles may contain.</param>
    /// <param name="modules">What is switched on there.</param>
    public static Result<CustomRole> Create(string tenant, string? name, IEnumerable<string> permissions, TenantKind kind, PortalModules modules, DateTimeOffset now)
    {
        var role = new CustomRole(tenant, "", "", now);
        return role.Describe(name, permissions, kind, modules) is { Succeeded: false } refused ? refused.Error : role;
    }

    /// <summary>Name and permissions from now on; being in the zone belongs to every role.</summary>
    public Result Describe(string? name, IEnumerable<string> permissions, TenantKind kind, PortalModules modules)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name)) return RoleErrors.NameMissing;
        if (name.Length > NameLength) return RoleErrors.NameTooLong;
        var chosen = permissions.Append(TenantPermissions.Enter).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal).ToList();
        if (chosen.Count < 2) return RoleErrors.NoPermissions;
        var possible = ChoosableIn(kind, modules);
        if (chosen.FirstOrDefault(p => p != TenantPermissions.Enter && !possible.Contains(p)) is { } impossible) return RoleErrors.PermissionNotForRoles(impossible);
        (Name, Permissions) = (name, string.Join(' ', chosen));
        return Result.Ok;
    }

    /// <summary>What a role of such a zone's own may contain, beside being in it: what some built-in role there has, whose module is on, and what makes no administrator.</summary>
    public static IReadOnlyList<string> ChoosableIn(TenantKind kind, PortalModules modules) =>
    [
        .. ZoneRoles.PermissionsOf(ZoneRoles.In(kind)).Where(p => p != TenantPermissions.Enter && Tenants.Permissions.IsForCustomRoles(p))
            .Where(p => ModuleOfPermission.Of(p) is var module && (module & modules) == module).Order(StringComparer.Ordinal),
    ];
}
