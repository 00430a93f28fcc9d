using Portal.Reports.Pdf;

namespace Portal.Reports.Verification;

/// <summary>
/// Judges what was appended after a signature. Allowed are proofs for verifying later (DSS), signatures in fields that were there, and further invisible signature fields
/// with their signature or time stamp. All else is a change, also what merely gives a reference its object that led nowhere when it was signed.
/// </summary>
sealed class LaterChanges(PdfFile file)
{
    readonly Dictionary<int, RevisionChange> judged = [];

    /// <summary>Null where nothing but what is allowed came after; else in English, and what it is.</summary>
    /// <param name="end">Where the signature ends to cover, at the end of the revision or before its last end of line.</param>
    public (string Says, LaterFinding Finding)? After(int revision, int end)
    {
        (string, LaterFinding)? Found(string says, int? at, LaterChange change, ChangedThing thing = ChangedThing.File) => (says, new(at + 1, file.Revisions.Count, change, thing));
        if (file.Bytes.Length > Math.Max(file.Revisions[^1].End, end) || (revision == file.Revisions.Count - 1 && file.Bytes.Length != end)) return Found("Bytes without a signature follow the file.", null, LaterChange.BytesAppended);
        var next = revision + 1;
        try
        {
            var frozen = false;
            for (; next < file.Revisions.Count; next++)
            {
                if (next == revision + 1) frozen = new SignatureFields(file.At(revision)).Permission == 1;
                if (!judged.TryGetValue(next, out var change)) judged[next] = change = new(file, next);
                if (change.Problem is { } problem) return Found(problem, next, change.Change, change.Thing);
                if (frozen && change.Signs) return Found("A signature was added, though an earlier one forbids it.", next, LaterChange.ForbiddenSignature);
            }

            return null;
        }
        catch (PdfFormatException damaged)
        {
            return Found("What was appended cannot be judged: " + damaged.Message, next, LaterChange.Unreadable);
        }
    }
}

/// <summary>What one revision does to the state before it.</summary>
sealed class RevisionChange
{
    /// <summary>What a field that is added later may say of itself: nothing that acts.</summary>
    static readonly HashSet<string> FieldKeys = ["Type", "Subtype", "FT", "T", "TU", "V", "F", "Ff", "P", "Rect", "AP", "Border", "DA", "M", "Lock"];

    readonly PdfFile file;
    readonly PdfSnapshot before;
    readonly PdfSnapshot after;
    readonly int number;
    readonly Lazy<Reachable> reachable;

    public RevisionChange(PdfFile file, int number)
    {
        (this.file, this.number, before, after) = (file, number, file.At(number - 1), file.At(number));
        reachable = new(() => Reachable.From(before));
        Problem = Judge();
    }

    public string? Problem { get; }

    public LaterChange Change { get; private set; }

    public ChangedThing Thing { get; private set; }

    /// <summary>A field was filled with a signature that is no time stamp.</summary>
    public bool Signs { get; private set; }

    string? Judge()
    {
        Change = LaterChange.Replaced;
        var (old, now) = (before.Trailer, after.Trailer);
        if (!PdfComparison.Same(old["Root"], now["Root"]) || !PdfComparison.Same(old["Info"], now["Info"])) return "The catalog or the document information was replaced.";
        if (before.Items(old["ID"]) is [var first, ..] && (after.Items(now["ID"]) is not [var kept, ..] || !PdfComparison.Same(first, kept))) return "The file's identifier was replaced.";
        Change = LaterChange.Bent;
        // Readers disagree on which half of an appended hybrid table wins, and objects beyond the size do not exist for them.
        if (now["XRefStm"] is not null) return "A table of two halves was appended.";
        var size = SizeOf(now);
        if (size < SizeOf(old) || file.Revisions[number].Entries.Keys.Any(n => n >= size)) return "The file's size in objects was made smaller than what it holds.";
        foreach (var (target, entry) in file.Revisions[number].Entries)
        {
            if (target == 0) continue;
            var was = before.Find(target);
            var fault = entry.Kind == PdfEntryKind.Free ? (was is null ? null : "was removed") : was == entry ? null : !IsOwn(entry) ? "points to bytes of another revision" : was is null
                ? reachable.Value.Dangling.Contains(target) ? "fills a reference that led nowhere" : null
                : MayBecome(target, was.Value, entry) ? null : "was changed";
            if (fault is null) continue;
            (Change, Thing) = (entry.Kind == PdfEntryKind.Free ? LaterChange.Removed : LaterChange.Changed, ThingAt(target));
            return $"Object {target} {fault}.";
        }

        return null;
    }

