using System.Collections.Frozen;
using System.Globalization;
using System.Text;

namespace Portal.Demo;

/// <summary>Letters of five by seven dots, as cameras write into their pictures.</summary>
static class DemoLetters
{
    /// <summary>Dots from one letter to the next.</summary>
    public const int Step = 6;

    /// <summary>Each letter with its seven rows, of which the lower five bits are dots.</summary>
    static readonly FrozenDictionary<char, byte[]> Rows = """
        A0E11111F111111 B1E11111E11111E C0E11101010110E D1E11111111111E E1F10101E10101F F1F10101E101010 G0E11101711110F H1111111F111111 I0E04040404040E
        J0702020202120C K11121418141211 L1010101010101F M111B1515111111 N11191915131311 O0E11111111110E P1E11111E101010 Q0E11111115120D R1E11111E141211
        S0F10100E01011E T1F040404040404 U1111111111110E V11111111110A04 W1111111515150A X11110A040A1111 Y1111110A040404 Z1F01020408101F
        00E11111111110E 1040C040404040E 20E11010204081F 31F02040201110E 402060A121F0202 51F101E0101110E 60608101E11110E 71F010204080808 80E11110E11110E 90E11110F01020C
        -0000000E000000 .00000000000C0C :000C0C000C0C00 /00010204081000 &0C12140815120D '04040800000000
        """.Split([' ', '\n'], StringSplitOptions.RemoveEmptyEntries).ToFrozenDictionary(l => l[0], l => Convert.FromHexString(l[1..]));

    /// <summary>What there are letters for: capitals without accents.</summary>
    public static string Writable(string text)
    {
        var plain = text.Replace("ß", "ss", StringComparison.Ordinal).Normalize(NormalizationForm.FormD).Where(c => CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark);
        return string.Concat(plain).ToUpperInvariant();
    }

    /// <summary>How much of the letter is there, between its dots as well, so that large letters have smooth edges.</summary>
    public static float Ink(char letter, float x, float y)
    {
        if (!Rows.TryGetValue(letter, out var rows)) return 0;
        var (column, row) = ((int)MathF.Floor(x), (int)MathF.Floor(y));
        var (right, below) = (x - column, y - row);
        var above = (Dot(rows, column, row) * (1 - right)) + (Dot(rows, column + 1, row) * right);
        return (above * (1 - below)) + (((Dot(rows, column, row + 1) * (1 - right)) + (Dot(rows, column + 1, row + 1) * right)) * below);
    }

    static float Dot(byte[] rows, int column, int row) => column is >= 0 and < 5 && row is >= 0 and < 7 ? (rows[row] >> (4 - column)) & 1 : 0;
}
