using System.Globalization;

namespace Portal.Reports.Pdf;

/// <summary>Reads the chain of cross-reference tables and streams (7.5.4 to 7.5.8) as the file's revisions.</summary>
sealed class PdfRevisions(ReadOnlyMemory<byte> bytes, PdfLimits limits)
{
    sealed record Section(int Offset, int Named, int MarkerEnd, int End, bool IsStream, PdfDictionary Trailer, Dictionary<int, PdfEntry> Entries);

    public IReadOnlyList<PdfRevision> Read()
    {
        var sections = Sections(); // oldest first
        var revisions = new List<PdfRevision>();
        var start = 0;
        for (var i = 0; i < sections.Count; i++)
        {
            var section = sections[i];
            if (i == 0 && sections.Count > 1 && IsLinearized(sections[1], section)) section = Linearized(sections[++i], section);
            else if (section.Named != section.Offset) throw new PdfFormatException("A revision does not end with the place of its cross-reference table.");
            if (section.Offset < start || section.End <= start) throw new PdfFormatException("The cross-reference tables are out of order.");
            revisions.Add(new(start, section.MarkerEnd, section.End, section.Offset, section.IsStream, section.Trailer, section.Entries));
            start = section.End;
        }

        return revisions;
    }

    List<Section> Sections()
    {
        var found = new List<Section>();
        var seen = new HashSet<int>();
        for (int? next = Last(); next is { } offset; next = Previous(found[^1].Trailer))
        {
            if (!seen.Add(offset)) throw new PdfFormatException("The cross-reference tables form a loop.");
            if (found.Count > PdfLimits.Revisions) throw new PdfFormatException("The file has too many revisions.") { Fault = PdfFault.TooCostly };
            found.Add(At(offset));
            if (found[^1].Trailer["Encrypt"] is not null) throw new PdfFormatException("The file is encrypted.") { Fault = PdfFault.Encrypted };
        }

        found.Reverse();
        return found;
    }

    /// <summary>A linearized file has two tables as one revision: the newer in rank stands first in the file.</summary>
    static bool IsLinearized(Section first, Section main) => first.Offset < main.Offset;

    static Section Linearized(Section first, Section main)
    {
        var entries = new Dictionary<int, PdfEntry>(main.Entries);
        foreach (var (number, entry) in first.Entries) entries[number] = entry;
        return first with { MarkerEnd = main.MarkerEnd, End = main.End, Entries = entries };
    }

    int Last()
    {
        var at = bytes.Span.LastIndexOf("startxref"u8);
        if (at < 0) throw new PdfFormatException("The file has no 'startxref'.");
        var parser = new PdfParser(bytes, limits) { Position = at };
        parser.Expect("startxref"u8);
        return parser.Integer();
    }

    int? Previous(PdfDictionary trailer) => trailer["Prev"] switch
    {
        null => null,
        PdfNumber { Value: >= 0 } number when number.Value < bytes.Length => (int)number.Value,
        _ => throw new PdfFormatException("'Prev' is no place in the file."),
    };

    Section At(int offset)
    {
        if (offset >= bytes.Length) throw new PdfFormatException("The cross-reference table is beyond the file.");
        var parser = new PdfParser(bytes, limits) { Position = offset };
        var entries = new Dictionary<int, PdfEntry>();
        var isStream = !parser.TryWord("xref"u8);
        PdfDictionary trailer;
        if (isStream) trailer = ReadStream(parser, entries);
        else
        {
            trailer = ReadTable(parser, entries);
            if (trailer["XRefStm"] is PdfNumber { Value: >= 0 } hidden && hidden.Value < bytes.Length)
            {
                // A hybrid file: the table marks as free what only readers of streams see.
                var more = new Dictionary<int, PdfEntry>();
                ReadStream(new(bytes, limits) { Position = (int)hidden.Value }, more);
                foreach (var (number, entry) in more)
                {
                    if (!entries.TryGetValue(number, out var shown) || shown.Kind == PdfEntryKind.Free) entries[number] = entry;
                }
            }
        }

        var (named, markerEnd, end) = Marker(parser);
        return new(offset, named, markerEnd, end, isStream, trailer, entries);
    }

