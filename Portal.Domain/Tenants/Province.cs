namespace Portal.Tenants;

/// <summary>A province of Belgium, or the Brussels-Capital Region, which belongs to none and counts as one here.</summary>
/// <param name="Nis">Five digits (Statbel REFNIS).</param>
public sealed record Province(string Nis, string Nl, string Fr, string De, string En)
{
    /// <summary>All eleven, in the order of their codes; Brussels first.</summary>
    public static IReadOnlyList<Province> All { get; } =
    [
        new("04000", "Brussels Hoofdstedelijk Gewest", "Région de Bruxelles-Capitale", "Region Brüssel-Hauptstadt", "Brussels-Capital Region"),
        new("10000", "Antwerpen", "Anvers", "Antwerpen", "Antwerp"),
        new("20001", "Vlaams-Brabant", "Brabant flamand", "Flämisch-Brabant", "Flemish Brabant"),
        new("20002", "Waals-Brabant", "Brabant wallon", "Wallonisch-Brabant", "Walloon Brabant"),
        new("30000", "West-Vlaanderen", "Flandre occidentale", "Westflandern", "West Flanders"),
        new("40000", "Oost-Vlaanderen", "Flandre orientale", "Ostflandern", "East Flanders"),
        new("50000", "Henegouwen", "Hainaut", "Hennegau", "Hainaut"),
        new("60000", "Luik", "Liège", "Lüttich", "Liège"),
        new("70000", "Limburg", "Limbourg", "Limburg", "Limburg"),
        new("80000", "Luxemburg", "Luxembourg", "Luxemburg", "Luxembourg"),
        new("90000", "Namen", "Namur", "Namur", "Namur"),
    ];

    public static Province? Find(string? nis) => All.FirstOrDefault(p => p.Nis == nis);

    public string NameIn(string language) => language switch { "nl" => Nl, "fr" => Fr, "de" => De, _ => En };
}
