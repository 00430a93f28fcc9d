using System.Collections.Immutable;

namespace Portal.Anpr.Plates;

/// <summary>Which forms a plate may have. Several may fit one plate; none is chosen.</summary>
public static class PlateFormats
{
    /// <summary>Every known form, Belgian ones first.</summary>
    public static ImmutableArray<PlateFormat> All { get; } =
        [.. BelgianPlates.Formats, .. NeighbourPlates.Formats];

    static readonly ImmutableArray<PlateFormat>[] ByLength = [.. Enumerable.Range(0, PlateNumber.MaxLength + 1)
        .Select(length => All.Where(f => (PlatePattern.Length(f.Pattern) ?? length) == length).ToImmutableArray())];

    /// <summary>All the forms that a plate fits, in the order of <see cref="All"/>; empty when none does.</summary>
    /// <param name="normalised">A normalised plate; one with an unknown character fits nothing.</param>
    public static IReadOnlyList<PlateFormat> Classify(string normalised)
    {
        ArgumentNullException.ThrowIfNull(normalised);
        return normalised.Length > PlateNumber.MaxLength
            ? []
            : [.. ByLength[normalised.Length].Where(format => format.Fits(normalised))];
    }

    /// <summary>Does a plate fit a form of this country that says at each position what stands there? Allocates nothing.</summary>
    /// <param name="normalised">A normalised plate.</param>
    /// <param name="country">Distinguishing sign.</param>
    public static bool FitsFixedForm(ReadOnlySpan<char> normalised, string country)
    {
        if (normalised.Length > PlateNumber.MaxLength) return false;
        foreach (var format in ByLength[normalised.Length])
        {
            if (format.HasFixedPositions && string.Equals(format.Country, country, StringComparison.Ordinal)
                && format.Fits(normalised)) return true;
        }
        return false;
    }
}
