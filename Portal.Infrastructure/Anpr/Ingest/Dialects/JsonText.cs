using System.Text.Json;
using System.Text.Unicode;

namespace Portal.Anpr.Ingest;

/// <summary>Opens JSON of strangers. Stricter than RFC 8259 asks: UTF-8 without byte order mark, at most 16 levels.</summary>
static class JsonText
{
    static readonly JsonDocumentOptions Options = new() { MaxDepth = 16 };

    /// <returns>Null with the document, to be disposed; else why not.</returns>
    public static UnreadableReason? Open(ReadOnlyMemory<byte> body, out JsonDocument? document)
    {
        document = null;
        if (body.Span.Trim(" \t\r\n"u8).IsEmpty)
            return new(UnreadableReasons.EmptyBody, "");
        if (body.Span.StartsWith("\uFEFF"u8))
            return new(UnreadableReasons.NotJson, "byte order mark");
        // The parser itself looks at the bytes of a text only when the text is asked for.
        if (!Utf8.IsValid(body.Span))
            return new(UnreadableReasons.NotText, "UTF-8");
        try
        {
            document = JsonDocument.Parse(body, Options);
            return null;
        }
        catch (JsonException e)
        {
            return FieldText.Reason(UnreadableReasons.NotJson, $"line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}");
        }
    }
}
