using Portal.Tenants;

namespace Portal.Identity;

/// <summary>A built-in role, or one that the zone made.</summary>
/// <param name="Role"><see cref="ZoneRole.Custom"/> together with an identifier.</param>
/// <param name="CustomRoleId">Empty for a built-in role.</param>
public sealed record RoleRef(ZoneRole Role, Guid CustomRoleId = default)
{
    public static RoleRef Own(Guid customRoleId) => new(ZoneRole.Custom, customRoleId);

    /// <summary>Names of built-in roles and identifiers of the zone's own, separated by blanks.</summary>
    public static string Format(IEnumerable<RoleRef> roles) => string.Join(' ', roles.Select(r => r.ToString()));

    /// <summary>Reads <see cref="Format"/>; words that are no role are left out.</summary>
    public static IReadOnlyList<RoleRef> Parse(string text) =>
        [.. text.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Read).OfType<RoleRef>().Distinct()];

    public override string ToString() => Role == ZoneRole.Custom ? CustomRoleId.ToString() : Role.ToString();

    static RoleRef? Read(string word) => Guid.TryParse(word, out var id) ? Own(id)
        : Enum.TryParse<ZoneRole>(word, out var role) && Enum.IsDefined(role) && role != ZoneRole.Custom && !char.IsAsciiDigit(word[0]) ? new(role) : null;
}
