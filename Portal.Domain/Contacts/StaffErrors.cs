using Portal.Common;

namespace Portal.Contacts;

/// <summary>What can be wrong with a staff member.</summary>
public static class StaffErrors
{
    public static Error FirstNameMissing { get; } = Error.Invalid("staff.first_name_missing");

    public static Error LastNameMissing { get; } = Error.Invalid("staff.last_name_missing");

    public static Error EmailInvalid { get; } = Error.Invalid("staff.email_invalid");

    public static Error PhoneInvalid { get; } = Error.Invalid("staff.phone_invalid");

    /// <summary>The last day lies before the first.</summary>
    public static Error DatesReversed { get; } = Error.Invalid("staff.dates_reversed");

    public static Error LeavingDayMissing { get; } = Error.Invalid("staff.leaving_day_missing");

    public static Error OwnChief { get; } = Error.Invalid("staff.own_chief");

    /// <summary>The chief stands, over others, under this person.</summary>
    public static Error ChiefCircle { get; } = Error.Invalid("staff.chief_circle");

    public static Error ChiefUnknown { get; } = Error.Invalid("staff.chief_unknown");

    public static Error UnitUnknown { get; } = Error.Invalid("staff.unit_unknown");

    /// <summary>Somebody else of the zone has number or e-mail already, and which was not seen in time.</summary>
    public static Error Taken { get; } = Error.Conflict("staff.taken");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");

    /// <param name="name">Who has it.</param>
    public static Error NumberTaken(string name) => Error.Conflict("staff.number_taken", name);

    /// <param name="name">Who has it.</param>
    public static Error EmailTaken(string name) => Error.Conflict("staff.email_taken", name);

    /// <param name="most">Characters allowed.</param>
    public static Error TooLong(int most) => Error.Invalid("staff.too_long", most);

    public static Error StatuteUnknown(string word) => Error.Invalid("staff.statute_unknown", word);
}

/// <summary>What can be wrong with a unit.</summary>
public static class UnitErrors
{
    public static Error NameMissing { get; } = Error.Invalid("units.name_missing");

    public static Error NameTooLong { get; } = Error.Invalid("units.name_too_long", Unit.NameLength);

    public static Error NameTaken { get; } = Error.Conflict("units.name_taken");

    public static Error TooDeep { get; } = Error.Invalid("units.too_deep", Unit.MaxDepth);

    /// <summary>A unit cannot stand below itself.</summary>
    public static Error Circle { get; } = Error.Invalid("units.circle");

    public static Error ParentUnknown { get; } = Error.Invalid("units.parent_unknown");

    public static Error LeaderUnknown { get; } = Error.Invalid("units.leader_unknown");

    /// <summary>Units stand below it, or people belong to it.</summary>
    public static Error NotEmpty { get; } = Error.Conflict("units.not_empty");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");
}

/// <summary>What people do to the staff list, as the audit names it.</summary>
public static class StaffActions
{
    public const string Added = "staff.added";
    public const string Changed = "staff.changed";
    public const string Leaving = "staff.leaving";
    public const string CameBack = "staff.came_back";

    /// <summary>A file was read in; the line names how many it added and changed.</summary>
    public const string Imported = "staff.imported";

    /// <summary>The list left the portal as a file.</summary>
    public const string Exported = "staff.exported";
}

/// <summary>What people do to units, as the audit names it.</summary>
public static class UnitActions
{
    public const string Added = "unit.added";
    public const string Changed = "unit.changed";
    public const string Moved = "unit.moved";
    public const string Removed = "unit.removed";
}