    ChangedThing ThingAt(int target) => IsAt(before.Trailer["Root"], target) ? ChangedThing.Catalog : IsAt(before.Root["AcroForm"], target) ? ChangedThing.Form : (before.Get(target) is PdfNull ? after : before).Get(target) switch
    {
        PdfStream => ChangedThing.Content,
        PdfDictionary dictionary when dictionary["Type"] is PdfName { Text: "Page" or "Pages" } => ChangedThing.Page,
        PdfDictionary dictionary when dictionary["FT"] is not null => ChangedThing.Form,
        PdfDictionary dictionary when dictionary["Rect"] is not null => ChangedThing.Annotation,
        _ => ChangedThing.Other,
    };

    static double SizeOf(PdfDictionary trailer) => trailer["Size"] is PdfNumber size ? size.Value : 0;

    bool IsOwn(PdfEntry entry) => entry.Kind == PdfEntryKind.InFile ? entry.Place >= file.Revisions[number].Start && entry.Place < file.Revisions[number].End
        : file.Revisions[number].Entries.TryGetValue(entry.Place, out var container) && container.Kind == PdfEntryKind.InFile && IsOwn(container);

    bool MayBecome(int target, PdfEntry was, PdfEntry entry)
    {
        var generation = was.Kind == PdfEntryKind.InFile ? was.Second : 0;
        if (generation != (entry.Kind == PdfEntryKind.InFile ? entry.Second : 0)) return false;
        var (old, now) = (before.Get(target), after.Get(target));
        if (PdfComparison.Same(old, now)) return true;
        if (reachable.Value.Proofs.Contains(target)) return Extends(old, now, 0);
        return (old, now) switch
        {
            (PdfArray o, PdfArray n) => IsList(target) && AddsFields(o, n),
            (PdfDictionary o, PdfDictionary n) when IsAt(before.Trailer["Root"], target) => IsCatalog(o, n),
            (PdfDictionary o, PdfDictionary n) when IsAt(before.Root["AcroForm"], target) => IsForm(o, n),
            (PdfDictionary o, PdfDictionary n) when reachable.Value.Fields.Any(f => IsAt(f.Reference, target) && f.Value is null) => IsFilled(o, n),
            (PdfDictionary o, PdfDictionary n) when o["Type"] is PdfName { Text: "Page" } => OnlyDiffer(o, n, "Annots") && AddsFields(o["Annots"], n["Annots"]),
            _ => false,
        };
    }

    static bool IsAt(PdfValue? value, int target) => value is PdfReference reference && reference.Number == target;

    /// <summary>A list of fields or of a page's annotations that is an object of its own.</summary>
    bool IsList(int target) => IsAt(before.Dictionary(before.Root["AcroForm"])?["Fields"], target) || reachable.Value.Annotations.Contains(target);

    bool IsCatalog(PdfDictionary old, PdfDictionary now) => OnlyDiffer(old, now, "DSS", "AcroForm", "Extensions")
        && (PdfComparison.Same(old["DSS"], now["DSS"]) || Extends(old["DSS"], now["DSS"], 0))
        && (PdfComparison.Same(old["AcroForm"], now["AcroForm"]) || (before.Dictionary(old["AcroForm"]) is var o && after.Dictionary(now["AcroForm"]) is { } n && IsForm(o ?? [], n)));

