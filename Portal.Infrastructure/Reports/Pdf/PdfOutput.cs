using System.Buffers;
using System.Globalization;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>Writes values and objects as bytes of a PDF file, and knows at which byte it is.</summary>
sealed class PdfOutput
{
    readonly ArrayBufferWriter<byte> bytes = new();

    public int Position => bytes.WrittenCount;

    public byte[] ToArray() => bytes.WrittenSpan.ToArray();

    public void Write(ReadOnlySpan<byte> raw) => bytes.Write(raw);

    /// <summary>Latin characters, as they are.</summary>
    public void Write(string raw) => bytes.Write(Encoding.Latin1.GetBytes(raw));

    /// <summary>An object with its number.</summary>
    /// <returns>The byte at which it begins, for the cross-reference table.</returns>
    public int WriteObject(int number, PdfValue value)
    {
        var start = Position;
        Write(string.Create(CultureInfo.InvariantCulture, $"{number} 0 obj\n"));
        Write(value);
        Write("\nendobj\n");
        return start;
    }

    public void Write(PdfValue value)
    {
        switch (value)
        {
            case PdfNull: Write("null"); break;
            case PdfBoolean flag: Write(flag.Value ? "true" : "false"); break;
            case PdfNumber number: Write(number.ToString()); break;
            case PdfName name: WriteName(name.Text); break;
            case PdfString text: WriteString(text); break;
            case PdfReference target: Write(string.Create(CultureInfo.InvariantCulture, $"{target.Number} {target.Generation} R")); break;
            case PdfArray array: WriteArray(array); break;
            case PdfDictionary dictionary: WriteDictionary(dictionary); break;
            case PdfStream stream: WriteStream(stream); break;
            default: throw new ArgumentException($"No form for {value.GetType().Name}.", nameof(value));
        }
    }

    void WriteArray(PdfArray array)
    {
        Write("[");
        for (var i = 0; i < array.Items.Count; i++)
        {
            if (i > 0) Write(" ");
            Write(array.Items[i]);
        }

        Write("]");
    }

    void WriteDictionary(PdfDictionary dictionary)
    {
        Write("<<");
        foreach (var (key, value) in dictionary.Entries)
        {
            WriteName(key);
            Write(" ");
            Write(value);
            Write("\n");
        }

        Write(">>");
    }

    void WriteStream(PdfStream stream)
    {
        var dictionary = stream.Dictionary.Copy();
        dictionary["Length"] = stream.Data.Length;
        Write(dictionary);
        Write("\nstream\n");
        Write(stream.Data.Span);
        Write("\nendstream");
    }

    void WriteName(string name)
    {
        var text = new StringBuilder("/");
        foreach (var b in Encoding.UTF8.GetBytes(name))
        {
            if (b is > 0x20 and < 0x7F && !"()<>[]{}/%#".Contains((char)b, StringComparison.Ordinal)) text.Append((char)b);
            else text.Append(CultureInfo.InvariantCulture, $"#{b:X2}");
        }

        Write(text.ToString());
    }

    void WriteString(PdfString text)
    {
        if (text.Hexadecimal)
        {
            Write("<" + Convert.ToHexString(text.Bytes) + ">");
            return;
        }

        Write("(");
        foreach (var b in text.Bytes)
        {
            switch (b)
            {
                case (byte)'(' or (byte)')' or (byte)'\\': bytes.Write([(byte)'\\', b]); break;
                case (byte)'\r': bytes.Write("\\r"u8); break; // a bare one would be read as a line feed
                default: bytes.Write([b]); break;
            }
        }

        Write(")");
    }
}
