using System.Buffers.Text;
using System.Runtime.InteropServices;
using System.Text;

namespace Portal.Reports.Pdf;

/// <summary>Where a value of a dictionary stands in the file.</summary>
[StructLayout(LayoutKind.Auto)]
readonly record struct PdfToken(int Start, int End);

/// <summary>Reads values from bytes (ISO 32000-1, 7.2 and 7.3), strictly: what is ambiguous is refused, for another reader might see something else.</summary>
sealed class PdfParser(ReadOnlyMemory<byte> bytes, PdfLimits limits)
{
    static readonly UTF8Encoding Utf8 = new(false, throwOnInvalidBytes: true);

    public int Position { get; set; }

    ReadOnlySpan<byte> Bytes => bytes.Span;

    int Next => Position < bytes.Length ? Bytes[Position] : -1;

    public static bool IsSpace(int b) => b is 0 or 9 or 10 or 12 or 13 or 32;

    static bool IsDelimiter(int b) => b is '(' or ')' or '<' or '>' or '[' or ']' or '{' or '}' or '/' or '%';

    static bool IsRegular(int b) => b >= 0 && !IsSpace(b) && !IsDelimiter(b);

    public void SkipSpace()
    {
        var start = Position;
        while (IsSpace(Next)) Position++;
        limits.Work(Position - start);
    }

    public void SkipSpaceAndComments()
    {
        for (SkipSpace(); Next == '%'; SkipSpace())
        {
            var line = Bytes[Position..].IndexOfAny((byte)'\r', (byte)'\n');
            limits.Work(line < 0 ? bytes.Length - Position : line);
            Position = line < 0 ? bytes.Length : Position + line;
        }
    }

    /// <summary>Steps over the word, if it is the next.</summary>
    public bool TryWord(ReadOnlySpan<byte> word)
    {
        SkipSpaceAndComments();
        if (!Bytes[Position..].StartsWith(word) || (Position + word.Length < bytes.Length && IsRegular(Bytes[Position + word.Length]))) return false;
        Position += word.Length;
        return true;
    }

    public void Expect(ReadOnlySpan<byte> word)
    {
        if (!TryWord(word)) throw Malformed($"'{Encoding.ASCII.GetString(word)}' is missing");
    }

    public int Integer() => TryInteger() ?? throw Malformed("a number is missing");

    /// <summary>A whole number without a sign; the position stays where there is none.</summary>
    public int? TryInteger()
    {
        var start = Position;
        SkipSpaceAndComments();
        if (Utf8Parser.TryParse(Bytes[Position..Math.Min(bytes.Length, Position + 20)], out long number, out var used) && Next is >= '0' and <= '9'
            && number is >= 0 and <= int.MaxValue && (Position + used == bytes.Length || !IsRegular(Bytes[Position + used])))
        {
            Position += used;
            limits.Work(used);
            return (int)number;
        }

        Position = start;
        return null;
    }

    public PdfValue Value(int depth = 0)
    {
        if (depth > PdfLimits.Depth) throw Malformed("values are nested too deeply");
        limits.Value();
        SkipSpaceAndComments();
        return Next switch
        {
            '/' => new PdfName(Name()),
            '(' => new PdfString(LiteralString()),
            '<' => Bytes[Position..].StartsWith("<<"u8) ? Dictionary(depth, null) : new PdfString(HexadecimalString(), hexadecimal: true),
            '[' => Array(depth),
            (>= '0' and <= '9') or '+' or '-' or '.' => NumberOrReference(),
            _ when TryWord("true"u8) => PdfBoolean.True,
            _ when TryWord("false"u8) => PdfBoolean.False,
            _ when TryWord("null"u8) => PdfNull.Instance,
            _ => throw Malformed("no value"),
        };
    }

    /// <summary>A dictionary, with the places of its values.</summary>
    public PdfDictionary Dictionary(IDictionary<string, PdfToken> places)
    {
        SkipSpaceAndComments();
        return Bytes[Position..].StartsWith("<<"u8) ? Dictionary(0, places) : throw Malformed("no dictionary");
    }

