using Portal.Reports.Pdf;

namespace Portal.Reports.Drafts;

/// <summary>The few signs with which a draft says how its words look.</summary>
public static class DraftWords
{
    const string Sign = "**";

    /// <summary>What stands between two pairs of asterisks is bold; a pair without another is what it is.</summary>
    public static RichText Of(string text)
    {
        var parts = text.Split(Sign);
        if (parts.Length % 2 == 0) parts = [.. parts[..^2], parts[^2] + Sign + parts[^1]];
        TextRun[] runs = [.. parts.Select((part, i) => i % 2 == 0 ? new TextRun(part) : TextRun.Bold(part)).Where(r => r.Text != "")];
        return RichText.Create(runs);
    }

    /// <summary>A line is an item; hyphens in front set it below the one before, one step at most.</summary>
    public static ItemList List(string text, bool numbered)
    {
        var lines = text.Split('\n').Select(l => l.TrimEnd()).Where(l => l.TrimStart('-', ' ') != "").Select(l => (Depth: l.TakeWhile(c => c == '-').Count(), Words: l.TrimStart('-').Trim())).ToList();
        var at = 0;
        return Level(lines, ref at, 0, numbered);
    }

    static ItemList Level(List<(int Depth, string Words)> lines, ref int at, int depth, bool numbered)
    {
        List<Item> items = [];
        while (at < lines.Count && (lines[at].Depth >= depth || items.Count == 0))
        {
            if (lines[at].Depth > depth && items.Count > 0 && depth < 4) items[^1] = items[^1] with { Below = Level(lines, ref at, depth + 1, numbered) };
            else items.Add(new(Of(lines[at++].Words)));
        }

        return new(items) { IsNumbered = numbered };
    }
}
