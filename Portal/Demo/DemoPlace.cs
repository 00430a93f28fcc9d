using Portal.Tenants;

namespace Portal.Demo;

/// <summary>Where the zones of the demonstration lie: real municipalities, outlines drawn by hand and only roughly right.</summary>
sealed record DemoPlace(string ProvinceNis, IReadOnlyList<(string Nis, string Name)> Municipalities, string GeoJson)
{
    static readonly Dictionary<string, DemoPlace> Places = new(StringComparer.Ordinal)
    {
        ["5340"] = new("04000", [("21003", "Sint-Agatha-Berchem"), ("21008", "Ganshoren"), ("21010", "Jette"), ("21011", "Koekelberg"), ("21012", "Sint-Jans-Molenbeek")],
            Polygon("4.290 50.881", "4.303 50.889", "4.318 50.895", "4.329 50.889", "4.335 50.878", "4.343 50.868", "4.347 50.858", "4.339 50.850", "4.327 50.847", "4.312 50.846", "4.299 50.851", "4.286 50.857",
                "4.277 50.864", "4.283 50.873", "4.290 50.881")),
        ["5344"] = new("04000", [("21006", "Evere"), ("21014", "Sint-Joost-ten-Node"), ("21015", "Schaarbeek")],
            Polygon("4.359 50.870", "4.368 50.879", "4.382 50.884", "4.398 50.881", "4.411 50.886", "4.424 50.879", "4.421 50.866", "4.412 50.857", "4.398 50.852", "4.384 50.848", "4.370 50.850", "4.360 50.856", "4.359 50.870")),
        ["5291"] = new("60000", [("63001", "Amel"), ("63012", "Büllingen"), ("63013", "Bütgenbach"), ("63067", "Sankt Vith"), ("63087", "Burg-Reuland")],
            Polygon("6.137 50.130", "6.060 50.155", "6.025 50.182", "5.985 50.205", "6.010 50.262", "5.995 50.305", "6.040 50.345", "6.090 50.385", "6.130 50.440", "6.190 50.478", "6.250 50.498", "6.330 50.480", "6.372 50.450",
                "6.375 50.408", "6.400 50.370", "6.405 50.325", "6.350 50.318", "6.320 50.322", "6.283 50.268", "6.225 50.230", "6.175 50.225", "6.190 50.185", "6.150 50.160", "6.137 50.130")),
    };

    public static DemoPlace Of(string code) => Places[code];

    public IEnumerable<object> RowsOf(string code, DateTimeOffset now) => [.. Municipalities.Select(m => new ZoneMunicipality(code, m.Nis, m.Name)), new ZoneOutline(code, ZoneShape.Read(GeoJson).Value!.ToGeoJson(), now)];

    static string Polygon(params string[] points) => $$"""{"type":"Polygon","coordinates":[[{{string.Join(',', points.Select(p => "[" + p.Replace(' ', ',') + "]"))}}]]}""";
}
