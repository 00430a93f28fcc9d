using static Portal.Anpr.Plates.PlateSeries;

namespace Portal.Anpr.Plates;

/// <summary>The forms of Belgian plates (RD 20 July 2001 and MD 23 July 2001 on the registration of vehicles; FPS Mobility; older
/// series after collectors' lists). Letters that are merely avoided (I, M, O, Q, U, W, Z in ordinary series) are not excluded.</summary>
static class BelgianPlates
{
    static readonly DateOnly IndexDigit = new(2010, 11, 16), FreeChoice = new(2014, 3, 31), Commercial = new(2021, 1, 1);

    internal static IEnumerable<PlateFormat> Formats { get; } =
    [
        .. Of(Belgian2010, IndexDigit, null, "1-aaa-nnn"),
        .. Of(Belgian2010, new(2021, 1, 1), null, "2-aaa-nnn"),
        .. Of(BelgianReserved, null, null, "r-aaa-nnn"),
        .. Of(International, IndexDigit, null, "8-aaa-nnn"),
        .. Of(PersonalisedIndex, IndexDigit, FreeChoice.AddDays(-1), "9-aaa-nnn"),
        .. Of(Belgian2008, new(2008, 1, 1), IndexDigit.AddDays(-1), "nnn-aaa"),
        .. Of(Belgian1973, new(1973, 1, 1), new(2008, 12, 31), "aaa-nnn"),
        .. Of(Belgian1962, new(1962, 1, 1), new(1973, 12, 31), "aannn", "naann", "nnaan", "nnnaa", "annna")
            .Select(format => format with { ExcludedLetters = "IOQ" }),
        // P, left out for private cars, was the letter of buses and the post
        .. Of(Belgian1953, new(1953, 1, 1), new(1962, 12, 31), "annnn", "nannn", "nnann", "nnnan", "nnnna")
            .Select(format => format with { ExcludedLetters = "AIOQ" }),
        .. Of(Motorcycle, new(2014, 1, 1), null, "M-aaa-nnn", "W-aaa-nnn"),
        .. Of(Motorcycle, IndexDigit, new(2014, 12, 31), "1-Maa-nnn"),
        .. Of(Moped, new(2014, 1, 1), null, "S-aaa-nnn"),
        .. Of(Trailer, IndexDigit, null, "Q-aaa-nnn"),
        .. Of(Trailer, new(1973, 1, 1), new(2008, 12, 31), "Uaa-nnn"),
        .. Of(Taxi, IndexDigit, null, "T-Xaa-nnn"),
        .. Of(Taxi, null, new(2014, 12, 31), "TXa-nnn", "1-TXa-nnn"),
        .. Of(Oldtimer, IndexDigit, null, "O-aaa-nnn"),
        .. Of(Tractor, IndexDigit, null, "G-aaa-nnn"),
        .. Of(TestDrive, Commercial, null, "Y-aaa-nnn"),
        .. Of(Dealer, Commercial, null, "Z-aaa-nnn"),
        .. Of(Professional, Commercial, null, "V-aaa-nnn"),
        .. Of(CommercialIndex, IndexDigit, Commercial.AddDays(-1), "1-Zaa-nnn"),
        .. Of(Diplomatic, null, null, "CD-aa-nnn", "CD-xxx", "CD-xxxx"),
        .. Of(Official, null, null, "A-n", "A-nn", "A-nnn", "P-n", "P-nn", "P-nnn", "E-n", "E-nn", "E-nnn"),
        .. Of(Royal, null, null, "n", "nn", "nnn"),
        .. Of(Personalised, FreeChoice, null, PlatePattern.Personalised),
        // Sources differ on what follows CD: accepted, parted only where the pattern above fits
        .. Of(Diplomatic, null, null, "CDxxxxx"),
    ];

    static IEnumerable<PlateFormat> Of(PlateSeries series, DateOnly? from, DateOnly? until, params string[] patterns) =>
        patterns.Select(pattern => new PlateFormat(Country.Belgium, series, pattern, from, until));
}
