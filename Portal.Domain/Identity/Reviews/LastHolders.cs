namespace Portal.Identity.Reviews;

/// <summary>A role that somebody has now, with what it allows.</summary>
/// <param name="Permissions">With whatever else must not disappear from the zone.</param>
public sealed record HeldRight(Guid PersonId, RoleRef Role, IReadOnlySet<string> Permissions);

/// <summary>Sees to it that a zone loses no permission altogether because nobody answered.</summary>
public static class LastHolders
{
    /// <param name="held">Every right that counts in the zone.</param>
    /// <param name="unconfirmed">Those of them that are to be suspended, in the order in which they go.</param>
    /// <returns>The ones that stay: without them some permission would have no holder.</returns>
    public static IReadOnlySet<HeldRight> Among(IReadOnlyCollection<HeldRight> held, IEnumerable<HeldRight> unconfirmed)
    {
        var holders = held.SelectMany(h => h.Permissions).GroupBy(p => p, StringComparer.Ordinal).ToDictionary(g => g.Key, g => g.Count(), StringComparer.Ordinal);
        var spared = new HashSet<HeldRight>(ReferenceEqualityComparer.Instance);
        foreach (var right in unconfirmed)
        {
            if (right.Permissions.Any(p => holders[p] == 1)) spared.Add(right);
            else foreach (var permission in right.Permissions) holders[permission]--;
        }

        return spared;
    }
}
