using Portal.Common;

namespace Portal.Identity;

/// <summary>What stands in the way of giving and taking roles.</summary>
public static class RoleErrors
{
    /// <summary>Nobody changes the own roles: somebody else does.</summary>
    public static Error OwnRoles { get; } = Error.Conflict("roles.own_roles");

    /// <summary>The built-in role does not exist in such a zone, or the zone's own role is gone.</summary>
    public static Error UnknownHere { get; } = Error.Invalid("roles.unknown_here");

    public static Error NeedsEnd { get; } = Error.Invalid("roles.needs_end");

    /// <summary>The end lies in the past, or more than a year ahead where the role is given for a time.</summary>
    public static Error EndInvalid { get; } = Error.Invalid("roles.end_invalid");

    /// <summary>Without this person nobody could give roles.</summary>
    public static Error LastAdministrator { get; } = Error.Conflict("roles.last_administrator");

    /// <summary>The person has no account in the zone: invite first.</summary>
    public static Error NotOfTheZone { get; } = Error.Conflict("roles.not_of_the_zone");

    public static Error HasNot { get; } = Error.Conflict("roles.has_not");

    public static Error NameMissing { get; } = Error.Invalid("roles.name_missing");

    public static Error NameTooLong { get; } = Error.Invalid("roles.name_too_long", CustomRole.NameLength);

    public static Error NameTaken { get; } = Error.Conflict("roles.name_taken");

    public static Error NoPermissions { get; } = Error.Invalid("roles.no_permissions");

    /// <summary>Who has a role does not change what it contains.</summary>
    public static Error RoleHeld { get; } = Error.Conflict("roles.role_held");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");

    /// <summary>Two roles that one person may not have together; the page says which.</summary>
    public static Error Conflict(string first, string second) => Error.Conflict("roles.conflict", first, second);

    public static Error PermissionNotForRoles(string permission) => Error.Invalid("roles.permission_not_for_roles", permission);
}

/// <summary>What people do to roles, as the audit names it.</summary>
public static class RoleActions
{
    public const string Given = "role.given";
    public const string EndChanged = "role.end_changed";
    public const string Taken = "role.taken";
    public const string Created = "role.created";
    public const string Changed = "role.changed";
    public const string Removed = "role.removed";
}
