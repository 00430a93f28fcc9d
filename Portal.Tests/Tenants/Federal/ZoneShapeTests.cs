using System.Text;
using Portal.Tenants;

namespace Portal.Tests.Tenants.Federal;

public sealed class ZoneShapeTests
{
    const string Ring = "[[4.3,50.8],[4.4,50.8],[4.4,50.9],[4.3,50.8]]";

    [Theory]
    [InlineData("""{"type":"Polygon","coordinates":[RING]}""", 1)]
    [InlineData("""{"type":"MultiPolygon","coordinates":[[RING],[RING,RING]]}""", 2)]
    [InlineData("""{"type":"Feature","properties":{"a":1},"geometry":{"type":"Polygon","coordinates":[RING]}}""", 1)]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"Feature","geometry":{"type":"Polygon","coordinates":[RING]}},{"type":"Feature","geometry":{"type":"MultiPolygon","coordinates":[[RING]]}}]}""", 2)]
    public void Polygons_are_found_wherever_GeoJSON_keeps_them(string file, int polygons)
    {
        var shape = ZoneShape.Read(file.Replace("RING", Ring, StringComparison.Ordinal));
        Assert.True(shape.Succeeded, shape.Error?.Code);
        Assert.Equal(polygons, shape.Value.Polygons.Count);
        var again = ZoneShape.Read(shape.Value.ToGeoJson());
        Assert.Equal(shape.Value.ToGeoJson(), again.Value!.ToGeoJson());
    }

    [Fact]
    public void A_mark_at_the_beginning_and_heights_do_not_matter()
    {
        var file = "{\"type\":\"Polygon\",\"coordinates\":[[[4.3,50.8,12],[4.4,50.8,12],[4.4,50.9,12],[4.3,50.8,12]]]}";
        Assert.Equal(4, ZoneShape.Read((byte[])([.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(file)])).Value!.PointCount);
    }

    [Theory]
    [InlineData("", "zones.outline_unreadable")]
    [InlineData("<kml/>", "zones.outline_unreadable")]
    [InlineData("""{"type":"Polygon","coordinates":[RING]""", "zones.outline_unreadable")]
    [InlineData("null", "zones.outline_no_polygon")]
    [InlineData("[1,2]", "zones.outline_no_polygon")]
    [InlineData("{}", "zones.outline_no_polygon")]
    [InlineData("""{"type":5,"coordinates":[RING]}""", "zones.outline_no_polygon")]
    [InlineData("""{"type":"Point","coordinates":[4.3,50.8]}""", "zones.outline_no_polygon")]
    [InlineData("""{"type":"FeatureCollection","features":[]}""", "zones.outline_no_polygon")]
    [InlineData("""{"type":"Feature","geometry":null}""", "zones.outline_no_polygon")]
    [InlineData("""{"type":"Feature","geometry":{"type":"Feature","geometry":{"type":"Polygon","coordinates":[RING]}}}""", "zones.outline_no_polygon")]
    [InlineData("""{"type":"FeatureCollection","features":[{"type":"FeatureCollection","features":[]}]}""", "zones.outline_no_polygon")]
    [InlineData("""{"type":"Polygon","coordinates":[RING],"type":"GeometryCollection"}""", "zones.outline_no_polygon")]
    [InlineData("""{"type":"Polygon","coordinates":[]}""", "zones.outline_ring")]
    [InlineData("""{"type":"Polygon","coordinates":"RING"}""", "zones.outline_ring")]
    [InlineData("""{"type":"Polygon","coordinates":[[]]}""", "zones.outline_ring")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4.3,50.8],[4.4,50.8],[4.3,50.8]]]}""", "zones.outline_ring")]
    [InlineData("""{"type":"Polygon","coordinates":[[[4.3,50.8],[4.4,50.8],[4.4,50.9],[4.31,50.8]]]}""", "zones.outline_ring")]
    [InlineData("""{"type":"Polygon","coordinates":[[["4.3","50.8"],[4.4,50.8],[4.4,50.9],[4.3,50.8]]]}""", "zones.outline_ring")]
    [InlineData("""{"type":"Polygon","coordinates":[[[50.8,4.3],[50.8,4.4],[50.9,4.4],[50.8,4.3]]]}""", "zones.outline_outside")]
    [InlineData("""{"type":"Polygon","coordinates":[[[1e999,50.8],[4.4,50.8],[4.4,50.9],[1e999,50.8]]]}""", "zones.outline_outside")]
    public void What_is_no_outline_of_a_zone_is_refused_with_its_reason(string file, string code) =>
        Assert.Equal(code, ZoneShape.Read(file.Replace("RING", Ring, StringComparison.Ordinal)).Error?.Code);

    [Fact]
    public void Depth_size_and_number_of_points_have_limits()
    {
        Assert.Equal("zones.outline_unreadable", ZoneShape.Read(new string('[', 100_000)).Error?.Code);
        Assert.Equal("zones.outline_unreadable", ZoneShape.Read(string.Concat(Enumerable.Repeat("{\"type\":", 5_000))).Error?.Code);
        Assert.Equal("zones.outline_too_large", ZoneShape.Read(new string(' ', ZoneShape.MaxBytes + 1)).Error?.Code);
        var points = string.Join(',', Enumerable.Repeat("[4.3,50.8]", ZoneShape.MaxPoints + 1));
        Assert.Equal("zones.outline_too_many_points", ZoneShape.Read($$"""{"type":"Polygon","coordinates":[[{{points}}]]}""").Error?.Code);
        foreach (var broken in (byte[][])[[.. "{\"type\":\""u8, 0xC3, 0x28, .. "\"}"u8], [.. "{\""u8, 0xC3, 0x28, .. "\":1}"u8]]) Assert.False(ZoneShape.Read(broken).Succeeded); // half a character
    }
}
