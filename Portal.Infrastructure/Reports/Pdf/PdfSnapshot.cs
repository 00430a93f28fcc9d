namespace Portal.Reports.Pdf;

/// <summary>The objects of a file as they were after one of its revisions.</summary>
sealed class PdfSnapshot(PdfFile file, int revision)
{
    const int MostSteps = 32;

    readonly Dictionary<int, PdfValue> values = [];
    readonly Dictionary<int, IReadOnlyList<(int Number, PdfValue Value)>> containers = [];
    int nested;

    public PdfDictionary Trailer => file.Revisions[revision].Trailer;

    public PdfDictionary Root => Resolve(Trailer["Root"]) as PdfDictionary ?? throw new PdfFormatException("The file has no catalog.");

    /// <summary>Where the object is; null where this revision and those before know nothing of it, or it is free.</summary>
    public PdfEntry? Find(int number)
    {
        for (var i = revision; i >= 0; i--)
        {
            if (file.Revisions[i].Entries.TryGetValue(number, out var entry)) return entry.Kind == PdfEntryKind.Free ? null : entry;
        }

        return null;
    }

    /// <summary>Follows references; what is nowhere is null.</summary>
    public PdfValue Resolve(PdfValue? value)
    {
        for (var steps = 0; value is PdfReference reference; steps++)
        {
            if (steps == MostSteps) throw new PdfFormatException("References form a loop.");
            value = Get(reference.Number);
        }

        return value ?? PdfNull.Instance;
    }

    public PdfDictionary? Dictionary(PdfValue? value) => Resolve(value) as PdfDictionary;

    public IReadOnlyList<PdfValue> Items(PdfValue? value) => Resolve(value) is PdfArray array ? [.. array.Items] : [];

    /// <summary>The first page, where it is an object of its own.</summary>
    public PdfReference? FirstPage()
    {
        var node = Root["Pages"];
        for (var depth = 0; depth < PdfLimits.Depth && Dictionary(node) is { } found; depth++)
        {
            if (Resolve(found["Type"]) is PdfName { Text: "Page" }) return node as PdfReference;
            node = Items(found["Kids"]) is [var first, ..] ? first : null;
        }

        return null;
    }

    public PdfValue Get(int number)
    {
        if (values.TryGetValue(number, out var known)) return known;
        if (++nested > PdfLimits.Depth) throw new PdfFormatException("Objects need each other to be read.") { Fault = PdfFault.TooCostly };
        try
        {
            return values[number] = Find(number) switch
            {
                { Kind: PdfEntryKind.InFile } entry => InFile(number, entry)?.Value,
                { Kind: PdfEntryKind.InObjectStream } entry => Container(entry.Place).ElementAtOrDefault(entry.Second) is { Value: not null } inside && inside.Number == number ? inside.Value : null,
                _ => null,
            } ?? PdfNull.Instance;
        }
        finally { nested--; }
    }

    /// <summary>The object as it stands in the file; null for one in an object stream, and for one that is not where the table says.</summary>
    public PdfObject? InFile(int number) => Find(number) is { Kind: PdfEntryKind.InFile } entry ? InFile(number, entry) : null;

    PdfObject? InFile(int number, PdfEntry entry)
    {
        // What stands after the revision's end was not there when it was written.
        if (entry.Place >= file.Revisions[revision].End) return null;
        var found = file.ObjectAt(entry.Place, Resolve);
        return found is not null && found.Number == number && found.Generation == entry.Second && found.End <= file.Revisions[revision].End ? found : null;
    }

    IReadOnlyList<(int Number, PdfValue Value)> Container(int number)
    {
        if (containers.TryGetValue(number, out var known)) return known;
        if (Find(number) is not { Kind: PdfEntryKind.InFile } || Get(number) is not PdfStream { Dictionary: var dictionary } stream || Resolve(dictionary["Type"]) is not PdfName { Text: "ObjStm" }) return containers[number] = [];
        if (Resolve(dictionary["N"]) is not PdfNumber { Value: >= 0 and <= PdfLimits.Objects } count || Resolve(dictionary["First"]) is not PdfNumber { Value: >= 0 and <= PdfLimits.FileSize } first)
            throw new PdfFormatException("An object stream is malformed.");
        var data = PdfFilters.Decode(stream, file.Limits);
        var header = new PdfParser(data, file.Limits);
        var body = new PdfParser(data, file.Limits);
        var found = new List<(int, PdfValue)>();
        for (var i = 0; i < (int)count.Value; i++)
        {
            var (inside, place) = (header.Integer(), header.Integer() + (long)first.Value);
            if (place >= data.Length) throw new PdfFormatException("An object stream is malformed.");
            body.Position = (int)place;
            found.Add((inside, body.Value()));
        }

        return containers[number] = found;
    }
}
