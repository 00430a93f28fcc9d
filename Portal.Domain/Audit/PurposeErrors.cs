using Portal.Common;

namespace Portal.Audit;

/// <summary>Why a purpose cannot be chosen, or a consultation is refused without one.</summary>
public static class PurposeErrors
{
    public static Error Missing { get; } = Error.Invalid("purpose.missing");

    public static Error CaseNumberMissing { get; } = Error.Invalid("purpose.case_number_missing");

    /// <summary>Choose a purpose first.</summary>
    public static Error Needed { get; } = Error.Conflict("purpose.needed");

    /// <param name="characters">At most so many.</param>
    public static Error CaseNumberTooLong(int characters) => Error.Invalid("purpose.case_number_too_long", characters);

    /// <param name="hours">At most so many.</param>
    public static Error TooLong(int hours) => Error.Invalid("purpose.too_long", hours);
}
