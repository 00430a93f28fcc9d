namespace Portal.Anpr.Plates;

/// <summary>One read's search for plates that it may stand for; see <see cref="PlateTolerance"/> for the limits.</summary>
ref struct PlateSearch(HotlistIndex index, in ObservedPlate read, PlateKey key, List<PlateMatch>? found)
{
    readonly ObservedPlate _read = read;
    List<PlateMatch>? _found = found;
    bool? _fitsBelgium;

    internal List<PlateMatch>? Run()
    {
        Candidates();
        if (key.Value == 0) Unknown();
        else if (_read.CharacterConfidence is { } sure && sure.Count == _read.Plate.Length) Uncertain(sure);
        else if (!Country.Differ(_read.Country, Country.Belgium)) ImpossibleForms();
        MarkAmbiguous();
        return _found;
    }

    void Candidates()
    {
        if (_read.Candidates is not { Count: > 0 } candidates) return;
        for (var i = 0; i < Math.Min(candidates.Count, PlateTolerance.MaxCandidates); i++)
        {
            if (PlateKey.TryPack(candidates[i], out var candidate) && candidate != key)
                Add(candidate.Value, PlateMatchReason.CameraCandidate, null);
        }
    }

    void Unknown()
    {
        var plate = _read.Plate;
        if (plate.Length > PlateNumber.MaxLength) return;
        int first = -1, second = -1, unknown = 0;
        var known = 0UL;
        for (var i = 0; i < plate.Length; i++)
        {
            var digit = PlateKey.DigitOf(plate[i]);
            if (digit == 0 && plate[i] != '?') return;
            known = known * 37 + digit;
            if (digit != 0) continue;
            unknown++;
            (first, second) = first < 0 ? (i, -1) : (first, i);
        }
        if (unknown > PlateTolerance.MaxUnknown || plate.Length - unknown < PlateTolerance.MinKnown) return;
        var step = PlateKey.WeightAt(first, plate.Length);
        for (var digit = 1UL; digit <= PlateKey.Alphabet; digit++)
        {
            var one = known + digit * step;
            if (second < 0) Add(one, PlateMatchReason.UnknownCharacter, first);
            else
                for (var other = 1UL; other <= PlateKey.Alphabet; other++)
                    Add(one + other * PlateKey.WeightAt(second, plate.Length), PlateMatchReason.UnknownCharacter, first);
        }
    }

    void Uncertain(IReadOnlyList<double> sure)
    {
        for (var i = 0; i < sure.Count; i++)
            if (sure[i] < PlateTolerance.ConfusableBelow) LookAlikes(i, PlateMatchReason.ConfusableCharacter);
        for (var i = 0; i < sure.Count; i++)
        {
            if (!(sure[i] < PlateTolerance.AnyBelow)) continue;
            for (var digit = 1U; digit <= PlateKey.Alphabet; digit++)
                Substitute(i, digit, PlateMatchReason.UncertainCharacter);
        }
    }

    void ImpossibleForms()
    {
        for (var i = 0; i < _read.Plate.Length; i++)
            LookAlikes(i, PlateMatchReason.ImpossibleForm);
    }

    void LookAlikes(int position, PlateMatchReason reason)
    {
        foreach (var other in PlateTolerance.LookAlikes(_read.Plate[position]))
            Substitute(position, PlateKey.DigitOf(other), reason);
    }

    void Substitute(int position, uint digit, PlateMatchReason reason)
    {
        var plate = _read.Plate;
        var current = PlateKey.DigitOf(plate[position]);
        // Unsigned arithmetic wraps, so a smaller digit lowers the key
        if (digit != current) Add(key.Value + ((ulong)digit - current) * PlateKey.WeightAt(position, plate.Length), reason, position);
    }

    void Add(ulong plate, PlateMatchReason reason, int? position)
    {
        var number = index.FirstTolerant(plate);
        if (number < 0 || (reason is PlateMatchReason.ImpossibleForm && !MendsForm(index[number].Entry.Plate))) return;
        while (number >= 0)
        {
            (var entry, number) = index[number];
            if (!entry.Tolerant || !HotlistIndex.IsActive(entry, _read.CapturedAt) || Country.Differ(entry.Country, _read.Country)) continue;
            if (reason is PlateMatchReason.ImpossibleForm && Country.Differ(entry.Country, Country.Belgium)) continue;
            if (!IsFound(entry, reason)) (_found ??= []).Add(new(entry, MatchKind.Possible, Ambiguous: false, reason, position));
        }
    }

    // Formats are compared only once a listed plate is in sight, which is rare
    bool MendsForm(string listed) =>
        !(_fitsBelgium ??= PlateFormats.FitsFixedForm(_read.Plate, Country.Belgium))
        && PlateFormats.FitsFixedForm(listed, Country.Belgium);

    // Unknown characters give many plates, all different: only what the few candidates gave can come again
    readonly bool IsFound(IndexedEntry entry, PlateMatchReason reason)
    {
        if (_found is null) return false;
        foreach (var match in _found)
        {
            if (reason is PlateMatchReason.UnknownCharacter && match.Reason == reason) return false;
            if (ReferenceEquals(match.Entry, entry)) return true;
        }
        return false;
    }

    readonly void MarkAmbiguous()
    {
        if (_found is not { Count: > 1 } all) return;
        for (var start = 0; start < all.Count;)
        {
            var reason = all[start].Reason;
            var end = all.FindIndex(start, match => match.Reason != reason) is var next && next < 0 ? all.Count : next;
            var plate = all[start].Entry.Plate;
            if (all.FindIndex(start, end - start, match => !string.Equals(match.Entry.Plate, plate, StringComparison.Ordinal)) >= 0)
                for (var i = start; i < end; i++) all[i] = all[i] with { Ambiguous = true };
            start = end;
        }
    }
}
