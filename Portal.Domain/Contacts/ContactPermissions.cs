namespace Portal.Contacts;

/// <summary>What a role may do with the staff of a zone; each is the name of a policy.</summary>
public static class ContactPermissions
{
    /// <summary>See the directory: the own zone's and those that other zones publish.</summary>
    public const string ReadDirectory = "directory.read";

    /// <summary>See the staff list with everything in it.</summary>
    public const string ReadStaff = "staff.read";

    /// <summary>Change staff members and units, and import them.</summary>
    public const string ManageStaff = "staff.manage";
}
