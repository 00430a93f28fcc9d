using System.Text.RegularExpressions;
using Portal.Common;

namespace Portal.Contacts;

/// <summary>What is wrong with one field of a staff member.</summary>
/// <param name="Field">Name of a property of <see cref="StaffDetails"/>, or another word that the form knows.</param>
public sealed record StaffProblem(string Field, Error Error);

/// <summary>What people tell of a staff member, as typed.</summary>
public sealed partial record StaffDetails
{
    public string? FirstName { get; init; }

    public string? LastName { get; init; }

    public string? PersonnelNumber { get; init; }

    public string? Email { get; init; }

    public string? Phone { get; init; }

    public string? Function { get; init; }

    /// <summary>Separated by semicolons.</summary>
    public string? Qualifications { get; init; }

    public Statute Statute { get; init; }

    /// <summary>Two-letter codes, separated by blanks.</summary>
    public string? Languages { get; init; }

    public Guid? UnitId { get; init; }

    public Guid? ChiefId { get; init; }

    public DateOnly? EntersOn { get; init; }

    /// <summary>Blanks at the ends gone, e-mail in small letters, lists in one form, what is empty absent.</summary>
    public StaffDetails Tidy() => this with
    {
        FirstName = OneBlank(FirstName),
        LastName = OneBlank(LastName),
        PersonnelNumber = Trimmed(PersonnelNumber),
        Email = Trimmed(Email)?.ToLowerInvariant(),
        Phone = Trimmed(Phone),
        Function = OneBlank(Function),
        Qualifications = string.Join("; ", (Qualifications ?? "").Split([';', '\n'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct(StringComparer.OrdinalIgnoreCase)),
        Languages = string.Join(' ', Common.Languages.All.Intersect((Languages ?? "").ToLowerInvariant().Split([' ', ',', ';', '/'], StringSplitOptions.RemoveEmptyEntries))),
    };

    /// <summary>Every rule that it breaks, once tidy.</summary>
    public IEnumerable<StaffProblem> Check()
    {
        if (FirstName is null or "") yield return new(nameof(FirstName), StaffErrors.FirstNameMissing);
        if (LastName is null or "") yield return new(nameof(LastName), StaffErrors.LastNameMissing);
        foreach (var (field, value, most) in ((string, string?, int)[])
        [
            (nameof(FirstName), FirstName, StaffMember.NamePartLength), (nameof(LastName), LastName, StaffMember.NamePartLength), (nameof(PersonnelNumber), PersonnelNumber, StaffMember.NumberLength),
            (nameof(Email), Email, StaffMember.EmailLength), (nameof(Phone), Phone, StaffMember.PhoneLength), (nameof(Function), Function, StaffMember.FunctionLength),
            (nameof(Qualifications), Qualifications, StaffMember.QualificationsLength),
        ])
        {
            if (value?.Length > most) yield return new(field, StaffErrors.TooLong(most));
        }

        if (Email is { Length: <= StaffMember.EmailLength } email && !EmailForm().IsMatch(email)) yield return new(nameof(Email), StaffErrors.EmailInvalid);
        if (Phone is { Length: <= StaffMember.PhoneLength } phone && !PhoneForm().IsMatch(phone)) yield return new(nameof(Phone), StaffErrors.PhoneInvalid);
        if (!Enum.IsDefined(Statute)) yield return new(nameof(Statute), StaffErrors.StatuteUnknown(""));
    }

    static string? Trimmed(string? text) => text?.Trim() is { Length: > 0 } rest ? rest : null;

    static string OneBlank(string? text) => string.Join(' ', (text ?? "").Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));

    // One at sign, no blanks, a dot in the domain: what a mail server takes beyond that it says itself.
    [GeneratedRegex(@"^[^@\s<>""(),:;\\\[\]]{1,64}@[^@\s<>""(),:;\\\[\].]+(\.[^@\s<>""(),:;\\\[\].]+)+$", RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex EmailForm();

    [GeneratedRegex(@"^\+?[0-9][0-9 ./()\-]{1,28}[0-9]$", RegexOptions.None, 1000)]
    private static partial Regex PhoneForm();
}
