using Portal.Common;

namespace Portal.Contacts;

/// <summary>What stands in the fields of a staff member's form, as typed.</summary>
public sealed class StaffFormModel
{
    public string? FirstName { get; set; }

    public string? LastName { get; set; }

    public string? PersonnelNumber { get; set; }

    public string? Email { get; set; }

    public string? Phone { get; set; }

    public string? Function { get; set; }

    /// <summary>One a line.</summary>
    public string? Qualifications { get; set; }

    public string? Statute { get; set; } = nameof(Contacts.Statute.Operational);

    public ISet<string> Languages { get; } = new HashSet<string>();

    public string? UnitId { get; set; }

    public StaffName? Chief { get; set; }

    public DateOnly? EntersOn { get; set; }

    public static StaffFormModel Of(StaffDetail member)
    {
        var d = member.Details;
        var model = new StaffFormModel
        {
            FirstName = d.FirstName,
            LastName = d.LastName,
            PersonnelNumber = d.PersonnelNumber,
            Email = d.Email,
            Phone = d.Phone,
            Function = d.Function,
            Qualifications = d.Qualifications?.Replace("; ", "\n", StringComparison.Ordinal),
            Statute = d.Statute.ToString(),
            UnitId = d.UnitId?.ToString(),
            Chief = member.Chief,
            EntersOn = d.EntersOn,
        };
        model.Languages.UnionWith((d.Languages ?? "").Split(' ', StringSplitOptions.RemoveEmptyEntries));
        return model;
    }

    public StaffDetails ToDetails() => new()
    {
        FirstName = FirstName,
        LastName = LastName,
        PersonnelNumber = PersonnelNumber,
        Email = Email,
        Phone = Phone,
        Function = Function,
        Qualifications = Qualifications,
        Statute = Enum.TryParse<Statute>(Statute, out var statute) ? statute : default,
        Languages = string.Join(' ', Languages),
        UnitId = Guid.TryParse(UnitId, out var unit) ? unit : null,
        ChiefId = Chief?.Id,
        EntersOn = EntersOn,
    };

    /// <summary>Every rule that what is typed breaks, before anything is sent.</summary>
    public IEnumerable<(string Field, Error Error)> Check() => ToDetails().Tidy().Check().Select(p => (FieldOf(p.Field), p.Error));

    /// <summary>The field that an error is about.</summary>
    public static string FieldOf(Error error) => error.Code switch
    {
        "staff.first_name_missing" => "first-name",
        "staff.last_name_missing" => "last-name",
        "staff.number_taken" => "number",
        "staff.email_invalid" or "staff.email_taken" => "email",
        "staff.phone_invalid" => "phone",
        "staff.own_chief" or "staff.chief_circle" or "staff.chief_unknown" => "chief",
        "staff.unit_unknown" => "unit",
        "staff.dates_reversed" => "enters",
        _ => "",
    };

    static string FieldOf(string property) => property switch
    {
        nameof(StaffDetails.FirstName) => "first-name",
        nameof(StaffDetails.LastName) => "last-name",
        nameof(StaffDetails.PersonnelNumber) => "number",
        nameof(StaffDetails.Email) => "email",
        nameof(StaffDetails.Phone) => "phone",
        nameof(StaffDetails.Function) => "function",
        nameof(StaffDetails.Qualifications) => "qualifications",
        _ => "",
    };

    public static IReadOnlyDictionary<string, string> Labels => new Dictionary<string, string>
    {
        ["first-name"] = ContactsText.FirstName,
        ["last-name"] = ContactsText.LastName,
        ["number"] = ContactsText.Number,
        ["email"] = ContactsText.Email,
        ["phone"] = ContactsText.Phone,
        ["function"] = ContactsText.Function,
        ["qualifications"] = ContactsText.Qualifications,
        ["unit"] = ContactsText.Unit,
        ["chief"] = ContactsText.Chief,
        ["enters"] = ContactsText.EntersOn,
    };
}
