using System.Collections;
using System.Globalization;

namespace Portal.Reports.Pdf;

/// <summary>A value of a PDF file (ISO 32000-1, 7.3), as the writer makes it and the reader finds it.</summary>
abstract class PdfValue
{
    public static implicit operator PdfValue(int number) => new PdfNumber(number);

    public static implicit operator PdfValue(double number) => new PdfNumber(number);

    public static implicit operator PdfValue(bool flag) => flag ? PdfBoolean.True : PdfBoolean.False;
}

sealed class PdfNull : PdfValue
{
    PdfNull() { }

    public static PdfNull Instance { get; } = new();
}

sealed class PdfBoolean : PdfValue
{
    PdfBoolean(bool value) => Value = value;

    public static PdfBoolean True { get; } = new(true);

    public static PdfBoolean False { get; } = new(false);

    public bool Value { get; }
}

/// <summary>An integer or a real number.</summary>
sealed class PdfNumber(double value) : PdfValue
{
    public double Value { get; } = value;

    /// <summary>As a PDF writes it: no exponent, at most four decimals.</summary>
    public override string ToString() => Math.Round(Value, 4).ToString("0.####", CultureInfo.InvariantCulture);
}

/// <summary>A name, without the leading slash and with escapes undone.</summary>
sealed class PdfName(string text) : PdfValue
{
    public string Text { get; } = text;

    public override string ToString() => "/" + Text;
}

/// <summary>A string of bytes.</summary>
/// <param name="hexadecimal">Written as <c>&lt;…&gt;</c> instead of <c>(…)</c>.</param>
sealed class PdfString(byte[] bytes, bool hexadecimal = false) : PdfValue
{
    public byte[] Bytes { get; } = bytes;

    public bool Hexadecimal { get; } = hexadecimal;

    /// <summary>A text string: ASCII as it is, anything else as UTF-16 with a byte order mark (7.9.2.2).</summary>
    public static PdfString Text(string text) => System.Text.Ascii.IsValid(text)
        ? new(System.Text.Encoding.ASCII.GetBytes(text))
        : new([0xFE, 0xFF, .. System.Text.Encoding.BigEndianUnicode.GetBytes(text)]);

    /// <summary>A date (7.9.4), in UTC.</summary>
    public static PdfString Date(DateTimeOffset at) => new(System.Text.Encoding.ASCII.GetBytes(at.UtcDateTime.ToString("'D:'yyyyMMddHHmmss'Z'", CultureInfo.InvariantCulture)));
}

sealed class PdfArray(params IEnumerable<PdfValue> items) : PdfValue
{
    public IList<PdfValue> Items { get; } = items.ToList();
}

/// <summary>Keys are names without slash, in the order in which they are written.</summary>
sealed class PdfDictionary : PdfValue, IEnumerable<KeyValuePair<string, PdfValue>>
{
    readonly OrderedDictionary<string, PdfValue> entries = new(StringComparer.Ordinal);

    public IReadOnlyDictionary<string, PdfValue> Entries => entries;

    /// <summary>Null where there is no such key.</summary>
    public PdfValue? this[string key]
    {
        get => entries.GetValueOrDefault(key);
        set
        {
            if (value is null) entries.Remove(key);
            else entries[key] = value;
        }
    }

    /// <summary>For collection initialisers; a value of null is left out.</summary>
    public void Add(string key, PdfValue? value) => this[key] = value;

    public void Add(string key, string name) => this[key] = new PdfName(name);

    /// <summary>A copy whose entries can be changed without changing this one's.</summary>
    public PdfDictionary Copy()
    {
        var copy = new PdfDictionary();
        foreach (var (key, value) in entries) copy[key] = value;
        return copy;
    }

    public IEnumerator<KeyValuePair<string, PdfValue>> GetEnumerator() => entries.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

/// <summary>A pointer to an object of the file.</summary>
sealed class PdfReference(int number, int generation = 0) : PdfValue
{
    public int Number { get; } = number;

    public int Generation { get; } = generation;
}

/// <summary>A dictionary with bytes, as they stand in the file: encoded by the filters that the dictionary names.</summary>
sealed class PdfStream(PdfDictionary dictionary, ReadOnlyMemory<byte> data) : PdfValue
{
    public PdfDictionary Dictionary { get; } = dictionary;

    public ReadOnlyMemory<byte> Data { get; } = data;
}
