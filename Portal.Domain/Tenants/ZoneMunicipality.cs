namespace Portal.Tenants;

/// <summary>A municipality of a zone. Federal data.</summary>
public sealed class ZoneMunicipality
{
    public const int NisLength = 5;
    public const int NameLength = 80;

    ZoneMunicipality() { }

    public ZoneMunicipality(string zoneCode, string nisCode, string name) => (ZoneCode, NisCode, Name) = (zoneCode, nisCode, name);

    public string ZoneCode { get; private set; } = null!;

    /// <summary>Five digits (Statbel REFNIS).</summary>
    public string NisCode { get; private set; } = null!;

    public string Name { get; private set; } = null!;

    public void Rename(string name) => Name = name;
}

/// <summary>Where a zone lies: a polygon or several, WGS 84. Federal data.</summary>
public sealed class ZoneOutline
{
    ZoneOutline() { }

    public ZoneOutline(string zoneCode, string geoJson, DateTimeOffset now) => (ZoneCode, GeoJson, ChangedAt) = (zoneCode, geoJson, now);

    public string ZoneCode { get; private set; } = null!;

    /// <summary>A GeoJSON geometry, Polygon or MultiPolygon (RFC 7946).</summary>
    public string GeoJson { get; private set; } = null!;

    public DateTimeOffset ChangedAt { get; private set; }

    public void Replace(string geoJson, DateTimeOffset now) => (GeoJson, ChangedAt) = (geoJson, now);
}
