using Portal.Reports.Pdf;

namespace Portal.Reports.Verification;

/// <summary>What the catalog and the document information lead to, by number.</summary>
sealed class Reachable
{
    readonly PdfSnapshot file;
    readonly HashSet<int> seen = [];
    readonly HashSet<int> dangling = [];

    Reachable(PdfSnapshot file) => this.file = file;

    /// <summary>Referred to, but not there.</summary>
    public IReadOnlySet<int> Dangling => dangling;

    /// <summary>Used for verifying later (DSS) and for nothing else.</summary>
    public IReadOnlySet<int> Proofs { get; private set; } = new HashSet<int>();

    /// <summary>Lists of a page's annotations that are objects of their own.</summary>
    public HashSet<int> Annotations { get; } = [];

    public IReadOnlyList<SignatureField> Fields { get; private set; } = [];

    public static Reachable From(PdfSnapshot file)
    {
        var found = new Reachable(file) { Fields = new SignatureFields(file).All };
        var root = file.Root.Copy();
        var proofs = root["DSS"];
        root["DSS"] = null;
        if (file.Trailer["Root"] is PdfReference reference) found.seen.Add(reference.Number);
        found.Follow(root);
        found.Follow(file.Trailer["Info"]);
        var shown = found.seen.ToHashSet();
        found.Follow(proofs);
        found.Proofs = found.seen.Except(shown).ToHashSet();
        return found;
    }

    void Follow(PdfValue? start)
    {
        var waiting = new Stack<PdfValue>();
        if (start is not null) waiting.Push(start);
        while (waiting.TryPop(out var value))
        {
            switch (value)
            {
                case PdfReference reference when seen.Add(reference.Number):
                    var target = file.Get(reference.Number);
                    if (target is PdfNull) dangling.Add(reference.Number);
                    waiting.Push(target);
                    break;
                case PdfArray array:
                    foreach (var item in array.Items) waiting.Push(item);
                    break;
                case PdfStream stream: waiting.Push(stream.Dictionary); break;
                case PdfDictionary dictionary:
                    if (dictionary["Annots"] is PdfReference annotations && dictionary["Type"] is PdfName { Text: "Page" }) Annotations.Add(annotations.Number);
                    foreach (var (_, entry) in dictionary) waiting.Push(entry);
                    break;
                default: break;
            }
        }
    }
}
