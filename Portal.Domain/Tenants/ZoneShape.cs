using System.Globalization;
using System.Text;
using System.Text.Json;
using Portal.Common;

namespace Portal.Tenants;

/// <summary>A place on a map, WGS 84 degrees.</summary>
public sealed record MapPoint(double Longitude, double Latitude);

/// <summary>The outline of a zone as polygons: of each the outer ring first, then its holes; every ring ends where it begins (RFC 7946).</summary>
public sealed record ZoneShape(IReadOnlyList<IReadOnlyList<IReadOnlyList<MapPoint>>> Polygons)
{
    public const int MaxBytes = 1024 * 1024;
    public const int MaxPoints = 50_000;

    /// <summary>Belgium lies within these degrees, with a little room.</summary>
    public const double West = 2.3, East = 6.6, South = 49.3, North = 51.7;

    const int MaxDepth = 32;

    /// <summary>All points of all rings.</summary>
    public int PointCount => Polygons.Sum(p => p.Sum(r => r.Count));

    /// <summary>Reads a GeoJSON file: a Polygon or MultiPolygon, a Feature that has one, or a FeatureCollection of these. Never throws for what is in it.</summary>
    public static Result<ZoneShape> Read(ReadOnlyMemory<byte> file)
    {
        if (file.Length > MaxBytes) return ZoneErrors.OutlineTooLarge;
        try
        {
            using var json = JsonDocument.Parse(file.Span.StartsWith<byte>([0xEF, 0xBB, 0xBF]) ? file[3..] : file, new() { MaxDepth = MaxDepth });
            return new Reading().Run(json.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException) // not JSON, or half a character in a text
        {
            return ZoneErrors.OutlineUnreadable;
        }
    }

    public static Result<ZoneShape> Read(string geoJson) => Read(Encoding.UTF8.GetBytes(geoJson));

    /// <summary>As one geometry, with seven decimals at most (a centimetre).</summary>
    public string ToGeoJson()
    {
        static string Point(MapPoint p) => string.Create(CultureInfo.InvariantCulture, $"[{p.Longitude:0.#######},{p.Latitude:0.#######}]");
        static string Polygon(IReadOnlyList<IReadOnlyList<MapPoint>> rings) => "[" + string.Join(',', rings.Select(r => "[" + string.Join(',', r.Select(Point)) + "]")) + "]";
        return Polygons is [var only] ? $$"""{"type":"Polygon","coordinates":{{Polygon(only)}}}""" : $$"""{"type":"MultiPolygon","coordinates":[{{string.Join(',', Polygons.Select(Polygon))}}]}""";
    }

    sealed class Reading
    {
        readonly List<IReadOnlyList<IReadOnlyList<MapPoint>>> polygons = [];
        Error? wrong;
        int points;

        public Result<ZoneShape> Run(JsonElement root)
        {
            Take(root, 0);
            if (wrong is not null) return wrong;
            return polygons.Count == 0 ? ZoneErrors.OutlineNoPolygon : new ZoneShape(polygons);
        }

        /// <param name="level">A collection holds features, a feature a geometry; nothing lies deeper.</param>
        void Take(JsonElement thing, int level)
        {
            var type = thing.ValueKind == JsonValueKind.Object && thing.TryGetProperty("type", out var t) && t.ValueKind == JsonValueKind.String ? t.GetString() : null;
            switch (type)
            {
                case "FeatureCollection" when level == 0 && thing.TryGetProperty("features", out var features) && features.ValueKind == JsonValueKind.Array:
                    foreach (var feature in features.EnumerateArray()) Take(feature, 1);
                    break;
                case "Feature" when level < 2 && thing.TryGetProperty("geometry", out var geometry):
                    Take(geometry, 2);
                    break;
                case "Polygon" when thing.TryGetProperty("coordinates", out var rings):
                    Polygon(rings);
                    break;
                case "MultiPolygon" when thing.TryGetProperty("coordinates", out var several) && several.ValueKind == JsonValueKind.Array:
                    foreach (var one in several.EnumerateArray()) Polygon(one);
                    break;
                default:
                    wrong ??= ZoneErrors.OutlineNoPolygon;
                    break;
            }
        }

        void Polygon(JsonElement coordinates)
        {
            if (coordinates.ValueKind != JsonValueKind.Array || coordinates.GetArrayLength() == 0)
            {
                wrong ??= ZoneErrors.OutlineRing;
                return;
            }

            var rings = new List<IReadOnlyList<MapPoint>>();
            foreach (var ring in coordinates.EnumerateArray())
            {
                if (wrong is not null) return;
                rings.Add(Ring(ring));
            }

            polygons.Add(rings);
        }

        List<MapPoint> Ring(JsonElement coordinates)
        {
            var ring = new List<MapPoint>();
            if (coordinates.ValueKind != JsonValueKind.Array)
            {
                wrong = ZoneErrors.OutlineRing;
                return ring;
            }

            foreach (var position in coordinates.EnumerateArray())
            {
                if (++points > MaxPoints) wrong = ZoneErrors.OutlineTooManyPoints;
                else if (position.ValueKind != JsonValueKind.Array || position.GetArrayLength() is < 2 or > 4 || !TryDegrees(position[0], out var x) || !TryDegrees(position[1], out var y)) wrong = ZoneErrors.OutlineRing;
                else if (!(x is >= West and <= East && y is >= South and <= North)) wrong = ZoneErrors.OutlineOutside;
                else ring.Add(new(x, y));
                if (wrong is not null) return ring;
            }

            if (ring.Count < 4 || ring[0] != ring[^1]) wrong = ZoneErrors.OutlineRing;
            return ring;
        }

        static bool TryDegrees(JsonElement number, out double degrees)
        {
            degrees = 0;
            return number.ValueKind == JsonValueKind.Number && number.TryGetDouble(out degrees);
        }
    }
}