    bool IsForm(PdfDictionary old, PdfDictionary now) => OnlyDiffer(old, now, "Fields", "SigFlags") && AddsFields(old["Fields"], now["Fields"])
        && after.Resolve(now["SigFlags"]) is PdfNumber { Value: 1 or 3 };

    static bool OnlyDiffer(PdfDictionary old, PdfDictionary now, params string[] keys) => PdfComparison.Differences(old, now).All(keys.Contains);

    /// <summary>The list keeps what it had, and gains nothing but new signature fields that nobody sees.</summary>
    bool AddsFields(PdfValue? old, PdfValue? now)
    {
        var (had, has) = (before.Items(old), after.Items(now));
        return has.Count >= had.Count && had.Zip(has).All(p => PdfComparison.Same(p.First, p.Second)) && has.Skip(had.Count).All(IsNewField);
    }

    bool IsNewField(PdfValue value) => value is PdfReference reference && before.Find(reference.Number) is null && after.Dictionary(value) is { } field
        && field.Entries.Keys.All(FieldKeys.Contains) && after.Resolve(field["FT"]) is PdfName { Text: "Sig" } && IsUnseen(field) && IsSignature(field["V"]);

    bool IsUnseen(PdfDictionary field) => field["Rect"] is null
        || (after.Items(field["Rect"]) is [PdfNumber left, PdfNumber bottom, PdfNumber right, PdfNumber top] && (left.Value.Equals(right.Value) || bottom.Value.Equals(top.Value)));

    /// <summary>The empty field gets its signature and the appearance of that; it stays where it is.</summary>
    bool IsFilled(PdfDictionary old, PdfDictionary now)
    {
        const int printedAndLocked = 4 | 128;
        static int Flags(PdfDictionary field) => field["F"] is PdfNumber { Value: >= 0 and <= int.MaxValue } flags ? (int)flags.Value : 0;
        return OnlyDiffer(old, now, "V", "AP", "M", "F") && Flags(now) is var flags && (flags == Flags(old) || flags == (Flags(old) | printedAndLocked)) && IsSignature(now["V"])
            && (IsUnseen(old) || !IsTimeStamp(now["V"])); // nobody judges a time stamp: it may not draw anything
    }

    /// <summary>A signature of this revision or a later one; whether it is a good one is said of itself.</summary>
    bool IsSignature(PdfValue? value)
    {
        if (value is not PdfReference reference || before.Find(reference.Number) is not null || after.Dictionary(value) is not { } signature) return false;
        if (after.Items(signature["ByteRange"]) is not [PdfNumber, PdfNumber, PdfNumber start, PdfNumber length]) return false;
        var end = start.Value + length.Value;
        Signs |= !IsTimeStamp(value);
        return file.Revisions.Skip(number).Any(r => end.Equals(r.End) || end.Equals(r.MarkerEnd));
    }

    bool IsTimeStamp(PdfValue? signature) => after.Dictionary(signature) is { } dictionary && (after.Resolve(dictionary["Type"]) is PdfName { Text: "DocTimeStamp" } || after.Resolve(dictionary["SubFilter"]) is PdfName { Text: "ETSI.RFC3161" });

    /// <summary>Everything that was there still is: no proof may be taken away.</summary>
    bool Extends(PdfValue? old, PdfValue? now, int depth)
    {
        const int deepest = 4;
        if (PdfComparison.Same(old, now) && old is not PdfReference) return true;
        return depth <= deepest && (before.Resolve(old), after.Resolve(now)) switch
        {
            (PdfNull, PdfDictionary or PdfArray) => true,
            (PdfArray o, PdfArray n) => o.Items.All(i => Holds(n, i)),
            (PdfDictionary o, PdfDictionary n) => o.Entries.All(e => Extends(e.Value, n[e.Key], depth + 1)),
            var (o, n) => PdfComparison.Same(o, n),
        };
    }

    bool Holds(PdfArray array, PdfValue item)
    {
        file.Limits.Work(array.Items.Count); // for each item over the whole list
        return array.Items.Any(other => PdfComparison.Same(item, other));
    }
}
