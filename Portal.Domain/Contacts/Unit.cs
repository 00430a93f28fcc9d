using Portal.Common;

namespace Portal.Contacts;

/// <summary>A service, a team or a post of a zone; units form a tree.</summary>
public sealed class Unit : Entity
{
    public const int NameLength = 100;

    /// <summary>Levels of the tree at most.</summary>
    public const int MaxDepth = 8;

    Unit() { }

    public Unit(string tenant, string name, Guid? parentId, DateTimeOffset now) : base(tenant, now) => (Name, ParentId) = (name, parentId);

    public string Name { get; private set; } = null!;

    /// <summary>Null at the top.</summary>
    public Guid? ParentId { get; private set; }

    /// <summary>Staff member who leads it.</summary>
    public Guid? LeaderId { get; private set; }

    public static Result<Unit> Create(string tenant, string? name, Guid? parentId, DateTimeOffset now)
    {
        var unit = new Unit(tenant, "", parentId, now);
        return unit.Rename(name) is { Succeeded: false } refused ? refused.Error : unit;
    }

    public Result Rename(string? name)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name)) return UnitErrors.NameMissing;
        if (name.Length > NameLength) return UnitErrors.NameTooLong;
        Name = name;
        return Result.Ok;
    }

    /// <summary>Hangs it below another one; <see cref="UnitTree"/> says whether it may.</summary>
    public void Move(Guid? parentId) => ParentId = parentId;

    /// <summary>Who leads it from now on; null for nobody.</summary>
    public void LedBy(Guid? staffId) => LeaderId = staffId;
}
