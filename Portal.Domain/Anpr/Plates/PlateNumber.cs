using System.Collections.Frozen;
using System.Globalization;
using System.Text;
using Portal.Common;

namespace Portal.Anpr.Plates;

/// <summary>Number plates as text: one spelling for comparing, one for people.</summary>
public static partial class PlateNumber
{
    /// <summary>Longest normalised plate, in characters. The longest European plates have ten; two more than needed.</summary>
    public const int MaxLength = 12;

    /// <summary>Shortest plate that a list accepts, in characters: one character alone would hit every partial read.</summary>
    public const int MinEntryLength = 2;

    /// <summary>Longest text that a list accepts for a plate, in UTF-16 units, separators included.</summary>
    public const int MaxEntryTextLength = 64;

    /// <summary>How far into a text a plate is looked for, in UTF-16 units; bounds the work for hostile input.</summary>
    const int MaxScanned = 256;

    /// <summary>What cameras send in place of a plate they could not read; as normalised. A vehicle that bears one of these as its
    /// personalised plate is stored and found by its raw text only.</summary>
    static readonly FrozenSet<string> NoPlate = new[]
    {
        "UNKNOWN", "NOPLATE", "NOPLATEFOUND", "NONE", "NULL", "NOREAD", "NOTREAD", "NOTFOUND", "UNREAD",
        "UNLICENSED", "UNRECOGNIZED", "UNRECOGNISED", "UNDEFINED",
    }.ToFrozenSet(StringComparer.Ordinal);

    /// <summary>The spelling that plates are compared by: capitals, accents and umlauts to the base letter, Cyrillic and Greek
    /// look-alikes to Latin, nothing but A-Z and 0-9.</summary>
    /// <param name="raw">Any text, of any length; only its first 256 units are looked at.</param>
    /// <returns>0 to <see cref="MaxLength"/> characters; a longer plate is cut after the twelfth. Idempotent; never throws.</returns>
    public static string Normalise(string? raw) => Normalise(raw, unknownMarks: false);

    /// <summary>As <see cref="Normalise(string?)"/>, for what a camera sent: keeps <c>?</c> where it did not recognise a character, and
    /// gives empty for a word that means "no plate" and for a text without a single letter or digit.</summary>
    /// <param name="raw">Any text, of any length; only its first 256 units are looked at.</param>
    /// <returns>0 to <see cref="MaxLength"/> characters of A-Z, 0-9 and <c>?</c>. A longer plate is implausible but never dropped: its first
    /// twelve characters are kept for searching (the raw text stays beside it; see <see cref="IsPlausible"/>). Idempotent; never throws.</returns>
    public static string NormaliseObserved(string? raw)
    {
        var plate = Normalise(raw, unknownMarks: true);
        if (plate.Length == 0 || NoPlate.Contains(plate) || !plate.AsSpan().ContainsAnyExcept('?')) return "";
        return plate is "NA" && raw!.Contains('/', StringComparison.Ordinal) ? "" : plate;
    }

    /// <summary>Could a European plate read like this? False for an empty read and for one that was longer than
    /// <see cref="MaxLength"/> before it was cut, such as the writing on a lorry.</summary>
    /// <param name="raw">As the camera sent it.</param>
    public static bool IsPlausible(string? raw)
    {
        Span<char> room = stackalloc char[MaxLength + PlateFolding.MaxFolded];
        return NormaliseObserved(raw).Length > 0 && Fill(raw!, room, unknownMarks: true) <= MaxLength;
    }

    /// <summary>Reads a plate that a person or a file puts on a list.</summary>
    /// <param name="raw">As written: letters (umlauts and accents too), digits, spaces, hyphens and dots.</param>
    /// <returns>The normalised plate of 2 to 12 characters, or <c>plate.missing</c>, <c>plate.too_long</c> (argument: 12) or
    /// <c>plate.unusable</c> (arguments: 2, 12). A character without a Latin counterpart is refused rather than left out.</returns>
    public static Result<string> ForEntry(string? raw)
    {
        if (string.IsNullOrWhiteSpace(raw)) return Error.Invalid("plate.missing");
        if (raw.Length > MaxEntryTextLength) return Error.Invalid("plate.too_long", MaxLength);
        Span<char> folded = stackalloc char[PlateFolding.MaxFolded];
        var length = 0;
        foreach (var rune in raw.AsSpan().Trim().EnumerateRunes())
        {
            var count = PlateFolding.Fold(rune, folded);
            if (!IsSeparator(rune) && (count == 0 || !IsLetterOrDigit(rune))) return Unusable();
            length += count;
        }
        if (length > MaxLength) return Error.Invalid("plate.too_long", MaxLength);
        return length < MinEntryLength ? Unusable() : Normalise(raw);

        static Error Unusable() => Error.Invalid("plate.unusable", MinEntryLength, MaxLength);
    }

    // Dashes and spaces of every kind, as word processors put them in; marks, as some systems write an umlaut in two
    static bool IsSeparator(Rune rune) => rune.Value == '.' || Rune.GetUnicodeCategory(rune)
        is UnicodeCategory.SpaceSeparator or UnicodeCategory.DashPunctuation or UnicodeCategory.NonSpacingMark;

    static bool IsLetterOrDigit(Rune rune) => Rune.IsLetter(rune) || Rune.IsDigit(rune);

    static string Normalise(string? raw, bool unknownMarks)
    {
        if (string.IsNullOrEmpty(raw)) return "";
        Span<char> room = stackalloc char[MaxLength + PlateFolding.MaxFolded];
        var plate = room[..Math.Min(MaxLength, Fill(raw, room, unknownMarks))];
        return plate.SequenceEqual(raw) ? raw : plate.ToString();
    }

    // Stops at the first character past MaxLength, so that the caller sees that there was one
    static int Fill(string raw, Span<char> room, bool unknownMarks)
    {
        var length = 0;
        foreach (var rune in raw.AsSpan(0, Math.Min(raw.Length, MaxScanned)).EnumerateRunes())
        {
            if (unknownMarks && PlateFolding.IsUnknownMark(rune)) room[length++] = '?';
            else length += PlateFolding.Fold(rune, room[length..]);
            if (length > MaxLength) break;
        }
        return length;
    }
}
