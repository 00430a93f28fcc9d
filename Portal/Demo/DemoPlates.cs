namespace Portal.Demo;

/// <summary>Plates of the demonstration: of the series that begins with 7, which Belgium has not issued, so that they are nobody's.</summary>
static class DemoPlates
{
    const string Letters = "ABCDEFGHJKLNPRSTVXY";

    public const int PerList = 12;

    /// <summary>The plates on a zone's list; the same each time.</summary>
    public static IEnumerable<string> Of(string zone, int list) => Enumerable.Range(0, PerList).Select(n => Plate(HashCode(zone, list, n)));

    /// <summary>A plate that stands on no list, or hardly ever.</summary>
    public static string Passing(Random random) => Plate((uint)random.Next());

    static string Plate(uint seed)
    {
        var letters = new[] { Letters[(int)(seed % 19)], Letters[(int)(seed / 19 % 19)], Letters[(int)(seed / 361 % 19)] };
        return FormattableString.Invariant($"7-{new string(letters)}-{seed / 6859 % 1000:000}");
    }

    static uint HashCode(string zone, int list, int n) => unchecked((uint)((int.Parse(zone, System.Globalization.CultureInfo.InvariantCulture) * 7919) + (list * 104_729) + (n * 1_299_709)) * 2_654_435_761u);
}
