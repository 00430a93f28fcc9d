using System.Text;
using System.Xml;

namespace Portal.Anpr.Ingest;

/// <summary>
/// A small XML document of a stranger as paths and texts: <c>ANPR/licensePlate</c> → <c>1ABC123</c>. Names are local, whatever
/// the namespace; the root is left out of the paths; of repeated elements the first counts, with all that is in it.
/// </summary>
sealed class FlatXml
{
    const int Depth = 16;
    const int Elements = 5_000;
    const int NameLength = 64; // Paths repeat names: a long one, often nested in, would fill the memory
    const int Characters = 1024 * 1024;

    /// <summary>Marks the path of a repeated element, so that what is in it does not mix with what is in the first.</summary>
    const string Again = "'";

    readonly Dictionary<string, string> texts = new(StringComparer.Ordinal);

    FlatXml(string root) => Root = root;

    public string Root { get; }

    /// <summary>Trimmed; null when absent, empty when it is.</summary>
    public string? this[string path] => texts.GetValueOrDefault(path);

    public bool Has(string path) => texts.ContainsKey(path);

    public bool Repeats(string path) => texts.ContainsKey(path + Again);

    /// <returns>Null with the document; else why not.</returns>
    public static UnreadableReason? Open(MessagePart part, out FlatXml? document)
    {
        document = null;
        // Some firmware ends its text as C does.
        var body = part.Body.TrimStart(" \t\r\n"u8).TrimEnd(" \t\r\n\0"u8);
        if (body.IsEmpty)
            return new(UnreadableReasons.EmptyBody, "");
        try
        {
            // Without a declared character set the XML declaration decides, else UTF-8, strictly.
            using var latin = part.IsLatin ? new StringReader(Encoding.Latin1.GetString(body.Span)) : null;
            using var bytes = new MemoryStream(body.ToArray(), writable: false);
            using var reader = latin is null ? XmlReader.Create(bytes, Settings()) : XmlReader.Create(latin, Settings());
            return Read(reader, out document);
        }
        catch (XmlException e)
        {
            document = null;
            return FieldText.Reason(UnreadableReasons.NotXml, $"line {e.LineNumber}, character {e.LinePosition}");
        }
    }

    // No document type, hence no entity, and nothing is ever fetched.
    static XmlReaderSettings Settings() => new()
    {
        DtdProcessing = DtdProcessing.Prohibit,
        XmlResolver = null,
        MaxCharactersInDocument = Characters,
        MaxCharactersFromEntities = 1,
        IgnoreComments = true,
        IgnoreProcessingInstructions = true,
    };

    static UnreadableReason? Read(XmlReader reader, out FlatXml? document)
    {
        document = null;
        FlatXml? flat = null;
        var path = new Stack<string>();
        var text = new StringBuilder();
        var elements = 0;
        while (reader.Read())
        {
            switch (reader.NodeType)
            {
                case XmlNodeType.Element:
                    if (++elements > Elements || path.Count >= Depth || reader.LocalName.Length > NameLength)
                        return FieldText.Reason(UnreadableReasons.NotXml, $"> {Elements} elements, > {Depth} levels or a name > {NameLength} characters");
                    var name = flat is null ? "" : path.Peek().Length == 0 ? reader.LocalName : $"{path.Peek()}/{reader.LocalName}";
                    flat ??= new(reader.LocalName);
                    if (flat.Has(name))
                        name += Again;
                    text.Clear();
                    if (reader.IsEmptyElement)
                        flat.texts.TryAdd(name, "");
                    else
                        path.Push(name);
                    break;
                case XmlNodeType.Text or XmlNodeType.CDATA or XmlNodeType.SignificantWhitespace or XmlNodeType.Whitespace:
                    text.Append(reader.Value);
                    break;
                case XmlNodeType.EndElement:
                    flat!.texts.TryAdd(path.Pop(), text.ToString().Trim());
                    text.Clear();
                    break;
            }
        }
        document = flat;
        return null;
    }
}
