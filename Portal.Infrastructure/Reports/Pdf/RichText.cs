using System.Collections;
using System.Runtime.CompilerServices;

namespace Portal.Reports.Pdf;

/// <summary>Text whose parts may look different. A plain string is one as well.</summary>
[CollectionBuilder(typeof(RichText), nameof(Create))]
public sealed class RichText : IReadOnlyList<TextRun>
{
    readonly TextRun[] runs;

    RichText(TextRun[] runs) => this.runs = runs;

    public int Count => runs.Length;

    public TextRun this[int index] => runs[index];

    public static RichText Create(ReadOnlySpan<TextRun> runs) => new(runs.ToArray());

    public static implicit operator RichText(string text) => new([text]);

    public static implicit operator RichText(TextRun run) => new([run]);

    public IEnumerator<TextRun> GetEnumerator() => runs.AsEnumerable().GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}

public sealed record TextRun(string Text, TextStyle Style = TextStyle.Normal)
{
    public static implicit operator TextRun(string text) => new(text);

    public static TextRun Bold(string text) => new(text, TextStyle.Bold);

    /// <summary>For number plates and identifiers: every character as wide as the others, 0 and O unlike.</summary>
    public static TextRun Plate(string text) => new(text, TextStyle.Plate);
}

public enum TextStyle
{
    Normal,
    Bold,
    Plate,
}