    PdfDictionary ReadTable(PdfParser parser, Dictionary<int, PdfEntry> entries)
    {
        while (!parser.TryWord("trailer"u8))
        {
            var (first, count) = (parser.Integer(), parser.Integer());
            for (var i = 0; i < count; i++)
            {
                var (place, second) = (Digits(parser), parser.Integer());
                if (parser.TryWord("n"u8)) Add(entries, (long)first + i, new(PdfEntryKind.InFile, place, second));
                else if (parser.TryWord("f"u8)) Add(entries, (long)first + i, new(PdfEntryKind.Free, 0, second));
                else throw parser.Malformed("an entry of the cross-reference table is malformed");
            }
        }

        return parser.Value() as PdfDictionary ?? throw parser.Malformed("the trailer is missing");
    }

    /// <summary>Ten digits may be more than fits; such a place is in no file that is read here.</summary>
    static int Digits(PdfParser parser) => parser.TryInteger() ?? (parser.Value() is PdfNumber ? int.MaxValue : throw parser.Malformed("a number is missing"));

    PdfDictionary ReadStream(PdfParser parser, Dictionary<int, PdfEntry> entries)
    {
        if (PdfObjects.ReadAt(bytes, limits, parser, null).Value is not PdfStream { Dictionary: var dictionary } stream || dictionary["Type"] is not PdfName { Text: "XRef" })
            throw parser.Malformed("no cross-reference table");
        var data = PdfFilters.Decode(stream, limits).Span;
        var widths = Numbers(dictionary["W"]);
        if (widths.Count < 3 || widths.Any(w => w > 8)) throw new PdfFormatException("The cross-reference stream's widths are malformed.");
        var index = dictionary["Index"] is null ? [0, Numbers(new PdfArray(dictionary["Size"] ?? PdfNull.Instance))[0]] : Numbers(dictionary["Index"]);
        var width = widths.Sum();
        if (width == 0) throw new PdfFormatException("The cross-reference stream's widths are malformed.");
        for (var i = 0; i + 1 < index.Count; i += 2)
        {
            for (var n = 0; n < index[i + 1]; n++, data = data[width..])
            {
                if (data.Length < width) throw new PdfFormatException("The cross-reference stream is too short.");
                var kind = widths[0] == 0 ? 1 : Field(data, 0, widths[0]);
                var (place, second) = (Field(data, widths[0], widths[1]), Field(data, widths[0] + widths[1], widths[2]));
                Add(entries, (long)index[i] + n, kind switch { 0 => new(PdfEntryKind.Free, 0, second), 1 => new(PdfEntryKind.InFile, place, second), 2 => new(PdfEntryKind.InObjectStream, place, second), _ => default });
            }
        }

        return dictionary;
    }

    void Add(Dictionary<int, PdfEntry> entries, long number, PdfEntry entry)
    {
        limits.Entry();
        if (number > int.MaxValue || (!entries.TryAdd((int)number, entry) && entries[(int)number] != entry))
            throw new PdfFormatException(string.Create(CultureInfo.InvariantCulture, $"The cross-reference table has object {number} twice."));
    }

    static int Field(ReadOnlySpan<byte> data, int start, int width)
    {
        var number = 0L;
        foreach (var b in data.Slice(start, width)) number = Math.Min((number << 8) | b, int.MaxValue);
        return (int)number;
    }

    static List<int> Numbers(PdfValue? value) => value is PdfArray { Items.Count: <= 2 * PdfLimits.Objects } array
        ? [.. array.Items.Select(i => i is PdfNumber { Value: >= 0 and <= int.MaxValue } number ? (int)number.Value : throw new PdfFormatException("The cross-reference stream is malformed."))]
        : throw new PdfFormatException("The cross-reference stream is malformed.");

    /// <summary>What closes a revision: <c>startxref</c>, the place, <c>%%EOF</c>.</summary>
    (int Named, int MarkerEnd, int End) Marker(PdfParser parser)
    {
        if (!parser.TryWord("startxref"u8)) return (-1, 0, 0); // as after the first table of a linearized file
        var named = parser.Integer();
        parser.SkipSpace();
        var at = parser.Position;
        if (!bytes.Span[at..].StartsWith("%%EOF"u8)) throw parser.Malformed("'%%EOF' is missing");
        var after = bytes.Span[(at + 5)..];
        return (named, at + 5, at + 5 + (after.StartsWith("\r\n"u8) ? 2 : after.Length > 0 && after[0] is (byte)'\r' or (byte)'\n' ? 1 : 0));
    }
}