    PdfDictionary Dictionary(int depth, IDictionary<string, PdfToken>? places)
    {
        Position += 2;
        var dictionary = new PdfDictionary();
        while (true)
        {
            SkipSpaceAndComments();
            if (Bytes[Position..].StartsWith(">>"u8)) break;
            if (Next != '/') throw Malformed("a dictionary lacks a key");
            limits.Value();
            var key = Name();
            if (dictionary.Entries.ContainsKey(key)) throw Malformed("a dictionary has a key twice");
            SkipSpaceAndComments();
            var start = Position;
            dictionary[key] = Value(depth + 1);
            places?.Add(key, new(start, Position));
        }

        Position += 2;
        return dictionary;
    }

    PdfArray Array(int depth)
    {
        Position++;
        var array = new PdfArray();
        for (SkipSpaceAndComments(); Next != ']'; SkipSpaceAndComments()) array.Items.Add(Value(depth + 1));
        Position++;
        return array;
    }

    PdfValue NumberOrReference()
    {
        var start = Position;
        if (TryInteger() is { } number)
        {
            var end = Position;
            if (number > 0 && TryInteger() is { } generation && TryWord("R"u8)) return new PdfReference(number, generation);
            Position = end;
            return new PdfNumber(number);
        }

        while (Next is (>= '0' and <= '9') or '+' or '-' or '.') Position++;
        limits.Work(Position - start);
        return Position - start <= 64 && !IsRegular(Next) && double.TryParse(Bytes[start..Position], System.Globalization.NumberStyles.Float, System.Globalization.CultureInfo.InvariantCulture, out var real)
            ? new PdfNumber(real) : throw Malformed("a number is malformed");
    }

    string Name()
    {
        var start = ++Position;
        var raw = new List<byte>();
        for (; IsRegular(Next); Position++)
        {
            if (Next == '#' && Position + 2 < bytes.Length && char.IsAsciiHexDigit((char)Bytes[Position + 1]) && char.IsAsciiHexDigit((char)Bytes[Position + 2]))
            {
                raw.Add(Convert.FromHexString(Encoding.ASCII.GetString(Bytes.Slice(Position + 1, 2)))[0]);
                Position += 2;
            }
            else raw.Add((byte)Next);
        }

        limits.Work(Position - start);
        var name = raw.ToArray();
        try { return Utf8.GetString(name); }
        catch (DecoderFallbackException) { return Encoding.Latin1.GetString(name); }
    }

    byte[] LiteralString()
    {
        var start = Position++;
        var text = new List<byte>();
        for (var open = 1; ; Position++)
        {
            var b = Next;
            if (b < 0) throw Malformed("a string has no end");
            if (b == '\\') Escape(text);
            else if (b == ')' && --open == 0) break;
            else
            {
                if (b == '(') open++;
                if (b == '\r' && Position + 1 < bytes.Length && Bytes[Position + 1] == '\n') Position++;
                text.Add(b == '\r' ? (byte)'\n' : (byte)b);
            }
        }

        limits.Work(++Position - start);
        return [.. text];
    }

    void Escape(List<byte> text)
    {
        Position++;
        switch (Next)
        {
            case 'n': text.Add((byte)'\n'); break;
            case 'r': text.Add((byte)'\r'); break;
            case 't': text.Add((byte)'\t'); break;
            case 'b': text.Add((byte)'\b'); break;
            case 'f': text.Add((byte)'\f'); break;
            case '\n': break;
            case '\r':
                if (Position + 1 < bytes.Length && Bytes[Position + 1] == '\n') Position++;
                break;
            case >= '0' and <= '7':
                var code = Next - '0';
                for (var digits = 1; digits < 3 && Position + 1 < bytes.Length && Bytes[Position + 1] is >= (byte)'0' and <= (byte)'7'; digits++) code = (code * 8) + Bytes[++Position] - '0';
                text.Add((byte)code);
                break;
            case < 0: break;
            default: text.Add((byte)Next); break;
        }
    }

    byte[] HexadecimalString()
    {
        var start = ++Position;
        var length = Bytes[Position..].IndexOf((byte)'>');
        if (length < 0) throw Malformed("a string has no end");
        var digits = new List<byte>(length);
        foreach (var b in Bytes.Slice(start, length))
        {
            if (char.IsAsciiHexDigit((char)b)) digits.Add(b);
            else if (!IsSpace(b)) throw Malformed("a string has a wrong digit");
        }

        if (digits.Count % 2 == 1) digits.Add((byte)'0');
        Position += length + 1;
        limits.Work(length);
        return Convert.FromHexString(Encoding.ASCII.GetString([.. digits]));
    }

    public PdfFormatException Malformed(string what) => new($"At byte {Position}: {what}.");
}
