namespace Portal.Anpr.Plates;

/// <summary>All active hotlist entries of one zone, in memory, for comparing reads with. Immutable: a changed list is a new index.
/// Any number of threads may match at once.</summary>
/// <remarks>Not decided here, because it needs more than plates: whether the plate read is itself one that is often seen, and whether
/// the vehicle looks like the one listed. Both should be asked before a possible hit is shown.</remarks>
public sealed class HotlistIndex
{
    readonly IndexedEntry[] _entries;
    readonly int[] _next;
    readonly PlateTable _plates, _tolerant;

    HotlistIndex(IReadOnlyList<IndexedEntry> entries)
    {
        _entries = [.. entries];
        _next = new int[_entries.Length];
        _plates = new(_entries.Length);
        _tolerant = new(_entries.Count(entry => entry.Tolerant));
        var unusable = new List<IndexedEntry>();
        // From the last to the first, so that each plate's chain has its entries in the order given
        for (var i = _entries.Length - 1; i >= 0; i--)
        {
            if (!PlateKey.TryPack(_entries[i].Plate, out var key))
            {
                unusable.Add(_entries[i]);
                continue;
            }
            _next[i] = _plates.Set(key.Value, i);
            if (_entries[i].Tolerant) _tolerant.Set(key.Value, i);
        }
        Unusable = unusable;
    }

    /// <summary>An index that nothing matches.</summary>
    public static HotlistIndex Empty { get; } = new([]);

    /// <summary>How many entries are compared with; those that are <see cref="Unusable"/> not counted.</summary>
    public int Count => _entries.Length - Unusable.Count;

    /// <summary>Entries left out because their plate is not normalised. One bad row must not cost a zone its list; tell an operator.</summary>
    public IReadOnlyList<IndexedEntry> Unusable { get; }

    /// <summary>Builds an index. Several entries may have the same plate.</summary>
    /// <param name="entries">Active entries of one zone, at most 500 million.</param>
    public static HotlistIndex Build(IReadOnlyList<IndexedEntry> entries)
    {
        ArgumentNullException.ThrowIfNull(entries);
        return entries.Count == 0 ? Empty : new(entries);
    }

    /// <summary>The entries that a read matches.</summary>
    /// <param name="read">The read; hostile values match nothing.</param>
    /// <returns>Exact matches only, when there are any; else possible ones, the strongest reason first, each entry once. The same plate with
    /// two different known countries is possible whatever the list allows: the plate was read as listed, and cameras often mistake the
    /// country. Every other possible match needs a tolerant list, a camera that was unsure, and no different known country. Empty, and
    /// then without allocation, when nothing matches. Never throws.</returns>
    public IReadOnlyList<PlateMatch> Match(in ObservedPlate read)
    {
        List<PlateMatch>? found = null;
        if (PlateKey.TryPack(read.Plate, out var key))
        {
            var first = _plates.Find(key.Value);
            if (first >= 0) found = SamePlate(first, read);
            if (found is [{ Kind: MatchKind.Exact }, ..]) return found;
        }
        if (_tolerant.Count > 0 && !string.IsNullOrEmpty(read.Plate)) found = new PlateSearch(this, read, key, found).Run();
        return found ?? (IReadOnlyList<PlateMatch>)[];
    }

    /// <summary>The first tolerant entry with this plate, or -1; later ones follow it, intolerant ones among them.</summary>
    internal int FirstTolerant(ulong key) => _tolerant.Find(key);

    /// <summary>The entry, and the next with the same plate or -1.</summary>
    internal (IndexedEntry Entry, int Next) this[int number] => (_entries[number], _next[number]);

    internal static bool IsActive(IndexedEntry entry, DateTimeOffset at) => at < entry.ValidUntilAt;

    List<PlateMatch>? SamePlate(int first, in ObservedPlate read)
    {
        List<PlateMatch>? exact = null, elsewhere = null;
        for (var i = first; i >= 0; i = _next[i])
        {
            var entry = _entries[i];
            if (!IsActive(entry, read.CapturedAt)) continue;
            if (Country.Differ(entry.Country, read.Country))
                (elsewhere ??= []).Add(new(entry, MatchKind.Possible, Ambiguous: false, PlateMatchReason.CountryDiffers, null));
            else
                (exact ??= []).Add(new(entry, MatchKind.Exact, Ambiguous: false, PlateMatchReason.SamePlate, null));
        }
        return exact ?? elsewhere;
    }
}
