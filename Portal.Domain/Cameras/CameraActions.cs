namespace Portal.Cameras;

/// <summary>What people do to cameras, as the audit names it.</summary>
public static class CameraActions
{
    public const string Registered = "camera.registered";
    public const string Changed = "camera.changed";
    public const string Retired = "camera.retired";
    public const string Reinstated = "camera.reinstated";

    /// <summary>A source's code was tied to it, or untied.</summary>
    public const string CodeAssigned = "camera.code_assigned";

    public const string CodeRemoved = "camera.code_removed";

    /// <summary>Reads that waited for it were taken over from quarantine.</summary>
    public const string TakenOver = "camera.taken_over";

    /// <summary>Every key above; each has a text in four languages.</summary>
    public static IReadOnlyList<string> All { get; } = [Registered, Changed, Retired, Reinstated, CodeAssigned, CodeRemoved, TakenOver];
}
