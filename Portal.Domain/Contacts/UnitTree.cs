using Portal.Common;

namespace Portal.Contacts;

/// <summary>Where a unit stands.</summary>
public sealed record UnitPlace(Guid Id, string Name, Guid? ParentId, Guid? LeaderId);

/// <summary>The units of a zone, all of them, and what may be done to their order.</summary>
public sealed class UnitTree
{
    readonly Dictionary<Guid, UnitPlace> units;
    readonly ILookup<Guid, UnitPlace> children;

    public UnitTree(IEnumerable<UnitPlace> all)
    {
        units = all.ToDictionary(u => u.Id);
        children = units.Values.ToLookup(u => u.ParentId ?? Guid.Empty);
    }

    public UnitPlace? Find(Guid? id) => id is { } known ? units.GetValueOrDefault(known) : null;

    /// <summary>The units directly below one, or at the top, by name.</summary>
    public IEnumerable<UnitPlace> Below(Guid? id) => children[id ?? Guid.Empty].OrderBy(u => NameFolding.Fold(u.Name), StringComparer.Ordinal);

    /// <summary>The unit itself and those above it, nearest first.</summary>
    public IEnumerable<UnitPlace> Upwards(Guid? id)
    {
        var seen = 0;
        for (var at = Find(id); at is not null && seen++ < Unit.MaxDepth; at = Find(at.ParentId)) yield return at;
    }

    /// <summary>The unit itself and all that stands below it.</summary>
    public IEnumerable<UnitPlace> Downwards(Guid id) => Find(id) is not { } unit ? [] : children[id].SelectMany(c => Downwards(c.Id)).Prepend(unit);

    /// <summary>Every unit in the order of the tree, with its level from 1.</summary>
    public IEnumerable<(UnitPlace Unit, int Level)> InOrder(Guid? below = null, int level = 1) =>
        Below(below).SelectMany(u => InOrder(u.Id, level + 1).Prepend((u, level)));

    /// <summary>The name with those above it: <c>Intervention › Team A</c></summary>
    public string PathOf(Guid? id) => string.Join(" › ", Upwards(id).Reverse().Select(u => u.Name));

    /// <summary>May a unit of this name stand there?</summary>
    /// <param name="id">The unit; null for a new one.</param>
    public Error? WhyNot(Guid? id, string name, Guid? parentId)
    {
        if (parentId is not null && Find(parentId) is null) return UnitErrors.ParentUnknown;
        if (id is not null && Upwards(parentId).Any(u => u.Id == id)) return UnitErrors.Circle;
        if (Below(parentId).Any(u => u.Id != id && NameFolding.Fold(u.Name) == NameFolding.Fold(name))) return UnitErrors.NameTaken;
        return Upwards(parentId).Count() + (id is { } own ? HeightOf(own) : 1) > Unit.MaxDepth ? UnitErrors.TooDeep : null;
    }

    int HeightOf(Guid id) => 1 + children[id].Select(c => HeightOf(c.Id)).DefaultIfEmpty(0).Max();
}
