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
}
