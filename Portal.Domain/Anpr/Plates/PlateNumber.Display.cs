namespace Portal.Anpr.Plates;

public static partial class PlateNumber
{
    /// <summary>The plate as it stands on the vehicle: <c>1-ABC-123</c>, <c>ABC-123</c>, <c>AB-12-CD</c>.</summary>
    /// <param name="normalised">From <see cref="Normalise(string?)"/> or <see cref="NormaliseObserved"/>.</param>
    /// <param name="country">Distinguishing sign; null is shown as a Belgian plate when it fits one.</param>
    /// <returns>The plate with its hyphens or spaces. Unchanged when no form of the country fits, when two forms would part it
    /// differently, and for German plates: where the district ends cannot be told without the raw text.</returns>
    public static string Display(string normalised, string? country)
    {
        ArgumentNullException.ThrowIfNull(normalised);
        string? shown = null;
        foreach (var format in PlateFormats.Classify(normalised))
        {
            if (!format.HasFixedPositions || !string.Equals(format.Country, country ?? Country.Belgium, StringComparison.Ordinal))
                continue;
            var parted = format.Part(normalised);
            if (parted.Length == normalised.Length) continue; // the series bore no separator, or its form is not known well enough
            if (shown is not null && !string.Equals(shown, parted, StringComparison.Ordinal)) return normalised;
            shown = parted;
        }
        return shown ?? normalised;
    }
}
