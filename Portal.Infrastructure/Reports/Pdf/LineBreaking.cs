namespace Portal.Reports.Pdf;

/// <summary>Breaks text at its spaces; a word that is wider than the line at a soft hyphen, after a sign, and else anywhere.</summary>
static class LineBreaking
{
    public static IReadOnlyList<TextLine> Lines(IReadOnlyList<Letter> letters, double width)
    {
        List<TextLine> lines = [];
        for (var start = 0; start < letters.Count;)
        {
            var (end, next) = End(letters, start, width);
            lines.Add(Line(letters, start, end));
            start = next;
        }

        return lines;
    }

    static (int End, int Next) End(IReadOnlyList<Letter> letters, int start, double width)
    {
        var (x, atSpace, inWord) = (0.0, start, start);
        for (var i = start; i < letters.Count; i++)
        {
            var letter = letters[i];
            switch (letter.CodePoint)
            {
                case '\n': return (i, i + 1);
                case ' ' or ReportText.ZeroWidthSpace: // hangs over the end
                    x += letter.Width;
                    atSpace = i + 1;
                    break;
                case ReportText.SoftHyphen:
                    if (x + letter.Width <= width) atSpace = i + 1;
                    break;
                default:
                    x += letter.Width;
                    if (x > width && i > start)
                    {
                        var end = atSpace > start ? atSpace : inWord > start ? inWord : i;
                        return (end, end);
                    }

                    if (letter.CodePoint is '-' or '/' or '.' or ',' or ';' or ':' or '@' or '_' or '&' or '=' or '?') inWord = i + 1;
                    break;
            }
        }

        return (letters.Count, letters.Count);
    }

    static TextLine Line(IReadOnlyList<Letter> letters, int start, int end)
    {
        List<Letter> shown = [];
        for (var i = start; i < end; i++)
        {
            // a soft hyphen is seen only where the line was broken at it
            if (letters[i].CodePoint is ReportText.ZeroWidthSpace || (letters[i].CodePoint == ReportText.SoftHyphen && i + 1 < end)) continue;
            if (letters[i].CodePoint == ReportText.SoftHyphen && end == letters.Count) continue;
            shown.Add(letters[i]);
        }

        var visible = shown.Count;
        while (visible > 0 && shown[visible - 1].CodePoint == ' ') visible--;
        return new(shown, shown.Take(visible).Sum(l => l.Width));
    }
}
