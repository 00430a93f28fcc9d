using Portal.Common;

namespace Portal.Cameras;

/// <summary>What can be wrong with a camera as somebody describes it.</summary>
public static class CameraErrors
{
    public static Error NameMissing { get; } = Error.Invalid("cameras.name_missing");

    public static Error NameTooLong { get; } = Error.Invalid("cameras.name_too_long", Camera.NameLength);

    public static Error NameTaken { get; } = Error.Conflict("cameras.name_taken");

    public static Error PlaceTooLong { get; } = Error.Invalid("cameras.place_too_long", Camera.PlaceLength);

    public static Error PositionInvalid { get; } = Error.Invalid("cameras.position_invalid");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}
