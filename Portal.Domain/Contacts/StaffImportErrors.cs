using Portal.Common;

namespace Portal.Contacts;

/// <summary>What makes a staff file, or one row of it, unusable.</summary>
public static class StaffImportErrors
{
    public static Error FileTooLarge(int megabytes) => Error.Invalid("staffimport.file_too_large", megabytes);

    public static Error TooManyRows(int most) => Error.Invalid("staffimport.too_many_rows", most);

    /// <summary>Neither number nor e-mail: the person could not be known again.</summary>
    public static Error KeyMissing { get; } = Error.Invalid("staffimport.key_missing");

    public static Error LanguageUnknown(string words) => Error.Invalid("staffimport.language_unknown", words);

    public static Error UnitUnknown(string name) => Error.Invalid("staffimport.unit_unknown", name);

    /// <summary>Several units have the name: the file writes the units above too.</summary>
    public static Error UnitAmbiguous(string name) => Error.Invalid("staffimport.unit_ambiguous", name);

    public static Error RoleUnknown(string word) => Error.Invalid("staffimport.role_unknown", word);

    /// <summary>The list is not what the preview compared with.</summary>
    public static Error PreviewOutdated { get; } = Error.Conflict("staffimport.preview_outdated");
}
