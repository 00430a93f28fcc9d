namespace Portal.Cameras;

public static class CameraPermissions
{
    public const string Read = "cameras.read";

    /// <summary>Register, change and retire cameras.</summary>
    public const string Manage = "cameras.manage";
}
