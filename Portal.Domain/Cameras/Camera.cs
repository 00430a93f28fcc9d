using Portal.Common;

namespace Portal.Cameras;

/// <summary>A camera of a zone: the place where reads come from.</summary>
public sealed class Camera : Entity
{
    public const int NameLength = 80;
    public const int PlaceLength = 160;

    Camera() { }

    Camera(string tenant, string name, string place, DateTimeOffset now) : base(tenant, now) => (Name, Place, RegisteredAt) = (name, place, now);

    /// <summary>What people call it; unique in the zone.</summary>
    public string Name { get; private set; } = null!;

    /// <summary>Street, crossing or hectometre post.</summary>
    public string Place { get; private set; } = null!;

    /// <summary>WGS 84 degrees, or null when not known.</summary>
    public double? Latitude { get; private set; }

    public double? Longitude { get; private set; }

    public DateTimeOffset RegisteredAt { get; private set; }

    /// <summary>Set when it was taken out of service; its reads stay readable.</summary>
    public DateTimeOffset? RetiredAt { get; private set; }

    public static Result<Camera> Register(string tenant, string? name, string? place, double? latitude, double? longitude, DateTimeOffset now)
    {
        var camera = new Camera(tenant, "", "", now);
        return camera.Describe(name, place, latitude, longitude) is { Succeeded: false } refused ? refused.Error : camera;
    }

    public Result Describe(string? name, string? place, double? latitude, double? longitude)
    {
        name = name?.Trim();
        if (string.IsNullOrEmpty(name)) return CameraErrors.NameMissing;
        if (name.Length > NameLength) return CameraErrors.NameTooLong;
        if (place is { Length: > PlaceLength }) return CameraErrors.PlaceTooLong;
        if (latitude is < -90 or > 90 || longitude is < -180 or > 180 || (latitude is null) != (longitude is null)) return CameraErrors.PositionInvalid;
        (Name, Place, Latitude, Longitude) = (name, place?.Trim() ?? "", latitude, longitude);
        return Result.Ok;
    }

    public void Retire(DateTimeOffset now) => RetiredAt ??= now;

    public void Reinstate() => RetiredAt = null;
}
