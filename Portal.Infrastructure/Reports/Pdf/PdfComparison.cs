namespace Portal.Reports.Pdf;

static class PdfComparison
{
    /// <summary>The same value, however it is written.</summary>
    public static bool Same(PdfValue? one, PdfValue? other) => (one ?? PdfNull.Instance, other ?? PdfNull.Instance) switch
    {
        (PdfNull, PdfNull) => true,
        (PdfBoolean a, PdfBoolean b) => a.Value == b.Value,
        (PdfNumber a, PdfNumber b) => a.Value.Equals(b.Value),
        (PdfName a, PdfName b) => a.Text == b.Text,
        (PdfString a, PdfString b) => a.Bytes.AsSpan().SequenceEqual(b.Bytes),
        (PdfReference a, PdfReference b) => a.Number == b.Number && a.Generation == b.Generation,
        (PdfArray a, PdfArray b) => a.Items.Count == b.Items.Count && a.Items.Zip(b.Items).All(p => Same(p.First, p.Second)),
        (PdfDictionary a, PdfDictionary b) => a.Entries.Count == b.Entries.Count && !Differences(a, b).Any(),
        (PdfStream a, PdfStream b) => Same(a.Dictionary, b.Dictionary) && a.Data.Span.SequenceEqual(b.Data.Span),
        _ => false,
    };

    /// <summary>Keys whose values differ.</summary>
    public static IEnumerable<string> Differences(PdfDictionary one, PdfDictionary other) => one.Entries.Keys.Union(other.Entries.Keys).Where(k => !Same(one[k], other[k]));
}
