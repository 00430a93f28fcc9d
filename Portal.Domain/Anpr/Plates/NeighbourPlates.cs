using static Portal.Anpr.Plates.PlateSeries;

namespace Portal.Anpr.Plates;

/// <summary>The forms of plates of the neighbouring countries, as far as they help: a plate that fits none may still be real.</summary>
static class NeighbourPlates
{
    // Mainland and overseas; the two of Corsica
    static readonly string[] Departments = ["nn", "2A", "2B"];

    // None, electric, historic
    static readonly string[] Suffixes = ["", "E", "H"];

    internal static IEnumerable<PlateFormat> Formats { get; } = [.. Dutch(), .. French(), .. German(), .. Luxembourgish(), .. British()];

    // RDW: fourteen sidecodes; from the seventh on without vowels; some groups of letters are never issued
    static IEnumerable<PlateFormat> Dutch()
    {
        string[] sidecodes =
        [
            "aa-nn-nn", "nn-nn-aa", "nn-aa-nn", "aa-nn-aa", "aa-aa-nn", "nn-aa-aa", "nn-aaa-n",
            "n-aaa-nn", "aa-nnn-a", "a-nnn-aa", "aaa-nn-a", "a-nn-aaa", "n-aa-nnn", "nnn-aa-n",
        ];
        return sidecodes.Select((pattern, index) => new PlateFormat("NL", DutchSidecode, pattern,
            ExcludedLetters: index < 6 ? "" : "AEIOU", ExcludedGroups: "GVD KKK KVT LPF NSB PKK PSV TBS SS SD"));
    }

    static IEnumerable<PlateFormat> French()
    {
        yield return new("F", FrenchSiv, "aa-nnn-aa", new(2009, 4, 15), ExcludedLetters: "IOU", ExcludedGroups: "SS");
        foreach (var department in Departments)
            for (var digits = 1; digits <= 4; digits++)
                for (var letters = 1; letters <= 3; letters++)
                    yield return new("F", FrenchFni, $"{new string('n', digits)} {new string('a', letters)} {department}", null, new(2009, 12, 31));
    }

    // District of 1 to 3 letters, 1 or 2 letters, number of 1 to 4 digits, at most 8 characters with the suffix
    static IEnumerable<PlateFormat> German()
    {
        for (var letters = 2; letters <= 5; letters++)
            for (var digits = 1; digits <= 4; digits++)
                foreach (var suffix in Suffixes)
                    if (letters + digits + suffix.Length <= 8)
                        yield return new("D", PlateSeries.German, new string('a', letters) + new string('n', digits) + suffix);
    }

    static IEnumerable<PlateFormat> Luxembourgish()
    {
        yield return new("L", PlateSeries.Luxembourgish, "aa nnnn");
        yield return new("L", PlateSeries.Luxembourgish, "nnnn");
        yield return new("L", PlateSeries.Luxembourgish, "nnnnn");
    }

    static IEnumerable<PlateFormat> British()
    {
        DateOnly first = new(1963, 1, 1), last = new(2001, 8, 31);
        yield return new("GB", BritishCurrent, "aann aaa", last.AddDays(1));
        for (var digits = 1; digits <= 3; digits++)
        {
            yield return new("GB", BritishYearLetter, $"a{new string('n', digits)} aaa", first, last);
            yield return new("GB", BritishYearLetter, $"aaa {new string('n', digits)}a", first, last);
        }
    }
}
