namespace Portal.Cameras;

/// <summary>What a role may do with cameras.</summary>
public static class CameraPermissions
{
    public const string Read = "cameras.read";

    /// <summary>Register, change and retire cameras.</summary>
    public const string Manage = "cameras.manage";
}
