namespace Portal.Reports.Pdf;

/// <summary>An object as it stands in the file.</summary>
/// <param name="BodyStart">Where its value begins.</param>
/// <param name="End">The byte after <c>endobj</c>.</param>
/// <param name="IsSelfContained">Reading it needed no other object.</param>
sealed record PdfObject(int Number, int Generation, PdfValue Value, int BodyStart, int End, bool IsSelfContained);

static class PdfObjects
{
    /// <summary>Reads <c>N G obj … endobj</c> at the parser's position.</summary>
    /// <param name="resolve">Gives the length of a stream that stands in another object; null where there is no other object.</param>
    public static PdfObject ReadAt(ReadOnlyMemory<byte> bytes, PdfLimits limits, PdfParser parser, Func<PdfValue, PdfValue>? resolve)
    {
        var (number, generation) = (parser.Integer(), parser.Integer());
        parser.Expect("obj"u8);
        parser.SkipSpaceAndComments();
        var start = parser.Position;
        var value = parser.Value();
        var selfContained = true;
        if (value is PdfDictionary dictionary && parser.TryWord("stream"u8))
        {
            var length = dictionary["Length"];
            if (length is PdfReference reference && resolve is not null) (length, selfContained) = (resolve(reference), false);
            var rest = bytes.Span[parser.Position..];
            parser.Position += rest.StartsWith("\r\n"u8) ? 2 : rest.StartsWith("\n"u8) ? 1 : throw parser.Malformed("a stream does not begin on a new line");
            if (length is not PdfNumber { Value: >= 0 and <= PdfLimits.FileSize } size || size.Value > bytes.Length - parser.Position) throw parser.Malformed("a stream's length is wrong");
            value = new PdfStream(dictionary, bytes.Slice(parser.Position, (int)size.Value));
            parser.Position += (int)size.Value;
            limits.Value();
            parser.Expect("endstream"u8);
        }

        parser.Expect("endobj"u8);
        return new(number, generation, value, start, parser.Position, selfContained);
    }
}
