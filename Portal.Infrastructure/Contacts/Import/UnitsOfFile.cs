using Portal.Common;
using Portal.Persistence;

namespace Portal.Contacts.Import;

/// <summary>Finds the units that a file names, by the name alone or with the units above, and makes those that are missing where that is wanted.</summary>
sealed class UnitsOfFile(PortalDbContext db, IReadOnlyList<Unit> units, string tenant, bool create, DateTimeOffset now)
{
    readonly List<Unit> all = [.. units];
    readonly Dictionary<string, (Unit? Unit, Error? Error)> known = new(StringComparer.Ordinal);
    readonly HashSet<string> missing = new(StringComparer.Ordinal);

    /// <summary>Paths of units that the file names and that do not exist, made or not.</summary>
    public IReadOnlyCollection<string> Missing => missing;

    public string? PathOf(Guid? id) => id is null ? null : string.Join(" › ", Upwards(id).Reverse().Select(u => u.Name));

    public (Unit? Unit, Error? Error) Find(string cell)
    {
        if (known.TryGetValue(cell, out var answer)) return answer;
        return known[cell] = Search(cell);
    }

    (Unit?, Error?) Search(string cell)
    {
        var names = all.Any(u => u.Name.Equals(cell, StringComparison.OrdinalIgnoreCase)) ? [cell] : StaffFile.Path(cell); // a name may hold a sign that parts names
        if (names.Count is 0 or > Unit.MaxDepth) return (null, StaffImportErrors.UnitUnknown(StaffFile.Short(cell)));
        if (names.Count == 1)
        {
            var named = all.Where(u => Same(u.Name, names[0])).ToList();
            if (named.Count > 1) return named.SingleOrDefault(u => u.ParentId is null) is { } top ? (top, null) : (null, StaffImportErrors.UnitAmbiguous(StaffFile.Short(cell)));
            if (named.Count == 1) return (named[0], null);
        }

        Unit? at = null;
        foreach (var name in names)
        {
            if (all.FirstOrDefault(u => u.ParentId == at?.Id && Same(u.Name, name)) is { } there)
            {
                at = there;
                continue;
            }

            missing.Add(at is null ? name : PathOf(at.Id) + " › " + name);
            if (!create) return (null, StaffImportErrors.UnitUnknown(StaffFile.Short(cell)));
            var made = Unit.Create(tenant, name, at?.Id, now);
            if (!made.Succeeded) return (null, made.Error);
            all.Add(made.Value);
            db.Add(made.Value);
            at = made.Value;
        }

        return (at, null);
    }

    IEnumerable<Unit> Upwards(Guid? id)
    {
        for (var at = all.FirstOrDefault(u => u.Id == id); at is not null; at = all.FirstOrDefault(u => u.Id == at.ParentId)) yield return at;
    }

    static bool Same(string one, string other) => NameFolding.Fold(one) == NameFolding.Fold(other);
}
