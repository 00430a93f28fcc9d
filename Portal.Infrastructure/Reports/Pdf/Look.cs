using System.Globalization;

namespace Portal.Reports.Pdf;

/// <summary>The one look of all reports. Lengths are in points.</summary>
static class Look
{
    public const double PageWidth = 595.28, PageHeight = 841.89;
    public const double Left = 56, Right = PageWidth - 56, Top = 86, Bottom = PageHeight - 68, TextWidth = Right - Left;
    public const double HeaderRule = 62, FooterRule = PageHeight - 54;
    public const double Hairline = 0.5, Rule = 1;

    public static readonly Color Ink = new("1A202C"), Muted = new("4A5568"), Accent = new("1B3A6B"), Line = new("C9D1DC"), Tint = new("F1F4F9"), Black = new("000000"), Faint = new("E3E8F0");

    public static readonly Typeface Body = new(10, 14, Ink), Small = new(9, 12.5, Ink), Label = new(9, 12.5, Muted), TableHead = new(9, 12.5, Accent) { Bold = true },
        Title = new(20, 25, Accent) { Bold = true }, Subtitle = new(12, 16, Muted), Margin = new(8.5, 11, Muted), MarginBold = new(8.5, 11, Accent) { Bold = true },
        Draft = new(110, 120, Faint) { Bold = true };

    static readonly Typeface[] Headings = [new(16, 20, Accent) { Bold = true }, new(12, 16, Accent) { Bold = true }, new(10, 14, Ink) { Bold = true }];

    public static Typeface Heading(int level) => Headings[level - 1];
}

/// <summary>Size, distance of lines and colour of text.</summary>
sealed record Typeface(double Size, double LineHeight, Color Color)
{
    public bool Bold { get; init; }

    /// <summary>Of the letters' foot, below the top of the line.</summary>
    public double Baseline => (LineHeight / 2) + (Size * 0.33);
}

/// <summary>A colour of the screen, as the report's colour profile means it.</summary>
readonly struct Color
{
    readonly string operands;

    public Color(string hexadecimal)
    {
        Hexadecimal = "#" + hexadecimal;
        operands = string.Join(' ', Convert.FromHexString(hexadecimal).Select(b => (b / 255.0).ToString("0.###", CultureInfo.InvariantCulture)));
    }

    /// <summary>As CSS writes it.</summary>
    public string Hexadecimal { get; }

    public override string ToString() => operands;
}
