using Portal.Common;

namespace Portal.Anpr.Hotlists;

/// <summary>What can be wrong with a list or an entry.</summary>
public static class HotlistErrors
{
    public static Error NameInvalid { get; } = Error.Invalid("hotlists.name_invalid", Hotlist.NameLength);

    public static Error NameTaken { get; } = Error.Conflict("hotlists.name_taken");

    public static Error PurposeInvalid { get; } = Error.Invalid("hotlists.purpose_invalid", Hotlist.PurposeLength);

    public static Error ValidityInvalid { get; } = Error.Invalid("hotlists.validity_invalid", Hotlist.LongestValidityDays);

    public static Error FieldMissing { get; } = Error.Invalid("hotlists.field_missing");

    public static Error ValidUntilMissing { get; } = Error.Invalid("hotlists.valid_until_missing");

    public static Error ValidUntilPast { get; } = Error.Invalid("hotlists.valid_until_past");

    public static Error AlreadyEnded { get; } = Error.Conflict("hotlists.already_ended");

    public static Error AlreadyOnList { get; } = Error.Conflict("hotlists.already_on_list");

    public static Error ChangedMeanwhile { get; } = Error.Conflict("common.changed_meanwhile");

    public static Error FieldTooLong(int longest) => Error.Invalid("hotlists.field_too_long", longest);

    public static Error ValidUntilTooFar(int days) => Error.Invalid("hotlists.valid_until_too_far", days);

    public static Error CountryUnknown(string value) => Error.Invalid("hotlists.country_unknown", Short(value));

    public static Error PriorityUnknown(string value) => Error.Invalid("hotlists.priority_unknown", Short(value));

    public static Error DateUnreadable(string value) => Error.Invalid("common.date_unreadable", Short(value));

    static string Short(string value) => value.Length > 40 ? value[..40] + "…" : value;
}
