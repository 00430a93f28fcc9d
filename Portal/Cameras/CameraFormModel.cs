using System.Globalization;
using Portal.Common;

namespace Portal.Cameras;

/// <summary>What stands in the fields of a camera's form, as typed.</summary>
public sealed class CameraFormModel
{
    public string? Name { get; set; }

    public string? Place { get; set; }

    public string? Latitude { get; set; }

    public string? Longitude { get; set; }

    public static CameraFormModel Of(CameraDetail camera) => new()
    {
        Name = camera.Name,
        Place = camera.Place,
        Latitude = camera.Latitude?.ToString(CultureInfo.CurrentCulture),
        Longitude = camera.Longitude?.ToString(CultureInfo.CurrentCulture),
    };

    /// <summary>Degrees may be typed with a comma or a point; what is no number becomes one that the rules refuse.</summary>
    public CameraInput ToInput() => new(Name, Place, Degrees(Latitude), Degrees(Longitude));

    static double? Degrees(string? typed) => typed?.Trim().Replace(',', '.') is not { Length: > 0 } text ? null
        : double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var degrees) && double.IsFinite(degrees) ? degrees : double.MaxValue;

    /// <summary>The field that an error is about.</summary>
    public static string FieldOf(Error error) => error.Code switch
    {
        "cameras.name_missing" or "cameras.name_too_long" or "cameras.name_taken" => "name",
        "cameras.place_too_long" => "place",
        "cameras.position_invalid" => "latitude",
        _ => "",
    };

    public static IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string>
    {
        ["name"] = CamerasText.Name,
        ["place"] = CamerasText.Place,
        ["latitude"] = CamerasText.Latitude,
        ["longitude"] = CamerasText.Longitude,
    };
}
