namespace Portal.Reports.Pdf;

/// <summary>A strip across the page that no page break divides.</summary>
/// <param name="Draw">On a page, from a place below its top.</param>
sealed record Strip(double Height, Action<PageCanvas, double> Draw)
{
    /// <summary>Space above, except at the top of a page.</summary>
    public double Before { get; init; }

    public Keep WithNext { get; init; }

    /// <summary>The page ends before it.</summary>
    public bool OnNewPage { get; init; }

    /// <summary>Comes back above this strip where a page begins with it.</summary>
    public Strip? Head { get; init; }
}

/// <summary>Whether a page may end after a strip.</summary>
enum Keep
{
    No,

    /// <summary>The author wants it on one page with the next.</summary>
    Wanted,

    /// <summary>A heading, the first line of a paragraph: the last on a page would look lost.</summary>
    Needed,
}

/// <summary>Sets strips one below the other, from page to page.</summary>
sealed class PageFlow(Func<PageCanvas> newPage)
{
    const double Room = Look.Bottom - Look.Top;
    const int MostInChain = 200; // more strips than any page holds

    PageCanvas page = newPage();
    double y = Look.Top;
    bool atTop = true;

    public void Set(IReadOnlyList<Strip> strips)
    {
        for (var i = 0; i < strips.Count;)
        {
            if (strips[i].OnNewPage && !atTop) Turn(strips[i].Head);
            var count = Chain(strips, i, Keep.Wanted);
            if (!FitsPage(strips, i, count)) count = Chain(strips, i, Keep.Needed);
            if (FitsPage(strips, i, count) && !atTop && y + Height(strips, i, count, strips[i].Before) > Look.Bottom) Turn(strips[i].Head);
            for (var end = i + count; i < end; i++) Set(strips[i]);
        }
    }

    static int Chain(IReadOnlyList<Strip> strips, int start, Keep least)
    {
        var end = start;
        while (end + 1 < strips.Count && strips[end].WithNext >= least && !strips[end + 1].OnNewPage && end - start < MostInChain) end++;
        return end - start + 1;
    }

    static bool FitsPage(IReadOnlyList<Strip> strips, int start, int count) => Height(strips, start, count, strips[start].Head?.Height ?? 0) <= Room;

    static double Height(IReadOnlyList<Strip> strips, int start, int count, double above)
    {
        var height = above + strips[start].Height;
        for (var i = start + 1; i < start + count; i++) height += strips[i].Before + strips[i].Height;
        return height;
    }

    void Set(Strip strip)
    {
        if (!atTop && y + strip.Before + strip.Height > Look.Bottom) Turn(strip.Head);
        if (!atTop) y += strip.Before;
        strip.Draw(page, y);
        y += strip.Height;
        atTop = false;
    }

    void Turn(Strip? head)
    {
        (page, y, atTop) = (newPage(), Look.Top, true);
        head?.Draw(page, y);
        y += head?.Height ?? 0;
    }
}
